package org.svpc.index;

import java.util.Arrays;
import java.util.BitSet;
import java.util.PrimitiveIterator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** An immutable set of small numbers, the ids of one table. */
public final class IdSet {
  public static final IdSet EMPTY = new IdSet(new long[0]);

  private final long[] words;

  private IdSet(long[] words) {
    this.words = words;
  }

  /** The set whose 64-bit words these are, lowest first; the array is taken over, not copied. */
  public static IdSet ofWords(long[] words) {
    int length = words.length;
    while (length > 0 && words[length - 1] == 0) {
      length--;
    }
    if (length == 0) {
      return EMPTY;
    }
    return new IdSet(length == words.length ? words : Arrays.copyOf(words, length));
  }

  public static IdSet of(BitSet bits) {
    return ofWords(bits.toLongArray());
  }

  public static IdSet of(int... ids) {
    BitSet bits = new BitSet();
    for (int id : ids) {
      bits.set(id);
    }
    return of(bits);
  }

  public boolean contains(int id) {
    int word = id >>> 6;
    return id >= 0 && word < words.length && (words[word] & (1L << id)) != 0;
  }

  public boolean isEmpty() {
    return words.length == 0;
  }

  public int size() {
    int size = 0;
    for (long word : words) {
      size += Long.bitCount(word);
    }
    return size;
  }

  /** The least id that is at least {@code from}, or -1. */
  public int next(int from) {
    int word = from >>> 6;
    if (word >= words.length) {
      return -1;
    }
    long rest = words[word] & (-1L << from);
    while (rest == 0) {
      if (++word == words.length) {
        return -1;
      }
      rest = words[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(rest);
  }

  /** Calls with each id, in ascending order. */
  public void forEach(IntConsumer action) {
    for (int word = 0; word < words.length; word++) {
      for (long rest = words[word]; rest != 0; rest &= rest - 1) {
        action.accept((word << 6) + Long.numberOfTrailingZeros(rest));
      }
    }
  }

  public IntStream stream() {
    return IntStream.iterate(next(0), id -> id >= 0, id -> next(id + 1));
  }

  public PrimitiveIterator.OfInt iterator() {
    return stream().iterator();
  }

  public int[] toArray() {
    int[] ids = new int[size()];
    int count = 0;
    for (int id = next(0); id >= 0; id = next(id + 1)) {
      ids[count++] = id;
    }
    return ids;
  }

  /** Whether every id of the other set is in this one. */
  public boolean containsAll(IdSet other) {
    if (other.words.length > words.length) {
      return false;
    }
    for (int word = 0; word < other.words.length; word++) {
      if ((other.words[word] & ~words[word]) != 0) {
        return false;
      }
    }
    return true;
  }

  public boolean intersects(IdSet other) {
    for (int word = 0; word < Math.min(words.length, other.words.length); word++) {
      if ((words[word] & other.words[word]) != 0) {
        return true;
      }
    }
    return false;
  }

  public IdSet and(IdSet other) {
    long[] both = new long[Math.min(words.length, other.words.length)];
    for (int word = 0; word < both.length; word++) {
      both[word] = words[word] & other.words[word];
    }
    return ofWords(both);
  }

  public IdSet or(IdSet other) {
    if (other.words.length > words.length) {
      return other.or(this);
    }
    long[] either = words.clone();
    for (int word = 0; word < other.words.length; word++) {
      either[word] |= other.words[word];
    }
    return ofWords(either);
  }

  public IdSet without(IdSet other) {
    long[] rest = words.clone();
    for (int word = 0; word < Math.min(rest.length, other.words.length); word++) {
      rest[word] &= ~other.words[word];
    }
    return ofWords(rest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdSet set && Arrays.equals(words, set.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return Arrays.toString(toArray());
  }
}
