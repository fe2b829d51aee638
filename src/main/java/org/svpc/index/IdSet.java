package org.svpc.index;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * An immutable set of small numbers, the ids of one table: bits in words of 64, without the empty
 * words before the first and after the last id.
 */
public final class IdSet {
  public static final IdSet EMPTY = new IdSet(0, new long[0]);

  private final int first;
  private final long[] words;

  private IdSet(int first, long[] words) {
    this.first = first;
    this.words = words;
  }

  /** The set whose 64-bit words these are, the one with id 0 first; the array is taken over. */
  public static IdSet ofWords(long[] words) {
    return ofWords(0, words);
  }

  private static IdSet ofWords(int first, long[] words) {
    int from = 0;
    int end = words.length;
    while (end > 0 && words[end - 1] == 0) {
      end--;
    }
    while (from < end && words[from] == 0) {
      from++;
    }
    if (from == end) {
      return EMPTY;
    }
    boolean whole = from == 0 && end == words.length;
    return new IdSet(first + from, whole ? words : Arrays.copyOfRange(words, from, end));
  }

  public static IdSet of(BitSet bits) {
    return ofWords(bits.toLongArray());
  }

  public static IdSet of(int id) {
    return new IdSet(id >>> 6, new long[] {1L << id});
  }

  public static IdSet of(int... ids) {
    BitSet bits = new BitSet();
    for (int id : ids) {
      bits.set(id);
    }
    return of(bits);
  }

  /** The word of these 64 ids, also where the set has none of them. */
  private long word(int word) {
    int place = word - first;
    return place >= 0 && place < words.length ? words[place] : 0;
  }

  private int end() {
    return first + words.length;
  }

  public boolean contains(int id) {
    return id >= 0 && (word(id >>> 6) & (1L << id)) != 0;
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
    int word = Math.max(from >>> 6, first);
    if (word >= end()) {
      return -1;
    }
    long rest = word(word);
    if (word == from >>> 6) {
      rest &= -1L << from;
    }
    while (rest == 0) {
      if (++word >= end()) {
        return -1;
      }
      rest = word(word);
    }
    return (word << 6) + Long.numberOfTrailingZeros(rest);
  }

  /** The last of the ids that follow each other without a gap from this one on, which it has. */
  public int endOfRun(int id) {
    int last = id;
    while (contains(last + 1)) {
      last++;
    }
    return last;
  }

  /** Calls with each id, in ascending order. */
  public void forEach(IntConsumer action) {
    for (int word = 0; word < words.length; word++) {
      for (long rest = words[word]; rest != 0; rest &= rest - 1) {
        action.accept(((first + word) << 6) + Long.numberOfTrailingZeros(rest));
      }
    }
  }

  public IntStream stream() {
    return IntStream.iterate(next(0), id -> id >= 0, id -> next(id + 1));
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
    for (int word = other.first; word < other.end(); word++) {
      if ((other.word(word) & ~word(word)) != 0) {
        return false;
      }
    }
    return true;
  }

  public boolean intersects(IdSet other) {
    int end = Math.min(end(), other.end());
    for (int word = Math.max(first, other.first); word < end; word++) {
      if ((word(word) & other.word(word)) != 0) {
        return true;
      }
    }
    return false;
  }

  public IdSet and(IdSet other) {
    int from = Math.max(first, other.first);
    long[] both = new long[Math.max(0, Math.min(end(), other.end()) - from)];
    for (int word = 0; word < both.length; word++) {
      both[word] = word(from + word) & other.word(from + word);
    }
    return ofWords(from, both);
  }

  public IdSet or(IdSet other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    int from = Math.min(first, other.first);
    long[] either = new long[Math.max(end(), other.end()) - from];
    for (int word = 0; word < either.length; word++) {
      either[word] = word(from + word) | other.word(from + word);
    }
    return ofWords(from, either);
  }

  public IdSet without(IdSet other) {
    long[] rest = words.clone();
    for (int word = 0; word < rest.length; word++) {
      rest[word] &= ~other.word(first + word);
    }
    return ofWords(first, rest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdSet set && first == set.first && Arrays.equals(words, set.words);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(words) + first;
  }

  @Override
  public String toString() {
    return Arrays.toString(toArray());
  }
}
