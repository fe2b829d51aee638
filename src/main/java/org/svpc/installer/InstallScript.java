package org.svpc.installer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.svpc.ir.FileContext;
import org.svpc.selinux.PathPattern;
import org.svpc.text.Escapes;

/**
 * A shell script that installs modules in one transaction of semodule, sets booleans, gives the
 * files concerned their labels, and undoes all of it if a step fails or when asked to. The steps
 * are in {@code install.sh} beside this class; here stands what differs from script to script.
 */
public final class InstallScript {
  private static final String TEMPLATE = "install.sh";

  /** Characters with a meaning in the regular expressions of file_contexts(5). */
  private static final String META = "\\.^$?*+|[](){}";

  private static final String HOME = "HOME_";

  private InstallScript() {}

  /**
   * The script.
   *
   * @param labels the lines for files of each module, by its name
   * @param suffix of the modules' files, {@code pp} or {@code cil}
   * @param settings {@code on} or {@code off} for each boolean to be set
   */
  public static String render(
      Map<String, List<FileContext.Entry>> labels, String suffix, Map<String, String> settings) {
    TreeSet<String> names = new TreeSet<>(labels.keySet());
    StringBuilder booleans = new StringBuilder();
    for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
      booleans.append(booleans.length() == 0 ? "" : " ");
      booleans.append(setting.getKey()).append('=').append(setting.getValue());
    }
    TreeSet<String> paths = new TreeSet<>();
    boolean homes = false;
    for (List<FileContext.Entry> entries : labels.values()) {
      for (FileContext.Entry entry : entries) {
        homes |= entry.pattern().startsWith(HOME);
        if (entry.context() != null && entry.pattern().startsWith("/")) {
          paths.add(path(entry.pattern()));
        }
      }
    }
    return template()
        .replace("@NAME@", names.first())
        .replace("@MODULES@", String.join(" ", names))
        .replace("@SUFFIX@", suffix)
        .replace("@BOOLEANS@", booleans)
        .replace("@HOMES@", homes ? "yes" : "")
        .replace("  @PATHS@\n", lines(paths));
  }

  private static String lines(Set<String> paths) {
    if (paths.isEmpty()) {
      return "  :\n";
    }
    StringBuilder out = new StringBuilder();
    for (String path : paths) {
      out.append("  ").append(path).append(" || return 1\n");
    }
    return out.toString();
  }

  /** The call that prints the files that a pattern means. */
  private static String path(String pattern) {
    String tree = PathPattern.path(pattern, true);
    if (tree != null) {
      return "tree " + Escapes.shell(tree);
    }
    String one = PathPattern.path(pattern, false);
    if (one != null) {
      return "one " + Escapes.shell(one);
    }
    // What lies in the folder up to which the pattern is plain text, and matches. Of what GNU
    // find's
    // expressions lack, all that begins with the plain text is taken.
    String plain = hasAlternatives(pattern) ? "/" : plainText(pattern);
    String folder = plain.substring(0, Math.max(1, plain.lastIndexOf('/')));
    boolean perl = pattern.contains("(?") || pattern.contains("\\d") || pattern.contains("\\h");
    return "some "
        + Escapes.shell(folder)
        + " "
        + Escapes.shell(perl ? PathPattern.of(plain, false) + ".*" : pattern);
  }

  /** Whether a pattern is several, with {@code |} between them. */
  private static boolean hasAlternatives(String pattern) {
    int depth = 0;
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '\\' -> i++;
        case '(' -> depth++;
        case ')' -> depth--;
        case '|' -> {
          if (depth == 0) {
            return true;
          }
        }
        default -> {
          // No structure.
        }
      }
    }
    return false;
  }

  /** What every path begins with that the pattern matches. */
  private static String plainText(String pattern) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length() && META.indexOf(pattern.charAt(i + 1)) >= 0) {
        c = pattern.charAt(++i);
      } else if (META.indexOf(c) >= 0) {
        // What is repeated, or may be missing, is no part of it.
        boolean repeats = "?*+{".indexOf(c) >= 0;
        return repeats ? plain.substring(0, Math.max(1, plain.length() - 1)) : plain.toString();
      }
      plain.append(c);
    }
    return plain.toString();
  }

  private static String template() {
    try (InputStream in = InstallScript.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException("no " + TEMPLATE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
