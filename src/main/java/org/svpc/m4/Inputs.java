package org.svpc.m4;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts that are still to be read, the one to read next on top. Words, quotes and comments may
 * go on from one to the next.
 */
final class Inputs {
  private static final int FIRST_DEPTH = 16;

  private final Pool held;
  private Input[] stack = new Input[FIRST_DEPTH];
  private int depth;

  /** Where expansions are written, and read from: the last to come is the first to go. */
  final Chars arena;

  Inputs(Pool held) {
    this.held = held;
    arena = new Chars(held);
  }

  /** The text to read next, at a character or a builtin; null when all is read. */
  @Nullable Input top() {
    dropFinished();
    return depth == 0 ? null : stack[depth - 1];
  }

  int depth() {
    return depth;
  }

  /** Forgets texts that are read, so that a macro that ends in a call of itself takes no room. */
  void dropFinished() {
    while (depth > 0 && stack[depth - 1].finished()) {
      drop();
    }
  }

  private void drop() {
    Input done = stack[--depth];
    if (done.arenaStart >= 0) {
      arena.truncate(done.arenaStart);
    } else {
      held.give(done.charged);
    }
    done.builtin = null;
  }

  void pushSource(Source source) {
    push().readSource(source);
  }

  /** Puts a text on top that stays as it is, such as a macro's. */
  void pushText(char[] text, Source source, int calledAt) {
    if (text.length > 0 && held.take(text.length)) {
      Input input = push();
      input.set(text, 0, text.length, source, calledAt);
      input.charged = text.length;
    }
  }

  /** Puts on top what was written into the arena from {@code start} on; gives its length. */
  int pushArena(int start, Source source, int calledAt) {
    int length = arena.length() - start;
    if (length <= 0) {
      return 0;
    }
    Input input = push();
    input.set(arena.array(), start, arena.length(), source, calledAt);
    input.arenaStart = start;
    return length;
  }

  void pushBuiltin(Builtin builtin, Source source, int calledAt) {
    Input input = push();
    input.set(new char[0], 0, 0, source, calledAt);
    input.builtin = builtin;
  }

  private Input push() {
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, 2 * depth);
    }
    Input input = stack[depth];
    if (input == null) {
      input = new Input();
      stack[depth] = input;
    }
    depth++;
    return input;
  }

  /** Whether {@code mark} stands at the place to read next. */
  boolean startsWith(char[] mark) {
    int matched = 0;
    for (int i = depth - 1; i >= 0 && matched < mark.length; i--) {
      Input input = stack[i];
      if (input.builtin != null) {
        return false;
      }
      for (int at = input.at; at < input.end && matched < mark.length; at++) {
        if (input.text[at] != mark[matched++]) {
          return false;
        }
      }
    }
    return matched == mark.length && matched > 0;
  }

  /** The character to read next, or -1 when there is none. */
  int peek() {
    for (int i = depth - 1; i >= 0; i--) {
      Input input = stack[i];
      if (input.builtin != null) {
        return -1;
      }
      if (input.at < input.end) {
        return input.text[input.at];
      }
    }
    return -1;
  }

  boolean goesOnWithWord() {
    int next = peek();
    return next >= 0 && Syntax.isWordPart((char) next);
  }

  /** Steps over characters that are known to be there. */
  void skip(int count) {
    for (int left = count; left > 0; ) {
      Input input = top();
      if (input == null) {
        throw new IllegalStateException("read over the end");
      }
      int step = Math.min(left, input.end - input.at);
      input.at += step;
      left -= step;
    }
  }
}
