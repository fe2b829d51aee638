package org.svpc.selinux;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Named sets of words, defined by texts such as <code>{ open rw_inherited_file_perms }</code> that
 * may name further sets. A set is expanded when it is first asked for and then kept.
 */
final class SetTable {
  private final Map<String, String> bodies;
  private final boolean nested;
  private final Map<String, List<String>> expanded = new HashMap<>();

  /**
   * Takes the texts of the sets.
   *
   * @param nested whether a word that is itself a set stands for that set's words
   */
  SetTable(Map<String, String> bodies, boolean nested) {
    this.bodies = bodies;
    this.nested = nested;
  }

  Set<String> names() {
    return Collections.unmodifiableSet(bodies.keySet());
  }

  boolean has(String name) {
    return bodies.containsKey(name);
  }

  /**
   * The words of a set, in the order of their first mention; a set that names itself contributes
   * nothing to itself. Null where there is no set of that name.
   */
  synchronized @Nullable List<String> expand(String name) {
    List<String> known = expanded.get(name);
    if (known != null) {
      return known;
    }
    if (!bodies.containsKey(name)) {
      return null;
    }
    LinkedHashSet<String> words = new LinkedHashSet<>();
    enter(name, words, new HashSet<>());
    List<String> result = List.copyOf(words);
    expanded.put(name, result);
    return result;
  }

  private void enter(String name, Set<String> words, Set<String> entered) {
    String body = bodies.get(name);
    if (body == null || !entered.add(name)) {
      return;
    }
    int at = 0;
    while (at < body.length()) {
      if (!isWordPart(body.charAt(at))) {
        at++;
        continue;
      }
      int start = at;
      while (at < body.length() && isWordPart(body.charAt(at))) {
        at++;
      }
      String word = body.substring(start, at);
      if (nested && bodies.containsKey(word)) {
        enter(word, words, entered);
      } else {
        words.add(word);
      }
    }
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (c >= 'A' && c <= 'Z');
  }
}
