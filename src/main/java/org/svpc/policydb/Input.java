package org.svpc.policydb;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.svpc.index.IdSet;

/**
 * The bytes of a policy file, read from front to back: little-endian numbers, names with their
 * length before them, and sets of ids ("ebitmaps" in libsepol).
 */
final class Input {
  /** A rule has 16 bits for a type or class, so a table cannot be larger. */
  static final int MOST_IDS = 0xffff;

  private static final int MOST_NAME_BYTES = 4096;
  private static final int UNIT_BITS = 64;

  /**
   * How many words of 64 bits all sets together may unpack to. A set of one high id takes 24 bytes
   * in the file and 8 KiB here, so a small file could ask for any memory.
   */
  private static final int MOST_SET_WORDS = 8 << 20;

  private final byte[] bytes;
  private final @Nullable Places places;
  private int at;
  private int setWords;

  /**
   * @param places takes where parts stand; null where nobody asks
   */
  Input(byte[] bytes, @Nullable Places places) {
    this.bytes = bytes;
    this.places = places;
  }

  @Nullable Places places() {
    return places;
  }

  /** What was read from a place on. */
  Places.Stretch since(int start) {
    return new Places.Stretch(start, at);
  }

  int at() {
    return at;
  }

  int left() {
    return bytes.length - at;
  }

  int u8() throws MalformedPolicy {
    need(1);
    return bytes[at++] & 0xff;
  }

  int u16() throws MalformedPolicy {
    need(2);
    int value = (bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8);
    at += 2;
    return value;
  }

  /** 32 bits as they are; a number above 2^31 comes out negative. */
  int bits32() throws MalformedPolicy {
    need(4);
    int value =
        (bytes[at] & 0xff)
            | ((bytes[at + 1] & 0xff) << 8)
            | ((bytes[at + 2] & 0xff) << 16)
            | (bytes[at + 3] << 24);
    at += 4;
    return value;
  }

  /** A number of 32 bits that has to be below 2^31, as all have that make sense. */
  int number(String what) throws MalformedPolicy {
    int value = bits32();
    if (value < 0) {
      throw broken(what + " is " + Integer.toUnsignedString(value) + ", which is out of range");
    }
    return value;
  }

  long bits64() throws MalformedPolicy {
    long low = bits32() & 0xffffffffL;
    return low | ((long) bits32() << 32);
  }

  /** How many of something follow, each of at least so many bytes: the file has to hold them. */
  int count(String what, int leastBytes) throws MalformedPolicy {
    int count = number("the number of " + what);
    if ((long) count * leastBytes > left()) {
      throw broken("it announces " + count + " " + what + " and ends before them");
    }
    return count;
  }

  /**
   * The id that a value of the file stands for: one less.
   *
   * @param size how many ids the table has
   */
  int id(int value, int size, String what) throws MalformedPolicy {
    if (value < 1 || value > size) {
      throw broken(
          "it names "
              + what
              + " "
              + Integer.toUnsignedString(value)
              + " of "
              + size
              + " there are");
    }
    return value - 1;
  }

  /** The next 32 bits as the id of a table of this size. */
  int id(int size, String what) throws MalformedPolicy {
    return id(bits32(), size, what);
  }

  /** The next 32 bits as an id, or -1 where they are 0. */
  int idOrNone(int size, String what) throws MalformedPolicy {
    int value = bits32();
    return value == 0 ? -1 : id(value, size, what);
  }

  /** A name of so many bytes. */
  String name(int length, String what) throws MalformedPolicy {
    if (length < 1 || length > MOST_NAME_BYTES) {
      throw broken(
          "the name of " + what + " has " + Integer.toUnsignedString(length) + " characters");
    }
    need(length);
    for (int i = at; i < at + length; i++) {
      if ((bytes[i] >= 0 && bytes[i] < ' ') || bytes[i] == 0x7f) {
        throw broken("the name of " + what + " has a control character");
      }
    }
    String name = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return name;
  }

  byte[] raw(int length) throws MalformedPolicy {
    need(length);
    byte[] raw = java.util.Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return raw;
  }

  /**
   * A set of the ids of a table: bit 0 stands for id 0.
   *
   * @param size how many ids the table has
   * @param shift what to take from each bit to get the id: 0, or 1 where the bits are values
   */
  IdSet set(int size, int shift, String what) throws MalformedPolicy {
    int unit = bits32();
    int end = number("the size of a set of " + what);
    int count = count("parts of a set", 12);
    if (count == 0) {
      return IdSet.EMPTY;
    }
    if (unit != UNIT_BITS) {
      throw broken("a set of " + what + " has parts of " + unit + " bits instead of 64");
    }
    int limit = (size + shift + UNIT_BITS - 1) / UNIT_BITS * UNIT_BITS;
    if (end > limit) {
      throw broken("a set of " + what + " has room for " + end + " of " + size + " there are");
    }
    long[] words = new long[spend(end / UNIT_BITS + 1)];
    int previous = -1;
    for (int part = 0; part < count; part++) {
      int start = number("a place in a set");
      if (start % UNIT_BITS != 0 || start >= end || start <= previous) {
        throw broken("the parts of a set of " + what + " are out of order");
      }
      previous = start;
      words[start / UNIT_BITS] = bits64();
    }
    if (shift == 1) {
      shiftDown(words, what);
    }
    IdSet set = IdSet.ofWords(words);
    if (set.next(size) >= 0) {
      throw broken("a set has " + what + " " + (set.next(size) + 1) + " of " + size + " there are");
    }
    return set;
  }

  private void shiftDown(long[] words, String what) throws MalformedPolicy {
    if ((words[0] & 1) != 0) {
      throw broken("a set has " + what + " 0, which none is");
    }
    for (int word = 0; word < words.length; word++) {
      long above = word + 1 < words.length ? words[word + 1] << (UNIT_BITS - 1) : 0;
      words[word] = (words[word] >>> 1) | above;
    }
  }

  /** Takes words of sets from what is left of the bound. */
  int spend(int words) throws MalformedPolicy {
    setWords += words;
    if (setWords > MOST_SET_WORDS) {
      throw new MalformedPolicy(
          "The policy's sets unpack to more than 64 MiB.",
          "No real policy is so large; if yours is, report it.");
    }
    return words;
  }

  private void need(int length) throws MalformedPolicy {
    if (left() < length) {
      throw new MalformedPolicy(
          "The policy ends too early, at byte " + bytes.length + ".",
          "The file was cut short: copy or build it again.");
    }
  }

  /** The file says what cannot be. */
  MalformedPolicy broken(String what) {
    return new MalformedPolicy(
        "The policy is damaged before byte " + at + ": " + what + ".",
        "Copy or build the file again.");
  }
}
