package org.svpc.emit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.source.Origin;

/** Lines that are on their way out, each with its origin. */
final class Lines {
  private final StringBuilder text = new StringBuilder();
  private final List<@Nullable Origin> origins = new ArrayList<>();
  private final String indent;
  private int depth;

  Lines(String indent) {
    this.indent = indent;
  }

  void indent() {
    depth++;
  }

  void outdent() {
    depth--;
  }

  void add(String line, @Nullable Origin origin) {
    if (!line.isEmpty()) {
      for (int i = 0; i < depth; i++) {
        text.append(indent);
      }
    }
    text.append(line).append('\n');
    origins.add(origin);
  }

  /** Lines that are written already. */
  void add(EmittedText written) {
    text.append(written.text());
    origins.addAll(written.origins());
  }

  void blank() {
    add("", null);
  }

  EmittedText finished() {
    return new EmittedText(text.toString(), origins);
  }
}
