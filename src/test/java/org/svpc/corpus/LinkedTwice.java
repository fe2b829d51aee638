package org.svpc.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.svpc.cil.CilComparator;

/**
 * Debian's base policy linked twice, once from the CIL that the tools make of upstream's modules
 * and once from other CIL of the same modules. Kernel policies are compared after checkpolicy has
 * turned them back into CIL, where no optional and no attribute that a tool made up is left; file
 * contexts are compared line by line.
 */
public final class LinkedTwice {
  private static final Path SHIPPED = Path.of("/usr/share/selinux/default");

  /** Modules that Debian ships switched off; some label the same paths as others. */
  private static final Set<String> OFF =
      Set.of(
          "amtu",
          "bugzilla",
          "cobbler",
          "condor",
          "cyphesis",
          "git",
          "ksmtuned",
          "likewise",
          "livecd",
          "nessus",
          "numad",
          "oddjob",
          "openca",
          "soundserver",
          "thunderbird",
          "updfstab",
          "usernetctl");

  private LinkedTwice() {}

  /** The modules of upstream that Debian ships switched on. */
  public static List<Corpus.Entry> modules() {
    List<Corpus.Entry> modules =
        Corpus.refpolicy().modules().stream()
            .filter(module -> Files.exists(SHIPPED.resolve(module.name() + ".pp.bz2")))
            .filter(module -> !OFF.contains(module.name()))
            .toList();
    assertThat(modules).hasSizeGreaterThan(300);
    return modules;
  }

  /**
   * Holds the two policies to be the same.
   *
   * @param cil the other CIL of a module
   */
  public static void assertEqual(Path folder, Function<Corpus.Entry, String> cil)
      throws IOException {
    List<Corpus.Entry> modules = modules();
    Path base = base(folder);
    Path upstream = Files.createDirectory(folder.resolve("upstream"));
    Path ours = Files.createDirectory(folder.resolve("ours"));
    List<String> written =
        Workers.map(modules, entry -> write(ours.resolve(entry.name() + ".cil"), cil.apply(entry)));
    List<String> expected = modules.stream().map(entry -> entry.cil().toString()).toList();
    List<Path> linked =
        Workers.map(
            List.of(new Input(upstream, expected), new Input(ours, written)),
            input -> link(input, base));
    assertThat(
            CilComparator.compare(Files.readString(linked.get(0)), Files.readString(linked.get(1))))
        .isEmpty();
    assertThat(fileContexts(ours)).isEqualTo(fileContexts(upstream)).hasSizeGreaterThan(3_000);
  }

  private record Input(Path folder, List<String> modules) {}

  private static String write(Path file, String text) {
    try {
      return Files.writeString(file, text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path base(Path folder) {
    Path pp = folder.resolve("base.pp");
    Path cil = folder.resolve("base.cil");
    Commands.runTo(pp, folder, List.of("bzip2", "-dc", SHIPPED.resolve("base.pp.bz2").toString()));
    Commands.require(folder, List.of(ModuleTools.hll().toString(), pp.toString(), cil.toString()));
    return cil;
  }

  /** Links modules with the base and returns the policy as CIL. */
  private static Path link(Input input, Path base) {
    List<String> command =
        new ArrayList<>(
            List.of("secilc", "-M", "true", "-c", "33", "-o", "policy", "-f", "contexts"));
    command.add(base.toString());
    command.addAll(input.modules());
    Commands.require(input.folder(), command);
    Commands.require(
        input.folder(), List.of("checkpolicy", "-M", "-b", "-C", "-o", "policy.cil", "policy"));
    return input.folder().resolve("policy.cil");
  }

  private static List<String> fileContexts(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("contexts")).stream().sorted().toList();
  }
}
