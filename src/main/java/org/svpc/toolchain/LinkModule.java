package org.svpc.toolchain;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * One of our modules in a link.
 *
 * @param name the module's name
 * @param input what the user gave
 * @param cil its text in CIL
 * @param shown the same text where it is the user's own file, else null
 */
record LinkModule(String name, LinkInput input, CilText cil, @Nullable SourceFile shown) {
  /** The place of a statement: in the source it came from, else in the user's own CIL. */
  @Nullable Span place(int line, @Nullable String markedFile, int markedLine) {
    if (markedFile != null) {
      Span marked = marked(markedFile, markedLine);
      if (marked != null) {
        return marked;
      }
    }
    int offset = cil.offsetOf(line);
    return offset < 0 ? null : at(offset);
  }

  /** The place of the first statement that begins so, or null. */
  @Nullable Span placeOf(String beginning) {
    int offset = cil.text().indexOf(beginning);
    return offset < 0 ? null : at(offset);
  }

  private @Nullable Span at(int offset) {
    int end = cil.end(offset);
    Span found = input.origins().find(cil.text().substring(offset, end));
    return found != null || shown == null ? found : new Span(shown, offset, end);
  }

  /** A place that a line mark in CIL names, relative to the working folder or to the CIL's own. */
  private @Nullable Span marked(String file, int line) {
    SourceFile source;
    try {
      source = EmittedOrigins.read(Path.of(file));
      source = source == null ? EmittedOrigins.read(input.file().resolveSibling(file)) : source;
    } catch (java.nio.file.InvalidPathException e) {
      return null;
    }
    return source == null || line < 1 || line > source.lineCount()
        ? null
        : EmittedOrigins.line(source, line);
  }
}
