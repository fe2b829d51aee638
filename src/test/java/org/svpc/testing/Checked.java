package org.svpc.testing;

import java.nio.file.Path;
import java.util.List;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.Compiler;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.headers.HeaderReader;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;

/**
 * Sources taken through all stages that need no tool, for the installed target, which is read once.
 *
 * @param modules those without errors
 * @param diagnostics in the order of their places
 */
public record Checked(List<CompiledModule> modules, List<Diagnostic> diagnostics) {

  /** Those that come with svpc. */
  private static final List<Path> LIBRARIES =
      List.of(Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath().resolve("policies"));

  /** Read when first needed, and only then. */
  private static final class Installed {
    static final Target TARGET = HeaderReader.readInstalled(new Diagnostics()).orElseThrow();
  }

  /** The target of all tests: the headers that are installed. */
  public static Target target() {
    return Installed.TARGET;
  }

  /** Files and folders, as the command line takes them. */
  public static Checked files(List<Path> inputs) {
    Diagnostics diagnostics = new Diagnostics();
    List<CompiledModule> modules = new Compiler(target(), LIBRARIES, diagnostics).compile(inputs);
    return new Checked(modules, diagnostics.sorted());
  }

  /** A text under a name. */
  public static Checked text(String name, String text) {
    Diagnostics diagnostics = new Diagnostics();
    List<CompiledModule> modules =
        new Compiler(target(), LIBRARIES, diagnostics)
            .compileFiles(List.of(new SourceFile(name, text)));
    return new Checked(modules, diagnostics.sorted());
  }
}
