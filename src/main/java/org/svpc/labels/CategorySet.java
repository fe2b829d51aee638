package org.svpc.labels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of categories by their numbers, as sets of labels are: few and sparse, compared by content.
 */
public final class CategorySet {
  /** Of {@code c0} to {@code c16383}: a category with a greater number is not taken. */
  public static final int MOST = 16_384;

  public static final CategorySet EMPTY = new CategorySet(new int[0]);

  private final int[] categories;

  private CategorySet(int[] sorted) {
    categories = sorted;
  }

  /** The set of these categories, in any order. */
  public static CategorySet of(int... categories) {
    int[] sorted = categories.clone();
    Arrays.sort(sorted);
    int count = 0;
    for (int category : sorted) {
      if (count == 0 || sorted[count - 1] != category) {
        sorted[count++] = category;
      }
    }
    return new CategorySet(count == sorted.length ? sorted : Arrays.copyOf(sorted, count));
  }

  /** All from one category to another, both included. */
  public static CategorySet range(int low, int high) {
    int[] all = new int[Math.max(0, high - low + 1)];
    for (int i = 0; i < all.length; i++) {
      all[i] = low + i;
    }
    return new CategorySet(all);
  }

  /**
   * Reads {@code c1,c5.c9}, the form that libselinux prints.
   *
   * @return null where the text is none, or a category of it is beyond {@link #MOST}
   */
  public static @Nullable CategorySet parse(String text) {
    int[] all = new int[16];
    int count = 0;
    for (int from = 0; from <= text.length(); ) {
      int comma = text.indexOf(',', from);
      int end = comma < 0 ? text.length() : comma;
      int dot = text.indexOf('.', from);
      int middle = dot < 0 || dot > end ? end : dot;
      int low = category(text, from, middle);
      int high = middle == end ? low : category(text, middle + 1, end);
      if (low < 0 || high < low || count + (high - low) >= 2 * MOST) {
        return null;
      }
      if (count + (high - low) + 1 > all.length) {
        all = Arrays.copyOf(all, 2 * (count + (high - low) + 1));
      }
      for (int category = low; category <= high; category++) {
        all[count++] = category;
      }
      from = end + 1;
    }
    return of(Arrays.copyOf(all, count));
  }

  private static int category(String text, int start, int end) {
    if (end - start < 2 || end - start > 6 || text.charAt(start) != 'c') {
      return -1;
    }
    int number = 0;
    for (int i = start + 1; i < end; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = 10 * number + (digit - '0');
    }
    return number < MOST ? number : -1;
  }

  public int size() {
    return categories.length;
  }

  public boolean isEmpty() {
    return categories.length == 0;
  }

  /** The category at a place, in ascending order. */
  public int get(int place) {
    return categories[place];
  }

  public boolean contains(int category) {
    return Arrays.binarySearch(categories, category) >= 0;
  }

  /** Whether every category of the other set is in this one. */
  public boolean containsAll(CategorySet other) {
    return common(other) == other.size();
  }

  /** How many categories both sets have. */
  public int common(CategorySet other) {
    int count = 0;
    boolean fewer = size() < other.size();
    CategorySet few = fewer ? this : other;
    CategorySet many = fewer ? other : this;
    for (int category : few.categories) {
      count += many.contains(category) ? 1 : 0;
    }
    return count;
  }

  /** The first category that both sets have, or -1. */
  public int firstCommon(CategorySet other) {
    for (int category : categories) {
      if (other.contains(category)) {
        return category;
      }
    }
    return -1;
  }

  public CategorySet with(CategorySet other) {
    int[] both = Arrays.copyOf(categories, size() + other.size());
    System.arraycopy(other.categories, 0, both, size(), other.size());
    return of(both);
  }

  public CategorySet without(CategorySet other) {
    int[] rest = new int[size()];
    int count = 0;
    for (int category : categories) {
      if (!other.contains(category)) {
        rest[count++] = category;
      }
    }
    return new CategorySet(Arrays.copyOf(rest, count));
  }

  public int[] toArray() {
    return categories.clone();
  }

  /** As the kernel prints it: three and more in a row as a range, {@code c1,c2,c5.c9}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int first = 0; first < categories.length; ) {
      int last = first;
      while (last + 1 < categories.length && categories[last + 1] == categories[last] + 1) {
        last++;
      }
      out.append(out.length() == 0 ? "" : ",").append('c').append(categories[first]);
      if (last > first) {
        out.append(last == first + 1 ? ",c" : ".c").append(categories[last]);
      }
      first = last + 1;
    }
    return out.toString();
  }

  /** The level with these categories: {@code s0:c1,c2}, or {@code s0} with none. */
  public String level() {
    return isEmpty() ? "s0" : "s0:" + this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CategorySet set && Arrays.equals(categories, set.categories);
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int category : categories) {
      hash = hash * 0x9e3779b1 + category;
    }
    return hash ^ hash >>> 15;
  }
}
