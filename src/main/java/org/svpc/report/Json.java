package org.svpc.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON in a string: indented by two blanks, with a line feed at its end. */
final class Json {
  /** Writes one document. */
  interface Content {
    void write(JsonWriter json) throws IOException;
  }

  private Json() {}

  static String document(Content content) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.setHtmlSafe(false);
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail", e);
    }
    return text.append('\n').toString();
  }
}
