package org.svpc.refpolicy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.svpc.emit.InterfaceEmitter;
import org.svpc.emit.Macros;
import org.svpc.emit.RefpolicyContextsEmitter;
import org.svpc.emit.RefpolicyEmitter;
import org.svpc.ir.Module;
import org.svpc.testing.Command;

/**
 * A folder of refpolicy sources, built by the Makefile of the installed headers.
 *
 * <p>That Makefile loses m4's exit status in a pipe, so m4's complaints are looked for in what is
 * written on standard error.
 */
final class DevelBuild {
  private static final String MAKEFILE = "/usr/share/selinux/devel/Makefile";
  private static final String PP = "/usr/libexec/selinux/hll/pp";

  /** Memory for m4 in kilobytes: a macro that calls itself without end stops here. */
  private static final int MEMORY = 1_500_000;

  private final Path folder;
  private final Map<String, Module> modules = new TreeMap<>();

  DevelBuild(Path folder) {
    this.folder = folder;
  }

  void add(Module module) {
    modules.put(module.name(), module);
  }

  /** Writes the refpolicy sources of all modules. */
  void writeAll() {
    Macros macros = SvpSources.macros(List.copyOf(modules.values()));
    for (Module module : modules.values()) {
      write(module.name() + ".te", RefpolicyEmitter.emit(module, macros).text());
      write(
          module.name() + ".fc",
          RefpolicyContextsEmitter.emit(module.fileContexts(), macros).text());
      write(module.name() + ".if", InterfaceEmitter.emit(module, macros).text());
    }
  }

  /** Writes a source of the test's own. */
  void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes and builds all modules; what a tool complains of fails. Gives the CIL of each, by its
   * name.
   */
  Map<String, String> build() {
    writeAll();
    Command.Result result =
        Command.of("sh", "-c", "ulimit -v " + MEMORY + " && exec make -k -f " + MAKEFILE + " all")
            .in(folder)
            .run();
    String said = result.out() + result.err();
    List<String> complaints = new ArrayList<>();
    for (String line : said.lines().toList()) {
      // Only our own interfaces call themselves deprecated; all else that m4 says is a fault.
      if (line.startsWith("m4:") && !line.contains(" is deprecated: ")) {
        complaints.add(line);
      }
    }
    if (result.status() != 0 || !complaints.isEmpty()) {
      throw new AssertionError(
          "make: " + (complaints.isEmpty() ? said : String.join("\n", complaints)));
    }
    Map<String, String> cil = new TreeMap<>();
    for (String name : modules.keySet()) {
      cil.put(name, cil(name));
    }
    return cil;
  }

  /** The CIL of a module that was built, also of one that the test wrote by hand. */
  String cil(String name) {
    Command.of(PP, name + ".pp", name + ".cil").in(folder).run().orFail();
    try {
      return Files.readString(folder.resolve(name + ".cil"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the modules that were added. */
  List<String> names() {
    return List.copyOf(modules.keySet());
  }
}
