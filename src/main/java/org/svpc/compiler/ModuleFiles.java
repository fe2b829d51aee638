package org.svpc.compiler;

import org.svpc.emit.CilEmitter;
import org.svpc.emit.EmittedText;
import org.svpc.emit.FileContextsEmitter;
import org.svpc.emit.ModuleEmitter;
import org.svpc.files.OutputFiles;
import org.svpc.ir.Module;

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

  private final Format format;

  /** What is common to all modules of a build. */
  public ModuleFiles(Format format) {
    this.format = format;
  }

  /** Adds a module's files to those of the build. A library has none. */
  public void add(CompiledModule compiled, OutputFiles files) {
    if (compiled.library()) {
      return;
    }
    Module module = compiled.module();
    switch (format) {
      case CIL -> files.put(module.name() + ".cil", CilEmitter.emit(module).text());
      case MODULE, REFPOLICY -> addModule(module, files);
    }
  }

  private void addModule(Module module, OutputFiles files) {
    EmittedText policy = ModuleEmitter.emit(module);
    EmittedText contexts = FileContextsEmitter.emit(module.fileContexts());
    files.put(module.name() + ".te", policy.text());
    files.put(module.name() + ".fc", contexts.text());
  }
}
