package org.svpc.m4;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The output, and the texts that are kept back from it under numbers. */
final class Diversions {
  /** What a diversion costs beside its text, in characters. */
  private static final int CHARGE = 128;

  private final Pool pool;
  private final Chars output;
  private final TreeMap<Integer, Chars> kept = new TreeMap<>();
  private int current;
  private @Nullable Chars target;

  Diversions(Pool pool) {
    this.pool = pool;
    output = new Chars(pool);
    target = output;
  }

  Diversions copy(Pool newPool) {
    Diversions copy = new Diversions(newPool);
    for (Map.Entry<Integer, Chars> diversion : kept.entrySet()) {
      copy.divert(diversion.getKey());
      copy.append(diversion.getValue());
    }
    copy.divert(current);
    return copy;
  }

  void append(char[] text, int start, int end) {
    Chars sink = target;
    if (sink != null) {
      sink.append(text, start, end);
    }
  }

  private void append(Chars text) {
    append(text.array(), 0, text.length());
  }

  int current() {
    return current;
  }

  /** Sends what follows to a diversion; 0 is the output, and below 0 it is lost. */
  void divert(int number) {
    current = number;
    if (number < 0) {
      target = null;
    } else if (number == 0) {
      target = output;
    } else {
      Chars sink = kept.get(number);
      if (sink == null && pool.take(CHARGE)) {
        sink = new Chars(pool);
        kept.put(number, sink);
      }
      target = sink;
    }
  }

  /** Brings a diversion back into the present one; gives the number of characters moved. */
  int undivert(int number) {
    if (number <= 0 || number == current) {
      return 0;
    }
    Chars text = kept.remove(number);
    if (text == null) {
      return 0;
    }
    int length = text.length();
    append(text);
    text.truncate(0);
    pool.give(CHARGE);
    return length;
  }

  /** Brings all diversions back, in the order of their numbers. */
  int undivertAll() {
    int moved = 0;
    List<Integer> numbers = new ArrayList<>(kept.keySet());
    for (int number : numbers) {
      moved += undivert(number);
    }
    return moved;
  }

  void forgetKept() {
    for (Chars text : kept.values()) {
      text.truncate(0);
      pool.give(CHARGE);
    }
    kept.clear();
    divert(0);
  }

  /** What has come to the output since the last time. */
  String takeOutput() {
    String text = output.toString();
    output.truncate(0);
    return text;
  }
}
