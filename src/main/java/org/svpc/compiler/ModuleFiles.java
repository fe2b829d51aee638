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
import org.svpc.emit.Outline;
import org.svpc.emit.RefpolicyContextsEmitter;
import org.svpc.emit.RefpolicyEmitter;
import org.svpc.emit.SourceMarks;
import org.svpc.files.OutputFiles;
import org.svpc.ir.Module;
import org.svpc.source.Origin;
import org.svpc.target.Target;
import org.svpc.toolchain.Checkmodule;
import org.svpc.toolchain.CheckmoduleInput;
import org.svpc.toolchain.LineOrigins;
import org.svpc.toolchain.PolicyPackage;
import org.svpc.toolchain.Program;
import org.svpc.toolchain.Tools;

/**
 * Turns checked modules into the files that a build leaves: first what each can give by itself,
 * then what has the names of all in it.
 */
public final class ModuleFiles implements Parallel.Work<CompiledModule, ModuleFiles.Begun> {
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
  private final OutputFiles files;

  /**
   * What is common to all modules of a build.
   *
   * @param files where the files of modules go; nothing is written to the disk here
   */
  public ModuleFiles(
      Target target, Tools tools, Format format, Packaging packaging, OutputFiles files) {
    this.target = target;
    this.tools = tools;
    this.format = format;
    this.packaging = packaging;
    this.files = files;
  }

  /**
   * A module of which the files are made that concern no other, and what is left to make the rest.
   *
   * @param module all of it, or its outline where no more is needed
   * @param packaged the making of its package, which gives complaints of the tools, at the places
   *     in the sources; null where none is made
   */
  public record Begun(Module module, boolean library, @Nullable Aside<Diagnostics> packaged) {}

  /**
   * Makes what can be made of a module by itself, as soon as it is compiled: several at a time, and
   * none has to be kept whole for the others. A library has no files.
   */
  @Override
  public Begun on(CompiledModule compiled) throws InterruptedException {
    Module module = compiled.module();
    Aside<Diagnostics> packaged = compiled.library() ? null : addOwn(module);
    boolean whole = format == Format.REFPOLICY && !compiled.library();
    return new Begun(whole ? module : Outline.of(module), compiled.library(), packaged);
  }

  /** Makes the files that depend on the names of all modules of the build. */
  public void finish(List<Begun> modules) throws InterruptedException {
    List<Module> all = new ArrayList<>();
    List<Module> written = new ArrayList<>();
    for (Begun begun : modules) {
      all.add(begun.module());
      if (!begun.library()) {
        written.add(begun.module());
      }
    }
    if (format != Format.CIL) {
      Parallel.map(written, new Finishing(Macros.of(target, all)));
    }
  }

  /**
   * Waits for the packages.
   *
   * @param diagnostics where complaints of the tools go, and what was found wrong with the target
   */
  public void await(List<Begun> modules, Diagnostics diagnostics) throws InterruptedException {
    for (Begun begun : modules) {
      if (begun.packaged() != null) {
        diagnostics.addAll(begun.packaged().await());
      }
    }
    // The first to need the headers may be a name that could be a macro.
    diagnostics.addAll(target.problems());
  }

  /** Finishes one module; a class rather than a lambda for the sake of a cold process. */
  private final class Finishing implements Parallel.Work<Module, Module> {
    private final Macros macros;

    Finishing(Macros macros) {
      this.macros = macros;
    }

    @Override
    public Module on(Module module) {
      String name = module.name();
      if (format == Format.REFPOLICY) {
        files.put(name + ".te", RefpolicyEmitter.emit(module, macros).text());
        files.put(
            name + ".fc", RefpolicyContextsEmitter.emit(module.fileContexts(), macros).text());
      }
      files.put(name + ".if", InterfaceEmitter.emit(module, macros).text());
      return module;
    }
  }

  /** Makes ready what packages will need, while the first module is compiled. */
  public void prepare() {
    if (makesPackages() && Parallel.idle()) {
      Checkmodule.prepare();
    }
  }

  private boolean makesPackages() {
    return packaging == Packaging.ALWAYS
        || (packaging == Packaging.AUTO && format == Format.MODULE);
  }

  private @Nullable Aside<Diagnostics> addOwn(Module module) throws InterruptedException {
    String name = module.name();
    EmittedText policy = null;
    String contexts = null;
    switch (format) {
      case CIL -> files.put(name + ".cil", SourceMarks.inCil(CilEmitter.emit(module)));
      case MODULE -> {
        policy = ModuleEmitter.emit(module);
        contexts = FileContextsEmitter.emit(module.fileContexts()).text();
        files.put(name + ".te", policy.text() + SourceMarks.ofPolicy(policy));
        files.put(name + ".fc", contexts);
      }
      case REFPOLICY -> {
        // All of its texts have the macros of the build in them.
      }
    }
    if (makesPackages()) {
      Parts parts =
          new Parts(
              name,
              policy == null ? ModuleEmitter.emit(module) : policy,
              contexts == null ? FileContextsEmitter.emit(module.fileContexts()).text() : contexts);
      return Aside.begin(new Packing(), parts);
    }
    if (format == Format.MODULE) {
      files.remove(name + ".pp");
    }
    return null;
  }

  /** What a package is made of. */
  private record Parts(String module, EmittedText policy, String contexts) {}

  /** Makes a package: most of that is waiting for checkmodule. */
  private final class Packing implements Parallel.Work<Parts, Diagnostics> {
    @Override
    public Diagnostics on(Parts parts) throws InterruptedException {
      Diagnostics found = new Diagnostics();
      String name = parts.module() + ".pp";
      Optional<Path> checkmodule = tools.find(Program.CHECKMODULE);
      if (checkmodule.isEmpty()) {
        found.add(
            Tools.missing(Program.CHECKMODULE, packaging == Packaging.ALWAYS, "no `.pp` was made"));
        files.remove(name);
        return found;
      }
      EmittedText policy = parts.policy();
      CheckmoduleInput text =
          new CheckmoduleInput(
              parts.module(),
              policy.text(),
              new Origins(policy),
              target.mls(),
              target.maxModuleVersion());
      byte[] binary = new Checkmodule(checkmodule.get()).build(text, found);
      if (binary != null) {
        files.put(name, PolicyPackage.pack(binary, parts.contexts()));
      }
      return found;
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
