package org.svpc.m4;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A macro call whose arguments are being collected or used. The arguments of a call lie one behind
 * the other in a buffer that all open calls share; numbers of arguments count from 1, and 0 is the
 * macro's name.
 */
final class Call {
  private static final int FIRST_SIZE = 8;
  private static final int MOST_KEPT = 1024;

  /** What an argument costs beside its text, in characters. */
  private static final int CHARGE = 2;

  private final Chars texts;
  private final Pool pool;
  private int[] ends = new int[FIRST_SIZE];
  private int start;
  private int count;

  /** How many of the first arguments {@code indir} and {@code builtin} have taken away. */
  private int taken;

  private @Nullable Builtin @Nullable [] builtins;

  private char[] name = new char[0];
  private Meaning meaning = Builtin.DNL;

  /** Where the call stands in the source. */
  Source source = Source.of("", "");

  int calledAt;

  /** Parentheses that are open in the argument that is being collected. */
  int parentheses;

  Call(Chars texts, Pool pool) {
    this.texts = texts;
    this.pool = pool;
  }

  void begin(char[] newName, Meaning newMeaning, Source from, int at) {
    name = newName;
    meaning = newMeaning;
    source = from;
    calledAt = at;
    start = texts.length();
    count = 0;
    taken = 0;
    parentheses = 0;
    builtins = null;
  }

  /** Ends an argument where the buffer ends. */
  void endArgument() {
    if (!pool.take(CHARGE)) {
      return;
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    if (builtins != null && count < builtins.length && builtins[count] != null) {
      texts.truncate(count == 0 ? start : ends[count - 1]);
    }
    ends[count++] = texts.length();
  }

  /** A builtin by its value is an argument of its own; within a text it is nothing. */
  void takeBuiltin(Builtin builtin) {
    if (texts.length() == (count == 0 ? start : ends[count - 1])) {
      @Nullable Builtin[] grown = builtins == null ? new Builtin[FIRST_SIZE] : builtins;
      if (count >= grown.length) {
        grown = Arrays.copyOf(grown, Math.max(count + 1, 2 * grown.length));
      }
      grown[count] = builtin;
      builtins = grown;
    }
  }

  /** Makes this the call of another macro, which {@code $1} named, with the arguments behind. */
  void pass(char[] newName) {
    name = newName;
    taken++;
  }

  void forgetArguments() {
    texts.truncate(start);
    pool.give((long) CHARGE * count);
    if (ends.length > MOST_KEPT) {
      ends = new int[FIRST_SIZE];
    }
    builtins = null;
  }

  char[] name() {
    return name;
  }

  Meaning meaning() {
    return meaning;
  }

  int count() {
    return count - taken;
  }

  /** The buffer that the arguments lie in, from {@link #start} to {@link #end}. */
  char[] array() {
    return texts.array();
  }

  int start(int argument) {
    int index = argument + taken - 1;
    return index >= count ? 0 : index == 0 ? start : ends[index - 1];
  }

  int end(int argument) {
    int index = argument + taken - 1;
    return index >= count ? 0 : ends[index];
  }

  int length(int argument) {
    return end(argument) - start(argument);
  }

  boolean isEmpty(int argument) {
    return length(argument) == 0;
  }

  /** The text of an argument; empty where there is none. */
  String text(int argument) {
    return new String(array(), start(argument), length(argument));
  }

  char[] chars(int argument) {
    return Arrays.copyOfRange(array(), start(argument), end(argument));
  }

  /** The builtin that an argument is, if it is one. */
  @Nullable Builtin builtin(int argument) {
    int index = argument + taken - 1;
    return builtins == null || index >= builtins.length ? null : builtins[index];
  }

  boolean same(int one, int other) {
    char[] text = array();
    return Arrays.equals(text, start(one), end(one), text, start(other), end(other));
  }

  void copy(int argument, Chars to) {
    to.append(array(), start(argument), end(argument));
  }

  /** Writes the arguments from {@code first} on, with something between them. */
  void copyAll(int first, String between, char[] before, char[] behind, Chars to) {
    for (int i = first; i <= count(); i++) {
      if (i > first) {
        to.append(between);
      }
      to.append(before);
      copy(i, to);
      to.append(behind);
    }
  }
}
