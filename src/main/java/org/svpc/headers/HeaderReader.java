package org.svpc.headers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Progress;
import org.svpc.files.FolderNames;
import org.svpc.selinux.Vocabulary;
import org.svpc.target.Target;

/**
 * Reads a target from the headers of a policy: an include tree ({@code support/}, {@code
 * build.conf}, a folder for each layer), the folder that holds one, or refpolicy's source tree.
 *
 * <p>The vocabulary comes from {@code all_perms.spt} and {@code obj_perm_sets.spt} (in a source
 * tree from {@code flask/access_vectors}), the options from {@code build.conf} by the rules of the
 * headers' Makefile.
 */
public final class HeaderReader {
  /** Where distributions install the headers. */
  public static final Path INSTALLED = Path.of("/usr/share/selinux/devel/include");

  private static final String ADVICE =
      "The headers come with the package selinux-policy-dev (Debian) or selinux-policy-devel"
          + " (Fedora).";
  private static final String CLASSES = "class ";
  private static final String USERSPACE = "all_userspace_class_perms";
  private static final String PERMISSIONS = "_perms";
  private static final String CLASS_SET = "_class_set";

  private final IndexCache cache;
  private final Set<String> more;
  private final Diagnostics diagnostics;

  private HeaderReader(IndexCache cache, Set<String> more, Diagnostics diagnostics) {
    this.cache = cache;
    this.more = more;
    this.diagnostics = diagnostics;
  }

  /** The target whose headers are installed, or {@link #kernel()} where there are none. */
  public static Optional<Target> readInstalled(Diagnostics diagnostics) {
    return readInstalled(IndexCache.none(Progress.NONE), Set.of(), diagnostics);
  }

  /**
   * The same, with an index that is kept where {@code cache} keeps it.
   *
   * @param more build options that are on besides those that the headers say
   */
  public static Optional<Target> readInstalled(
      IndexCache cache, Set<String> more, Diagnostics diagnostics) {
    return readOrKernel(INSTALLED, cache, more, diagnostics);
  }

  static Optional<Target> readOrKernel(
      Path installed, IndexCache cache, Set<String> more, Diagnostics diagnostics) {
    return Files.isDirectory(installed.resolve("support"))
        ? read(installed, cache, more, diagnostics)
        : Optional.of(kernel(more));
  }

  /**
   * The target in a folder: an include tree, a folder with one in {@code include}, or a source tree
   * of refpolicy. Empty, with an error among the diagnostics, where it is none or cannot be read.
   */
  public static Optional<Target> read(Path folder, Diagnostics diagnostics) {
    return read(folder, IndexCache.none(Progress.NONE), Set.of(), diagnostics);
  }

  /**
   * The same, with an index that is kept where {@code cache} keeps it.
   *
   * @param more build options that are on besides those that {@code build.conf} says
   */
  public static Optional<Target> read(
      Path folder, IndexCache cache, Set<String> more, Diagnostics diagnostics) {
    HeaderReader reader = new HeaderReader(cache, more, diagnostics);
    if (Files.isDirectory(folder.resolve("support"))
        && !Files.isDirectory(folder.resolve("policy"))) {
      return reader.headers(folder);
    }
    if (Files.isDirectory(folder.resolve("include/support"))) {
      return reader.headers(folder.resolve("include"));
    }
    if (Files.isDirectory(folder.resolve("policy/flask"))) {
      return reader.sources(folder);
    }
    diagnostics.add(
        Diagnostic.of(
                Code.TARGET_UNREADABLE,
                "`" + folder + "` holds neither policy headers nor refpolicy's sources.")
            .note(
                "Headers are a folder with `build.conf`, `support` and a folder for each layer,"
                    + " such as `"
                    + INSTALLED
                    + "`; sources are a folder with `policy/flask`.")
            .note(ADVICE));
    return Optional.empty();
  }

  /**
   * What is known without any headers: the classes and permissions of the kernel and of the usual
   * object managers, one sensitivity and 1,024 categories.
   */
  public static Target kernel() {
    return kernel(Set.of());
  }

  private static Target kernel(Set<String> options) {
    Vocabulary.Builder words = Vocabulary.builder();
    try (InputStream in =
        HeaderReader.class.getResourceAsStream("/org/svpc/target/kernel.classes")) {
      if (in == null) {
        throw new IllegalStateException("kernel.classes is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      M4Definitions.Problem problem = AccessVectors.read(text, words);
      if (problem != null) {
        throw new IllegalStateException("kernel.classes: " + problem.message());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> defined = new TreeMap<>();
    for (String option : options) {
      defined.put(option, "");
    }
    return Target.builder("kernel").vocabulary(words.build()).options(defined).build();
  }

  private Optional<Target> headers(Path include) {
    String conf = required(include.resolve("build.conf"));
    Vocabulary.Builder words = Vocabulary.builder();
    if (conf == null) {
      return Optional.empty();
    }
    BuildConf build = BuildConf.parse(conf);
    SymbolicLevels levels = new SymbolicLevels(numbers(build));
    if (!supportFiles(include.resolve("support"), words, levels)) {
      return Optional.empty();
    }
    if (words.classes().isEmpty()) {
      return malformed(include.resolve("support/all_perms.spt"), "It defines no classes.");
    }
    Target.Builder target = target(include, build, build.get("TYPE", "mcs"), words, levels, false);
    HeaderTree tree = HeaderTree.ofHeaders(include, target.options().keySet(), cache.look(include));
    return Optional.of(target.names(new HeaderNames(tree, cache)).build());
  }

  private Optional<Target> sources(Path root) {
    Path policy = root.resolve("policy");
    String conf = required(root.resolve("build.conf"));
    Path vectorsFile = policy.resolve("flask/access_vectors");
    String vectors = conf == null ? null : required(vectorsFile);
    if (conf == null || vectors == null) {
      return Optional.empty();
    }
    Vocabulary.Builder words = Vocabulary.builder();
    M4Definitions.Problem problem = AccessVectors.read(vectors, words);
    if (problem != null) {
      return malformed(vectorsFile, at(vectors, problem));
    }
    BuildConf build = BuildConf.parse(conf);
    SymbolicLevels levels = new SymbolicLevels(numbers(build));
    if (!supportFiles(policy.resolve("support"), words, levels)) {
      return Optional.empty();
    }
    Target.Builder target = target(root, build, build.get("TYPE", "standard"), words, levels, true);
    HeaderTree tree = HeaderTree.ofSources(policy, target.options().keySet(), cache.look(policy));
    return Optional.of(target.names(new HeaderNames(tree, cache)).build());
  }

  private Target.Builder target(
      Path root,
      BuildConf build,
      String type,
      Vocabulary.Builder words,
      SymbolicLevels levels,
      boolean source) {
    Target.Kind kind =
        type.startsWith("mls")
            ? Target.Kind.MLS
            : type.startsWith("mcs") ? Target.Kind.MCS : Target.Kind.STANDARD;
    Map<String, String> numbers = numbers(build);
    String categories = kind == Target.Kind.MLS ? "mls_num_cats" : "mcs_num_cats";
    return Target.builder(root.toString())
        .fromHeaders()
        .vocabulary(words.build())
        .levels(
            kind,
            Integer.parseInt(numbers.getOrDefault("mls_num_sens", "16")),
            Integer.parseInt(numbers.getOrDefault(categories, "1024")))
        .options(options(build, kind, source))
        .symbolicLevels(kind == Target.Kind.STANDARD ? Map.of() : levels.levels())
        .symbolicCategorySets(kind == Target.Kind.STANDARD ? Map.of() : levels.categorySets());
  }

  private static Map<String, String> numbers(BuildConf build) {
    Map<String, String> numbers = new TreeMap<>();
    numbers.put("mls_num_sens", Integer.toString(build.number("MLS_SENS", 16)));
    numbers.put("mls_num_cats", Integer.toString(build.number("MLS_CATS", 1024)));
    numbers.put("mcs_num_cats", Integer.toString(build.number("MCS_CATS", 1024)));
    return numbers;
  }

  /** The rules of the Makefiles; those of headers and of the source tree differ in one. */
  private Map<String, String> options(BuildConf build, Target.Kind kind, boolean source) {
    Map<String, String> options = numbers(build);
    switch (kind) {
      case MLS -> options.put("enable_mls", "");
      case MCS -> options.put("enable_mcs", "");
      case STANDARD -> {}
    }
    String distribution = build.get("DISTRO", "");
    if (!distribution.isEmpty()) {
      options.put("distro_" + distribution, "");
    }
    if (source && distribution.equals("ubuntu")) {
      options.put("distro_debian", "");
    }
    if (build.yes("SYSTEMD")) {
      options.put("init_systemd", "");
    }
    if (build.yes("DIRECT_INITRC")) {
      options.put("direct_sysadm_daemon", "");
    }
    if (build.yes("UBAC")) {
      options.put("enable_ubac", "");
    }
    StringTokenizer custom = new StringTokenizer(build.get("CUSTOM_BUILDOPT", ""));
    while (custom.hasMoreTokens()) {
      options.put(custom.nextToken(), "");
    }
    for (String option : more) {
      options.putIfAbsent(option, "");
    }
    return options;
  }

  /** Reads the macros that define sets and levels; false after an error. */
  private boolean supportFiles(Path support, Vocabulary.Builder words, SymbolicLevels levels) {
    for (String name : FolderNames.of(support)) {
      if (!name.endsWith(".spt")
          || name.endsWith("_patterns.spt")
          || name.equals("loadable_module.spt")) {
        continue;
      }
      Path file = support.resolve(name);
      String text = required(file);
      if (text == null) {
        return false;
      }
      M4Definitions read = M4Definitions.read(text);
      M4Definitions.Problem problem = read.problem();
      if (problem != null) {
        malformed(file, at(text, problem));
        return false;
      }
      for (M4Definitions.Definition definition : read.definitions()) {
        define(definition, name.equals("all_perms.spt"), words, levels);
      }
    }
    return true;
  }

  private static void userspaceClasses(String text, Vocabulary.Builder words) {
    StringTokenizer tokens = new StringTokenizer(text);
    while (tokens.hasMoreTokens()) {
      if (tokens.nextToken().equals("class") && tokens.hasMoreTokens()) {
        words.userspaceClass(tokens.nextToken());
      }
    }
  }

  private static void define(
      M4Definitions.Definition definition,
      boolean ofClasses,
      Vocabulary.Builder words,
      SymbolicLevels levels) {
    String name = definition.name();
    String text = definition.text();
    if (name.endsWith(PERMISSIONS)) {
      if (text.contains(CLASSES)) {
        if (name.equals(USERSPACE)) {
          userspaceClasses(text, words);
        }
        return;
      }
      String members = members(text);
      words.permissionSet(name, members);
      if (ofClasses && name.startsWith("all_")) {
        String className = name.substring("all_".length(), name.length() - PERMISSIONS.length());
        words.objectClass(className, members);
      }
    } else if (name.endsWith(CLASS_SET)) {
      words.classSet(name, members(text));
    } else {
      levels.define(name, text);
    }
  }

  /** What stands in the first pair of braces, or all where there is none. */
  private static String members(String text) {
    int open = text.indexOf('{');
    if (open < 0) {
      return text;
    }
    int depth = 1;
    int next = text.indexOf('{', open + 1);
    for (int at = text.indexOf('}', open); at >= 0; at = text.indexOf('}', at + 1)) {
      while (next >= 0 && next < at) {
        depth++;
        next = text.indexOf('{', next + 1);
      }
      if (--depth == 0) {
        return text.substring(open + 1, at);
      }
    }
    return text.substring(open + 1);
  }

  private @Nullable String required(Path file) {
    try {
      return HeaderFiles.read(file);
    } catch (IOException e) {
      String reason = e.getMessage();
      String message =
          Files.notExists(file)
              ? "` is missing."
              : "` cannot be read"
                  + (reason == null || !reason.startsWith("it is ") ? "." : ": " + reason + ".");
      diagnostics.add(
          Diagnostic.of(Code.TARGET_UNREADABLE, "The header `" + file + message).note(ADVICE));
      return null;
    }
  }

  private Optional<Target> malformed(Path file, String message) {
    diagnostics.add(
        Diagnostic.of(Code.TARGET_MALFORMED, "The header `" + file + "` cannot be understood.")
            .note(message));
    return Optional.empty();
  }

  private static String at(String text, M4Definitions.Problem problem) {
    int line = 1;
    for (int i = 0; i < problem.offset(); i++) {
      line += text.charAt(i) == '\n' ? 1 : 0;
    }
    return problem.message() + ", line " + line + ".";
  }
}
