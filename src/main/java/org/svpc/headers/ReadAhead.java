package org.svpc.headers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.svpc.syntax.Statement;
import org.svpc.target.TargetInterface;
import org.svpc.text.WordCharacters;

/**
 * Reads the definitions that texts look to call, and those that these call, while another thread
 * parses the texts and then asks for the definitions: from the last to the first, so that the two
 * meet somewhere on the way and neither reads what the other is reading. A guess is enough: a word
 * before a parenthesis.
 */
final class ReadAhead extends Thread {
  private final HeaderNames names;
  private final List<String> texts;
  private final Deque<List<Statement>> bodies = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();

  ReadAhead(HeaderNames names, List<String> texts) {
    super("svpc-ahead");
    this.names = names;
    this.texts = texts;
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      List<String> called = new ArrayList<>();
      for (String text : texts) {
        scan(text, called);
      }
      for (int last = called.size() - 1; last >= 0; last--) {
        add(called.get(last));
        while (!bodies.isEmpty()) {
          calls(bodies.remove());
        }
      }
    } catch (RuntimeException | Error e) {
      // Whoever asks for that definition meets the same, and tells of it.
      bodies.clear();
    }
  }

  private static void scan(String text, List<String> called) {
    char[] chars = text.toCharArray();
    int at = 0;
    while (at < chars.length) {
      int end = WordCharacters.end(chars, at, chars.length);
      if (end > at && end < chars.length && chars[end] == '(') {
        called.add(new String(chars, at, end - at));
      }
      at = end + 1;
    }
  }

  private void calls(List<Statement> statements) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.Call call) {
        add(call.name().text());
      } else if (statement instanceof Statement.OptionalBlock block) {
        calls(block.body());
      } else if (statement instanceof Statement.Ifdef choice) {
        calls(choice.then());
        calls(choice.otherwise());
      } else if (statement instanceof Statement.If conditional) {
        calls(conditional.then());
        calls(conditional.otherwise());
      }
    }
  }

  private void add(String name) {
    if (seen.add(name)) {
      TargetInterface found = names.ahead(name);
      if (found != null) {
        bodies.add(found.declaration().body());
      }
    }
  }
}
