package org.svpc.docs;

import java.util.Map;
import java.util.Set;

/**
 * A fenced block of a page.
 *
 * @param page the page's path from the project's folder
 * @param line the line of its first fence, from one
 * @param language the first word behind the fence
 * @param values the words of the form {@code key=value} behind the language
 * @param flags the other words
 * @param text what stands between the fences, with a line feed at its end
 */
record Snippet(
    String page,
    int line,
    String language,
    Map<String, String> values,
    Set<String> flags,
    String text) {

  String value(String key) {
    return values.getOrDefault(key, "");
  }

  String place() {
    return page + ":" + line;
  }
}
