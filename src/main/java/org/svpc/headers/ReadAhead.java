package org.svpc.headers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.svpc.target.TargetInterface;

/**
 * Reads the definitions that texts look to call, and those that these call, while the texts are
 * parsed in another thread: half of what a large module takes from its headers is ready when it is
 * asked for. A guess is enough: a word before a parenthesis.
 */
final class ReadAhead extends Thread {
  private final HeaderNames names;
  private final Deque<String> texts;
  private final Set<String> seen = new HashSet<>();

  ReadAhead(HeaderNames names, List<String> texts) {
    super("svpc-ahead");
    this.names = names;
    this.texts = new ArrayDeque<>(texts);
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      while (!texts.isEmpty()) {
        scan(texts.remove());
      }
    } catch (RuntimeException | Error e) {
      // Whoever asks for that definition meets the same, and tells of it.
      texts.clear();
    }
  }

  private void scan(String text) {
    char[] chars = text.toCharArray();
    int start = -1;
    for (int i = 0; i < chars.length; i++) {
      char c = chars[i];
      if (isOfName(c)) {
        start = start < 0 ? i : start;
      } else {
        if (c == '(' && start >= 0) {
          add(new String(chars, start, i - start));
        }
        start = -1;
      }
    }
  }

  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (c >= 'A' && c <= 'Z');
  }

  private void add(String name) {
    if (seen.add(name)) {
      TargetInterface found = names.ahead(name);
      if (found != null) {
        texts.add(found.text());
      }
    }
  }
}
