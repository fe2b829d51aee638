package org.svpc.m4;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The builtins that search and cut text. */
final class Strings {
  private static final int LATIN = 256;

  /** What reading a character of a regular expression costs, in characters of text. */
  private static final int STEPS = 8;

  private final Run run;
  private final Numbers numbers;

  Strings(Run run, Numbers numbers) {
    this.run = run;
    this.numbers = numbers;
  }

  void index(Call call, Chars to) {
    char[] text = call.array();
    int length = call.length(2);
    int start = call.start(1);
    int last = call.end(1) - length;
    int found = -1;
    for (int at = start; at <= last && found < 0 && !run.stopped(); at++) {
      int same = Arrays.mismatch(text, at, at + length, text, call.start(2), call.end(2));
      run.spend(same < 0 ? length : same);
      found = same < 0 ? at - start : -1;
    }
    to.append(Integer.toString(found));
  }

  void substr(Call call, Chars to) {
    if (call.count() < 2) {
      call.copy(1, to);
      return;
    }
    if (!numbers.read(call, 2)) {
      return;
    }
    int from = numbers.value();
    int length = call.length(1) - from;
    if (call.count() > 2) {
      if (!numbers.read(call, 3)) {
        return;
      }
      length = Math.min(length, numbers.value());
    }
    if (from >= 0 && length > 0) {
      int start = call.start(1) + from;
      to.append(call.array(), start, start + length);
    }
  }

  void translit(Call call, Chars to) {
    if (call.count() < 2) {
      call.copy(1, to);
      return;
    }
    Chars from = expandRanges(call, 2);
    Chars into = expandRanges(call, 3);
    // What each character becomes: 0 for itself, -1 for nothing, else one more than its code.
    int[] becomes = new int[size(from)];
    run.spend(becomes.length);
    for (int i = from.length() - 1; i >= 0; i--) {
      becomes[from.array()[i]] = i < into.length() ? into.array()[i] + 1 : -1;
    }
    char[] text = call.array();
    for (int at = call.start(1); at < call.end(1); at++) {
      char c = text[at];
      int other = c < becomes.length ? becomes[c] : 0;
      if (other >= 0) {
        to.append(other == 0 ? c : (char) (other - 1));
      }
    }
    from.truncate(0);
    into.truncate(0);
  }

  private static int size(Chars characters) {
    for (int i = 0; i < characters.length(); i++) {
      if (characters.array()[i] >= LATIN) {
        return Character.MAX_VALUE + 1;
      }
    }
    return LATIN;
  }

  /** Writes out a dash between two characters as all that lie between them, up or down. */
  private Chars expandRanges(Call call, int argument) {
    Chars expanded = new Chars(run.held);
    char[] text = call.array();
    int start = call.start(argument);
    int end = call.end(argument);
    for (int at = start; at < end && !run.held.spent(); at++) {
      if (text[at] != '-' || at == start || at == end - 1) {
        expanded.append(text[at]);
        continue;
      }
      int last = text[at - 1];
      int until = text[++at];
      while (last != until) {
        last += last < until ? 1 : -1;
        expanded.append((char) last);
      }
    }
    return expanded;
  }

  void regexp(Call call, Chars to) {
    if (call.count() < 2) {
      to.append("0");
      return;
    }
    Pattern pattern = compile(call);
    if (pattern == null) {
      return;
    }
    String text = call.text(1);
    int[] found = new Search(run, pattern, text).find(0);
    if (call.count() == 2) {
      to.append(Integer.toString(found == null ? -1 : found[0]));
    } else if (found != null) {
      replace(text, found, pattern, call.text(3), to);
    }
  }

  void patsubst(Call call, Chars to) {
    if (call.count() < 2) {
      call.copy(1, to);
      return;
    }
    Pattern pattern = compile(call);
    if (pattern == null) {
      return;
    }
    String text = call.text(1);
    String replacement = call.text(3);
    Search search = new Search(run, pattern, text);
    int at = 0;
    while (at <= text.length() && !run.stopped() && !run.held.spent()) {
      int[] found = search.find(at);
      if (found == null) {
        break;
      }
      to.append(text.substring(at, found[0]));
      replace(text, found, pattern, replacement, to);
      at = found[1];
      if (found[0] == at) {
        if (at < text.length()) {
          to.append(text.charAt(at));
        }
        at++;
      }
    }
    if (at < text.length()) {
      to.append(text.substring(at));
    }
  }

  private @Nullable Pattern compile(Call call) {
    PatternReader reader = new PatternReader(call.text(2));
    Pattern pattern = reader.read();
    run.spend((long) STEPS * (1 + call.length(2)));
    if (reader.unsupported() != null) {
      run.stop(reader.unsupported());
    } else if (pattern == null) {
      run.warn("`" + call.text(2) + "` is not a regular expression.");
    }
    return pattern;
  }

  /** Writes a replacement: {@code \\&} stands for the match, {@code \\1} for its first group. */
  private void replace(String text, int[] found, Pattern pattern, String replacement, Chars to) {
    int from = 0;
    int slash = replacement.indexOf('\\');
    while (slash >= 0 && !run.held.spent()) {
      to.append(replacement.substring(from, slash));
      if (slash + 1 == replacement.length()) {
        run.warn("A replacement ends in a backslash.");
        return;
      }
      char c = replacement.charAt(slash + 1);
      if (c == '&') {
        to.append(text.substring(found[0], found[1]));
      } else if (c >= '0' && c <= '9') {
        int group = c - '0';
        if (group > pattern.groups()) {
          run.warn("The regular expression has no group " + group + ".");
        } else if (found[2 * group + 1] >= 0) {
          to.append(text.substring(found[2 * group], found[2 * group + 1]));
        }
      } else {
        to.append(c);
      }
      from = slash + 2;
      slash = replacement.indexOf('\\', from);
    }
    to.append(replacement.substring(from));
  }
}
