package org.svpc.equality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.svpc.corpus.ModuleTools;
import org.svpc.corpus.Workers;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Severity;
import org.svpc.emit.CilEmitter;
import org.svpc.emit.EmittedText;
import org.svpc.emit.FileContextsEmitter;
import org.svpc.emit.InterfaceEmitter;
import org.svpc.emit.Macros;
import org.svpc.emit.ModuleEmitter;
import org.svpc.emit.RefpolicyContextsEmitter;
import org.svpc.emit.RefpolicyEmitter;
import org.svpc.ir.Module;
import org.svpc.testing.Checked;
import org.svpc.testing.Command;

/**
 * Builds modules in all formats and brings each to CIL: {@code module} with the tools that svpc
 * runs, {@code refpolicy} with the rules of the installed policy's Makefile, {@code cil} as it is.
 */
final class ThreeFormats {
  enum Format {
    MODULE("module"),
    REFPOLICY("refpolicy"),
    CIL("cil");

    private final String word;

    Format(String word) {
      this.word = word;
    }
  }

  private static final String MAKEFILE = "/usr/share/selinux/devel/Makefile";
  private static final List<Path> PP =
      List.of(Path.of("/usr/libexec/selinux/hll/pp"), Path.of("/usr/lib/selinux/hll/pp"));

  private final Path folder;

  private final List<String> names = new ArrayList<>();

  /** The modules' CIL, by format and by the module's name. */
  private final Map<Format, SortedMap<String, Path>> cil = new EnumMap<>(Format.class);

  /**
   * A builder that works in a folder.
   *
   * @param folder an empty one
   */
  ThreeFormats(Path folder) {
    this.folder = folder;
    for (Format format : Format.values()) {
      cil.put(format, new TreeMap<>());
    }
  }

  /** The CIL files of a format, by module. */
  SortedMap<String, Path> cil(Format format) {
    return cil.get(format);
  }

  /** The text of a module's CIL. */
  String text(Format format, String module) {
    try {
      return Files.readString(cil.get(format).get(module));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the modules of some sources in all formats. The sources must be without errors. */
  void write(List<Path> sources) {
    Checked checked = Checked.files(sources);
    List<Diagnostic> errors =
        checked.diagnostics().stream()
            .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
            .toList();
    if (!errors.isEmpty()) {
      throw new AssertionError(
          errors.stream()
              .map(error -> error.span() + " " + error.code().id() + " " + error.message())
              .collect(Collectors.joining("\n")));
    }
    checked.modules().forEach(compiled -> write(compiled.module()));
  }

  private void write(Module module) {
    Macros macros = Macros.of(Checked.target(), List.of(module));
    write(Format.MODULE, module, ".te", ModuleEmitter.emit(module));
    write(Format.MODULE, module, ".fc", FileContextsEmitter.emit(module.fileContexts()));
    write(Format.REFPOLICY, module, ".te", RefpolicyEmitter.emit(module, macros));
    write(Format.REFPOLICY, module, ".if", InterfaceEmitter.emit(module, macros));
    write(
        Format.REFPOLICY,
        module,
        ".fc",
        RefpolicyContextsEmitter.emit(module.fileContexts(), macros));
    write(Format.CIL, module, ".cil", CilEmitter.emit(module));
    names.add(module.name());
  }

  private void write(Format format, Module module, String suffix, EmittedText text) {
    try {
      Path place = Files.createDirectories(output(format));
      Files.writeString(place.resolve(module.name() + suffix), text.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Brings what was written to CIL. */
  void finish() {
    make();
    Workers.map(
        names,
        name -> {
          ModuleTools.Built built = ModuleTools.build(output(Format.MODULE), name);
          if (!built.succeeded()) {
            throw new AssertionError(name + ": " + built.text());
          }
          Command.of(hll(), name + ".pp", name + ".cil")
              .in(output(Format.REFPOLICY))
              .run()
              .orFail();
          return name;
        });
    for (String name : names) {
      cil.forEach((format, files) -> files.put(name, output(format).resolve(name + ".cil")));
    }
  }

  private Path output(Format format) {
    return folder.resolve(format.word);
  }

  /**
   * Builds all modules of the refpolicy format with the policy's own Makefile. It ends with status
   * 0 where m4 complains, so its messages count.
   */
  private void make() {
    Command.Result result =
        Command.of("make", "-s", "-j2", "-f", MAKEFILE, "all").in(output(Format.REFPOLICY)).run();
    if (result.status() != 0 || result.err().contains("rror:")) {
      throw new AssertionError("make:\n" + result.out() + result.err());
    }
  }

  private static String hll() {
    return PP.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("hll/pp of policycoreutils is missing"))
        .toString();
  }
}
