package org.svpc.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A text of svpc's own with places in it, {@code @NAME@}, that are filled once and never read
 * again.
 */
final class Template {
  private Template() {}

  /** The resource of a name with its places filled; each of them must have a value. */
  static String fill(String resource, Map<String, String> values) {
    String text = text(resource);
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', from)) {
      int end = text.indexOf('@', at + 1);
      String name = end < 0 ? "" : text.substring(at + 1, end);
      String value = values.get(name);
      if (value == null) {
        throw new IllegalStateException("no value for @" + name + "@ of " + resource);
      }
      filled.append(text, from, at).append(value);
      from = end + 1;
    }
    return filled.append(text, from, text.length()).toString();
  }

  private static String text(String resource) {
    try (InputStream in = Template.class.getResourceAsStream("/org/svpc/packaging/" + resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
