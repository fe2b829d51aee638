package org.svpc.check;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.FileContext;
import org.svpc.source.Span;

/**
 * The regular expressions of file contexts. libselinux compiles them as PCRE, anchored at both
 * ends, when files are labelled; semodule_package takes anything, so a mistake shows up on the
 * user's machine.
 */
final class PathPatterns implements Check {
  @Override
  public void check(Subject subject, Diagnostics diagnostics) {
    for (FileContext.Entry entry : FileContext.taken(subject.module().fileContexts())) {
      Problem problem = problem(entry.pattern());
      Span span = entry.origin().span();
      boolean asWritten = span.text().equals('"' + entry.pattern() + '"');
      if (problem != null) {
        diagnostics.add(
            Diagnostic.at(
                    Code.BAD_REGEX,
                    asWritten ? at(span, problem.offset()) : span,
                    "The regular expression `" + entry.pattern() + "` " + problem.text())
                .label(problem.label())
                .help("A path that is meant letter by letter can be given as `path` or `tree`."));
      } else if (asWritten) {
        bareDots(entry.pattern(), span, diagnostics);
      }
    }
  }

  private record Problem(int offset, String text, String label) {}

  private static Span at(Span quoted, int offset) {
    int start = quoted.start() + 1 + offset;
    return new Span(quoted.file(), start, start + 1);
  }

  private static @Nullable Problem problem(String pattern) {
    if (pattern.isEmpty()) {
      return new Problem(0, "is empty.", "a path is needed");
    }
    if (!pattern.startsWith("/")
        && !pattern.startsWith("HOME_")
        && !pattern.startsWith("(")
        && !pattern.startsWith("[")
        && !pattern.startsWith("\\")
        && !pattern.startsWith(".")) {
      return new Problem(0, "does not start at the root.", "paths start with `/`");
    }
    Deque<Integer> open = new ArrayDeque<>();
    boolean repeatable = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      switch (c) {
        case '\\' -> {
          if (i + 1 == pattern.length()) {
            return new Problem(i, "ends in a backslash.", "escapes nothing");
          }
          i++;
          repeatable = true;
        }
        case '[' -> {
          int end = classEnd(pattern, i);
          if (end < 0) {
            return new Problem(i, "has a `[` without its `]`.", "opened here");
          }
          i = end;
          repeatable = true;
        }
        case '(' -> {
          open.push(i);
          repeatable = false;
          if (pattern.startsWith("(?", i)) {
            i++;
          }
        }
        case ')' -> {
          if (open.isEmpty()) {
            return new Problem(i, "has a `)` without its `(`.", "closes nothing");
          }
          open.pop();
          repeatable = true;
        }
        case '*', '+', '?' -> {
          if (!repeatable) {
            return new Problem(
                i, "has a `" + c + "` that repeats nothing.", "nothing stands before it");
          }
          // A lazy or possessive mark may follow; a third one may not.
          if (i + 1 < pattern.length()
              && (pattern.charAt(i + 1) == '?' || pattern.charAt(i + 1) == '+')) {
            i++;
          }
          repeatable = false;
        }
        case '|' -> repeatable = false;
        case ' ', '\t' -> {
          return new Problem(
              i, "holds a blank, where a line of file contexts ends its path.", "write `\\s`");
        }
        default -> repeatable = true;
      }
    }
    return open.isEmpty()
        ? null
        : new Problem(open.peek(), "has a `(` without its `)`.", "opened here");
  }

  /** The offset of the bracket that closes a class; -1 where there is none. */
  private static int classEnd(String pattern, int open) {
    int i = open + 1;
    if (i < pattern.length() && pattern.charAt(i) == '^') {
      i++;
    }
    int first = i;
    for (; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (pattern.startsWith("[:", i)) {
        int end = pattern.indexOf(":]", i);
        if (end < 0) {
          return -1;
        }
        i = end + 1;
      } else if (c == ']' && i > first) {
        return i;
      }
    }
    return -1;
  }

  /** A dot between letters most often means itself: {@code disk.img}. */
  private static void bareDots(String pattern, Span span, Diagnostics diagnostics) {
    for (int i = 1; i + 1 < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        i = Math.max(i, classEnd(pattern, i));
      } else if (c == '.' && isWord(pattern.charAt(i - 1)) && isWord(pattern.charAt(i + 1))) {
        Span dot = at(span, i);
        diagnostics.add(
            Diagnostic.at(
                    Code.UNESCAPED_DOT, dot, "This dot matches any character, not only a dot.")
                .label("matches more than it seems to")
                .fix("Write `\\.`", dot, "\\."));
      }
    }
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
