package org.svpc.labels;

/** How many guests fit: each needs a pair of categories of its own, and no pair covers another. */
public final class Capacity {
  private Capacity() {}

  /** The pairs of different categories: 523,776 of 1,024. */
  public static long pairs(long categories) {
    return categories < 2 ? 0 : categories * (categories - 1) / 2;
  }

  /**
   * How many categories libvirt has to leave out, so that so many guests get a pair with one of
   * them, and groups one each.
   *
   * @param categories how many there are
   * @return -1 where they do not fit
   */
  public static int leftOut(int categories, int guests, int groups) {
    for (int pairs = 0; pairs + groups <= categories - DaemonRange.LEAST; pairs++) {
      int others = categories - groups - pairs;
      if (pairs(others + pairs) - pairs(others) >= guests) {
        return pairs + groups;
      }
    }
    return -1;
  }
}
