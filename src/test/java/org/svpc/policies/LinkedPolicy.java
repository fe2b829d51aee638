package org.svpc.policies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.svpc.corpus.Commands;
import org.svpc.testing.Svpc;

/**
 * Modules built by svpc and linked by it with the whole base policy, and what that changed.
 *
 * @param file the linked policy
 * @param before the base policy
 * @param after the linked policy
 * @param declared what the modules say that they change
 * @param declaredContexts the file contexts that the modules bring
 */
record LinkedPolicy(
    Path file,
    KernelPolicy before,
    KernelPolicy after,
    Declared declared,
    SortedSet<String> declaredContexts) {
  private static final String PACKAGES = "/usr/share/selinux/default";
  private static final Path BASE_CONTEXTS =
      Path.of("/etc/selinux/default/contexts/files/file_contexts");
  static final Path BASE = Path.of("/etc/selinux/default/policy/policy.33");
  private static final String PP = "/usr/libexec/selinux/hll/pp";

  /** What all links have in common, read once. */
  record Base(KernelPolicy policy, BaseRules rules) {
    static Base installed() {
      return new Base(
          KernelPolicy.read(BASE),
          BaseRules.read(
              shell("for f in \"$0\"/*.pp.bz2; do bzcat \"$f\" | \"$1\"; done", PACKAGES, PP)
                  .lines()));
    }
  }

  /**
   * Builds and links.
   *
   * @param sources files and folders, as they are given to {@code svpc build}
   */
  static LinkedPolicy of(Base base, Path folder, List<Path> sources) {
    return of(base, folder, sources, true);
  }

  /** The same for modules that replace some of the base policy's: nothing of them is declared. */
  static LinkedPolicy replacing(Base base, Path folder, List<Path> sources) {
    return of(base, folder, sources, false);
  }

  private static LinkedPolicy of(Base base, Path folder, List<Path> sources, boolean adding) {
    try {
      Path out = Files.createDirectories(folder.resolve("out"));
      List<String> build = new ArrayList<>(List.of("build"));
      sources.forEach(source -> build.add(source.toString()));
      build.addAll(List.of("-o", out.toString()));
      Svpc.command(build.toArray(String[]::new)).run().orFail();

      List<String> modules = modules(out);
      Path policy = folder.resolve("policy.33");
      List<String> link = new ArrayList<>(List.of("link"));
      modules.forEach(module -> link.add(module));
      link.addAll(List.of("-o", policy.toString()));
      Svpc.command(link.toArray(String[]::new)).run().orFail();

      List<String> cil =
          adding
              ? modules.stream().map(module -> shell("\"$0\" \"$1\"", PP, module)).toList()
              : List.of();
      return new LinkedPolicy(
          policy,
          base.policy(),
          KernelPolicy.read(policy),
          Declared.of(cil, base.policy(), base.rules()),
          contexts(out));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> modules(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".pp")).sorted().toList();
    }
  }

  private static SortedSet<String> contexts(Path out) throws IOException {
    SortedSet<String> contexts = new TreeSet<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(".fc")) {
          contexts.addAll(contextsIn(file));
        }
      }
    }
    return contexts;
  }

  private static SortedSet<String> contextsIn(Path file) {
    try {
      SortedSet<String> contexts = new TreeSet<>();
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          contexts.add(String.join(" ", line.strip().split("\\s+", -1)));
        }
      }
      return contexts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String shell(String script, String... arguments) {
    List<String> line = new ArrayList<>(List.of("sh", "-c", script));
    line.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("svpc-test", ".out");
      try {
        Commands.runTo(output, output.getParent(), line);
        return Files.readString(output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What linking added. */
  SortedSet<String> added() {
    return after.beyond(before);
  }

  /** What linking took away. */
  SortedSet<String> removed() {
    return before.beyond(after);
  }

  /** The file contexts that linking added. */
  SortedSet<String> addedContexts() {
    SortedSet<String> contexts = contextsIn(file.resolveSibling("file_contexts"));
    contexts.removeAll(contextsIn(BASE_CONTEXTS));
    return contexts;
  }

  /** The file contexts that linking took away. */
  SortedSet<String> removedContexts() {
    SortedSet<String> contexts = contextsIn(BASE_CONTEXTS);
    contexts.removeAll(contextsIn(file.resolveSibling("file_contexts")));
    return contexts;
  }

  /** What was added and nobody declared. */
  SortedSet<String> undeclared() {
    SortedSet<String> rest = added();
    rest.removeAll(declared.all());
    return rest;
  }

  /** What was declared and did not come. */
  SortedSet<String> lost() {
    SortedSet<String> rest = declared.all();
    rest.removeAll(added());
    return rest;
  }

  /**
   * What was added to types and attributes that are not the modules' own: rules of which they are
   * the source, and attributes that they join. Access to the modules' types that the base policy
   * gives to all members of an attribute is no rule of its own and does not count.
   */
  SortedSet<String> grantedToOthers() {
    SortedSet<String> foreign = new TreeSet<>();
    for (String atom : added()) {
      String[] words = atom.split(" ", -1);
      boolean concerns =
          switch (words[0]) {
            case "allow",
                "auditallow",
                "dontaudit",
                "member",
                "typetransition",
                "typechange",
                "typemember" ->
                !declared.types().contains(words[1]);
            default -> false;
          };
      if (concerns && !declared.inherited().contains(atom)) {
        foreign.add(atom);
      }
    }
    return foreign;
  }

  /** Guests that the categories do not hold. */
  SortedSet<String> unconstrainedGuests() {
    SortedSet<String> guests = new TreeSet<>(after.types("virt_domain"));
    guests.removeAll(after.types("mcs_constrained_type"));
    return guests;
  }
}
