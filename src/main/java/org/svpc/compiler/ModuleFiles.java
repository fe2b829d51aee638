package org.svpc.compiler;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.emit.CilEmitter;
import org.svpc.emit.EmittedText;
import org.svpc.emit.FileContextsEmitter;
import org.svpc.emit.InterfaceEmitter;
import org.svpc.emit.Macros;
import org.svpc.emit.ModuleEmitter;
import org.svpc.emit.RefpolicyContextsEmitter;
import org.svpc.emit.RefpolicyEmitter;
import org.svpc.emit.SourceMarks;
import org.svpc.files.OutputFiles;
import org.svpc.ir.Module;
import org.svpc.source.Origin;
import org.svpc.target.Target;
import org.svpc.toolchain.Checkmodule;
import org.svpc.toolchain.LineOrigins;
import org.svpc.toolchain.PolicyPackage;
import org.svpc.toolchain.PolicyText;
import org.svpc.toolchain.Program;
import org.svpc.toolchain.Tools;

/** Turns checked modules into the files that a build leaves. */
public final class ModuleFiles {
  /** In which form a module is written. */
  public enum Format {
    /** Plain {@code .te} and {@code .fc}, and the {@code .if} for other modules. */
    MODULE,
    /** The same three, fit to send upstream. */
    REFPOLICY,
    /** {@code .cil}. */
    CIL
  }

  /** Whether a package, {@code .pp}, is made as well. */
  public enum Packaging {
    /** Beside plain {@code .te}, where checkmodule is found; a warning says where it is not. */
    AUTO,
    /** Beside every format; an error where checkmodule is not found. */
    ALWAYS,
    /** Not at all. */
    NEVER
  }

  private final Target target;
  private final Tools tools;
  private final Format format;
  private final Packaging packaging;
  private final Diagnostics diagnostics;

  /**
   * What is common to all modules of a build.
   *
   * @param diagnostics where complaints of the tools go, at the places in the sources
   */
  public ModuleFiles(
      Target target, Tools tools, Format format, Packaging packaging, Diagnostics diagnostics) {
    this.target = target;
    this.tools = tools;
    this.format = format;
    this.packaging = packaging;
    this.diagnostics = diagnostics;
  }

  /** The files of all modules of a build. A library has none. */
  public OutputFiles of(List<CompiledModule> modules, Path folder) throws InterruptedException {
    List<Module> all = new ArrayList<>();
    for (CompiledModule module : modules) {
      all.add(module.module());
    }
    Macros macros = Macros.of(target, all);
    OutputFiles files = new OutputFiles(folder);
    List<Module> written = new ArrayList<>();
    for (CompiledModule module : modules) {
      if (!module.library()) {
        written.add(module.module());
      }
    }
    for (Diagnostics found : Parallel.map(written, new Writing(macros, files))) {
      diagnostics.addAll(found);
    }
    // The first to need the headers may be a name that could be a macro.
    diagnostics.addAll(target.problems());
    return files;
  }

  /** Writes one module; a class rather than a lambda for the sake of a cold process. */
  private final class Writing implements Parallel.Work<Module, Diagnostics> {
    private final Macros macros;
    private final OutputFiles files;

    Writing(Macros macros, OutputFiles files) {
      this.macros = macros;
      this.files = files;
    }

    @Override
    public Diagnostics on(Module module) throws InterruptedException {
      Diagnostics found = new Diagnostics();
      add(module, macros, files, found);
      return found;
    }
  }

  private void add(Module module, Macros macros, OutputFiles files, Diagnostics found)
      throws InterruptedException {
    String name = module.name();
    EmittedText policy = null;
    switch (format) {
      case CIL -> files.put(name + ".cil", SourceMarks.inCil(CilEmitter.emit(module)));
      case MODULE -> {
        policy = ModuleEmitter.emit(module);
        files.put(name + ".te", policy.text() + SourceMarks.ofPolicy(policy));
        files.put(name + ".fc", FileContextsEmitter.emit(module.fileContexts()).text());
        files.put(name + ".if", InterfaceEmitter.emit(module, macros).text());
      }
      case REFPOLICY -> {
        files.put(name + ".te", RefpolicyEmitter.emit(module, macros).text());
        files.put(
            name + ".fc", RefpolicyContextsEmitter.emit(module.fileContexts(), macros).text());
        files.put(name + ".if", InterfaceEmitter.emit(module, macros).text());
      }
    }
    boolean wanted =
        packaging == Packaging.ALWAYS || (packaging == Packaging.AUTO && format == Format.MODULE);
    if (wanted) {
      addPackage(module, policy == null ? ModuleEmitter.emit(module) : policy, files, found);
    } else if (format == Format.MODULE) {
      files.remove(name + ".pp");
    }
  }

  private void addPackage(Module module, EmittedText policy, OutputFiles files, Diagnostics found)
      throws InterruptedException {
    String name = module.name() + ".pp";
    Optional<Path> checkmodule = tools.find(Program.CHECKMODULE);
    if (checkmodule.isEmpty()) {
      found.add(
          Tools.missing(Program.CHECKMODULE, packaging == Packaging.ALWAYS, "no `.pp` was made"));
      files.remove(name);
      return;
    }
    PolicyText text =
        new PolicyText(
            module.name(),
            policy.text(),
            new Origins(policy),
            target.mls(),
            target.maxModuleVersion());
    byte[] binary = new Checkmodule(checkmodule.get()).build(text, found);
    if (binary != null) {
      String contexts = FileContextsEmitter.emit(module.fileContexts()).text();
      files.put(name, PolicyPackage.pack(binary, contexts));
    }
  }

  /** A class rather than a lambda, whose first one costs a cold process milliseconds. */
  private record Origins(EmittedText policy) implements LineOrigins {
    @Override
    public @Nullable Origin origin(int line) {
      return policy.origin(line);
    }
  }
}
