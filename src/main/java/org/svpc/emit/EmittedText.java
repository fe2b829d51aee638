package org.svpc.emit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.source.Origin;

/** A text that an emitter wrote, and where each of its lines came from. */
public final class EmittedText {
  private final String text;
  private final List<@Nullable Origin> origins;

  /**
   * @param text lines, each with a line feed at its end
   * @param origins one for each line, null where a line stands for nothing in a source
   */
  public EmittedText(String text, List<@Nullable Origin> origins) {
    this.text = text;
    this.origins = Collections.unmodifiableList(new ArrayList<>(origins));
  }

  public String text() {
    return text;
  }

  /** For each line, from the first. */
  public List<@Nullable Origin> origins() {
    return origins;
  }

  /** Where line {@code line}, counted from one, came from; null if unknown or out of the text. */
  public @Nullable Origin origin(int line) {
    return line < 1 || line > origins.size() ? null : origins.get(line - 1);
  }
}
