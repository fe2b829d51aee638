package org.svpc.m4;

import org.jspecify.annotations.Nullable;

/** A text that is being read: the source itself, an expansion, or a builtin given by its value. */
final class Input {
  private static final char[] NONE = new char[0];

  char[] text = NONE;
  int at;
  int end;

  /** Set for a builtin that {@code defn} pushed back; then there is no text. */
  @Nullable Builtin builtin;

  /** The source that led here, and where in it; for the source itself see {@link #origin}. */
  Source source = Source.of("", "");

  private int calledAt;
  private boolean isSource;

  /** Where the text starts in the arena, or -1 when it is not there. */
  int arenaStart;

  /** What was taken from the pool for a text that is not in the arena. */
  int charged;

  void readSource(Source text) {
    set(text.text, 0, text.text.length, text, 0);
    isSource = true;
  }

  void set(char[] newText, int start, int newEnd, Source from, int offset) {
    text = newText;
    at = start;
    end = newEnd;
    builtin = null;
    source = from;
    calledAt = offset;
    isSource = false;
    arenaStart = -1;
    charged = 0;
  }

  boolean finished() {
    return at >= end && builtin == null;
  }

  /** The place in the source of the character before {@code next}. */
  int origin(int next) {
    return isSource ? next - 1 : calledAt;
  }
}
