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

  /** Writes the modules; a library has nothing to link. */
  public static List<LinkInput> write(List<CompiledModule> modules, Path folder)
      throws IOException {
    OutputFiles files = new OutputFiles(folder);
    List<LinkInput> inputs = new ArrayList<>();
    for (CompiledModule module : modules) {
      if (!module.library()) {
        EmittedText text = CilEmitter.emit(module.module());
        String name = module.module().name() + ".cil";
        files.put(name, text.text());
        inputs.add(new LinkInput(folder.resolve(name), new Origins(text)));
      }
    }
    files.write();
    return inputs;
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
