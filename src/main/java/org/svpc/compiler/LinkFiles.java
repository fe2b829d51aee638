package org.svpc.compiler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.emit.CilEmitter;
import org.svpc.emit.EmittedText;
import org.svpc.files.OutputFiles;
import org.svpc.source.Origin;
import org.svpc.source.Span;
import org.svpc.toolchain.CilOrigins;
import org.svpc.toolchain.LinkInput;

/**
 * Modules in CIL that are written only to be linked: what linking tells is shown in the sources.
 */
public final class LinkFiles {
  private LinkFiles() {}

  /**
   * Writes the modules, without their neverallow rules: who links them judges those, and has more
   * to say than that linking failed. A library has nothing to link.
   */
  public static List<LinkInput> write(List<CompiledModule> modules, Path folder)
      throws IOException {
    return write(modules, folder, false);
  }

  /** Writes the modules with their neverallow rules, which linking then checks. */
  public static List<LinkInput> writeWhole(List<CompiledModule> modules, Path folder)
      throws IOException {
    return write(modules, folder, true);
  }

  private static List<LinkInput> write(List<CompiledModule> modules, Path folder, boolean whole)
      throws IOException {
    OutputFiles files = new OutputFiles(folder);
    List<LinkInput> inputs = new ArrayList<>();
    for (CompiledModule module : modules) {
      if (!module.library()) {
        EmittedText text = CilEmitter.emit(module.module());
        String name = module.module().name() + ".cil";
        files.put(name, whole ? text.text() : withoutNeverallow(text.text()));
        inputs.add(new LinkInput(folder.resolve(name), new Origins(text)));
      }
    }
    files.write();
    return inputs;
  }

  /** The text with an empty line in the place of each neverallow rule. */
  private static String withoutNeverallow(String cil) {
    StringBuilder left = new StringBuilder(cil.length());
    int from = 0;
    while (from < cil.length()) {
      int newline = cil.indexOf('\n', from);
      int end = newline < 0 ? cil.length() : newline;
      int start = from;
      while (start < end && cil.charAt(start) == ' ') {
        start++;
      }
      if (!cil.startsWith("(neverallow", start)) {
        left.append(cil, from, end);
      }
      left.append('\n');
      from = end + 1;
    }
    return left.toString();
  }

  /** Finds statements that stand on lines of their own, as emitted. */
  private static final class Origins implements CilOrigins {
    private final Map<String, Span> places = new HashMap<>();

    Origins(EmittedText text) {
      String all = text.text();
      int from = 0;
      for (int line = 1; from < all.length(); line++) {
        int newline = all.indexOf('\n', from);
        int end = newline < 0 ? all.length() : newline;
        Origin origin = text.origin(line);
        if (origin != null) {
          places.putIfAbsent(all.substring(from, end).strip(), origin.outermost());
        }
        from = end + 1;
      }
    }

    @Override
    public @Nullable Span find(String statement) {
      return places.get(statement.strip());
    }
  }
}
