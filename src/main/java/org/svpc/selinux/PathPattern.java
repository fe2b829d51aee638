package org.svpc.selinux;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Paths that are taken letter by letter as regular expressions of file_contexts(5), and back. A
 * path may start with {@code HOME_DIR} or {@code HOME_ROOT}; a tree is a path and all below it.
 */
public final class PathPattern {
  /** Characters with a meaning in PCRE, which file_contexts(5) uses. */
  private static final String META = "\\.^$?*+|[](){}";

  private static final List<String> ROOTS = List.of("/", "HOME_DIR", "HOME_ROOT");
  private static final String BELOW = "(/.*)?";
  private static final String EVERYTHING = "/.*";

  private PathPattern() {}

  /** What speaks against a path, as the end of a sentence about it; null where nothing does. */
  public static @Nullable String problem(String path, boolean tree) {
    if (!startsAtRoot(path)) {
      return "does not start at the root.";
    }
    if (path.contains("//")) {
      return "has an empty part.";
    }
    if (path.length() > 1 && path.endsWith("/")) {
      return tree
          ? "ends in `/`; a `tree` is its folder and all below it."
          : "ends in `/`, which no file's path does.";
    }
    if (path.contains("/./") || path.contains("/../") || path.endsWith("/..")) {
      return "holds a `.` or `..` part.";
    }
    return null;
  }

  private static boolean startsAtRoot(String path) {
    for (String root : ROOTS) {
      if (path.startsWith(root)) {
        return true;
      }
    }
    return false;
  }

  /** The pattern that matches the path, or the tree, and nothing else. */
  public static String of(String path, boolean tree) {
    if (path.equals("/") && tree) {
      return EVERYTHING;
    }
    StringBuilder pattern = new StringBuilder(path.length() + BELOW.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == ' ' || c == '\t') {
        pattern.append("\\s");
      } else if (META.indexOf(c) >= 0) {
        pattern.append('\\').append(c);
      } else {
        pattern.append(c);
      }
    }
    return tree ? pattern.append(BELOW).toString() : pattern.toString();
  }

  /**
   * The path, without problems, of which {@link #of} makes the pattern; null where there is none.
   */
  public static @Nullable String path(String pattern, boolean tree) {
    String path;
    if (tree && pattern.equals(EVERYTHING)) {
      path = "/";
    } else if (tree) {
      path = pattern.endsWith(BELOW) ? literal(pattern, pattern.length() - BELOW.length()) : null;
    } else {
      path = literal(pattern, pattern.length());
    }
    boolean same = path != null && problem(path, tree) == null && of(path, tree).equals(pattern);
    return same ? path : null;
  }

  /** What the start of a pattern stands for, escapes undone; null where it is no plain text. */
  private static @Nullable String literal(String pattern, int end) {
    StringBuilder path = new StringBuilder(end);
    for (int i = 0; i < end; i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < end) {
        i++;
        char escaped = pattern.charAt(i);
        path.append(escaped == 's' ? ' ' : escaped);
      } else if (META.indexOf(c) >= 0) {
        return null;
      } else {
        path.append(c);
      }
    }
    return path.toString();
  }
}
