package org.svpc.headers;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.Vocabulary;

/**
 * Reads classes and permissions from an {@code access_vectors} file: <code>common file { read }
 * </code>, <code>class dir inherits file { search }</code>. A class has its common permissions
 * first and its own after them.
 */
final class AccessVectors {
  private final String text;
  private final Vocabulary.Builder into;
  private final Map<String, String> commons = new HashMap<>();
  private int at;

  private AccessVectors(String text, Vocabulary.Builder into) {
    this.text = text;
    this.into = into;
  }

  /** Adds the classes of a file; gives what is wrong with it, or null. */
  static M4Definitions.@Nullable Problem read(String text, Vocabulary.Builder into) {
    return new AccessVectors(text, into).readAll();
  }

  private M4Definitions.@Nullable Problem readAll() {
    for (String word = next(); !word.isEmpty(); ) {
      int start = at - word.length();
      String name = next();
      if (word.equals("common")) {
        String body = next().equals("{") ? body() : null;
        if (body == null) {
          return new M4Definitions.Problem(
              "The permissions of common `" + name + "` lack a brace", start);
        }
        commons.put(name, body);
        word = next();
      } else if (word.equals("class")) {
        StringBuilder permissions = new StringBuilder();
        word = next();
        if (word.equals("inherits")) {
          permissions.append(commons.getOrDefault(next(), "")).append(' ');
          word = next();
        }
        if (word.equals("{")) {
          String body = body();
          if (body == null) {
            return new M4Definitions.Problem(
                "The permissions of class `" + name + "` lack a brace", start);
          }
          permissions.append(body);
          word = next();
        }
        into.objectClass(name, permissions.toString());
      } else {
        return new M4Definitions.Problem(
            "Found `" + word + "` where `common` or `class` was expected", start);
      }
    }
    return null;
  }

  private @Nullable String body() {
    StringBuilder words = new StringBuilder();
    for (String word = next(); !word.equals("}"); word = next()) {
      if (word.isEmpty() || word.equals("{")) {
        return null;
      }
      words.append(word).append(' ');
    }
    return words.toString();
  }

  /** The next word or brace; empty at the end of the file. */
  private String next() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c <= ' ') {
        at++;
      } else {
        break;
      }
    }
    int start = at;
    while (at < text.length() && "{}#".indexOf(text.charAt(at)) < 0 && text.charAt(at) > ' ') {
      at++;
    }
    if (at == start && at < text.length()) {
      at++;
    }
    return text.substring(start, at);
  }
}
