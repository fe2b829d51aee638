package org.svpc.refpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.Compiler;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Severity;
import org.svpc.emit.Macros;
import org.svpc.headers.HeaderReader;
import org.svpc.ir.Module;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;

/** Modules from .svp sources, for the installed headers. */
final class SvpSources {
  private static final Path PROJECT =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();

  private static final class Installed {
    static final Target TARGET = HeaderReader.readInstalled(new Diagnostics()).orElseThrow();
  }

  private SvpSources() {}

  static Target target() {
    return Installed.TARGET;
  }

  static Macros macros(List<Module> modules) {
    return Macros.of(target(), modules);
  }

  /** Every folder of examples that holds sources of SVP, sorted. */
  static List<Path> examples() {
    return folders(PROJECT.resolve("examples")).stream().filter(SvpSources::holdsSources).toList();
  }

  private static boolean holdsSources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".svp"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> folders(Path parent) {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The modules of a file or folder. */
  static List<Module> compile(Path input) {
    Diagnostics diagnostics = new Diagnostics();
    Compiler compiler = new Compiler(target(), List.of(PROJECT.resolve("policies")), diagnostics);
    return modules(compiler.compile(List.of(input)), diagnostics);
  }

  /** The module of a text. */
  static Module compile(String name, String text) {
    Diagnostics diagnostics = new Diagnostics();
    Compiler compiler = new Compiler(target(), List.of(PROJECT.resolve("policies")), diagnostics);
    List<Module> modules =
        modules(compiler.compileFiles(List.of(new SourceFile(name + ".svp", text))), diagnostics);
    assertThat(modules).hasSize(1);
    return modules.get(0);
  }

  private static List<Module> modules(List<CompiledModule> compiled, Diagnostics diagnostics) {
    assertThat(diagnostics.sorted())
        .filteredOn(diagnostic -> diagnostic.severity() == Severity.ERROR)
        .isEmpty();
    return compiled.stream()
        .filter(module -> !module.library())
        .map(CompiledModule::module)
        .toList();
  }
}
