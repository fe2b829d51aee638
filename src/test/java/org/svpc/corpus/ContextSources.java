package org.svpc.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The .fc files of refpolicy as their authors wrote them, and what m4 makes of such files. */
public final class ContextSources {
  private static final Path SUPPORT = Path.of("/usr/share/selinux/devel/include/support");

  private ContextSources() {}

  /** Those of all modules, also of the few that upstream does not build. */
  public static List<Path> refpolicy() {
    Path modules = modules();
    return files(modules.resolveSibling("selinux-policy-src/policy/modules"), ".fc");
  }

  /** What upstream's m4 made of such a file with the options of the installed headers. */
  public static String ofInstalled(Path source) {
    try {
      return Files.readString(modules().resolve(source.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path modules() {
    return Corpus.refpolicy().modules().get(0).fc().getParent();
  }

  private static List<Path> files(Path folder, String suffix) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** m4 behind the support macros, as the Makefile runs it for a .fc file. */
  public static final class Expander {
    private final Path folder;
    private final Path state;

    /**
     * @param options as m4 takes them behind {@code -D}
     */
    public Expander(Path folder, List<String> options) {
      this.folder = folder;
      this.state = folder.resolve("support.frozen");
      List<String> command = new ArrayList<>(List.of("m4"));
      options.forEach(option -> command.addAll(List.of("-D", option)));
      command.addAll(List.of("-F", state.toString()));
      files(SUPPORT, ".spt").forEach(file -> command.add(file.toString()));
      Commands.runTo(folder.resolve("support.out"), folder, command);
    }

    /** What m4 writes; it must not complain. */
    public String expand(Path source) {
      try {
        Path output = Files.createTempFile(folder, "m4-", ".fc");
        Commands.runTo(output, folder, List.of("m4", "-R", state.toString(), source.toString()));
        return Files.readString(output);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
