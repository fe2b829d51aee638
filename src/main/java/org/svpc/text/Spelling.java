package org.svpc.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds what the author may have meant.
 *
 * <p>The distance counts letters left out, put in, replaced, and neighbours swapped (the restricted
 * Damerau-Levenshtein distance); a difference of case alone, or between {@code -} and {@code _},
 * counts half.
 */
public final class Spelling {
  private static final int MOST = 3;
  private static final int WHOLE = 2;
  private static final int HALF = 1;

  private Spelling() {}

  /**
   * The known words that are close to a wrong one: at most three, the closest first, equally close
   * ones by alphabet. Close is at most one mistake in a word of up to four letters, two in one of
   * up to nine, three in a longer one.
   */
  public static List<String> closest(String wrong, Collection<String> known) {
    int limit = limit(wrong.length());
    List<String> found = new ArrayList<>(MOST + 1);
    List<Integer> distances = new ArrayList<>(MOST + 1);
    int[][] rows = new int[3][];
    for (String word : known) {
      if (word.equals(wrong)
          || found.contains(word)
          || Math.abs(word.length() - wrong.length()) * WHOLE > limit) {
        continue;
      }
      int bound = found.size() == MOST ? Math.min(limit, distances.get(MOST - 1)) : limit;
      int distance = distance(wrong, word, bound, rows);
      if (distance <= bound) {
        insert(found, distances, word, distance);
      }
    }
    return List.copyOf(found);
  }

  /** {@code Did you mean `a`, `b` or `c`?}, or the empty text where nothing is close. */
  public static String question(List<String> close) {
    return close.isEmpty() ? "" : "Did you mean " + or(close) + "?";
  }

  /** {@code `a`, `b` or `c`}. */
  public static String or(List<String> words) {
    StringBuilder text = new StringBuilder();
    int last = words.size() - 1;
    for (int i = 0; i <= last; i++) {
      text.append(i == 0 ? "`" : i == last ? " or `" : ", `").append(words.get(i)).append('`');
    }
    return text.toString();
  }

  private static void insert(
      List<String> found, List<Integer> distances, String word, int distance) {
    int at = 0;
    while (at < found.size()
        && (distances.get(at) < distance
            || (distances.get(at) == distance && found.get(at).compareTo(word) < 0))) {
      at++;
    }
    found.add(at, word);
    distances.add(at, distance);
    if (found.size() > MOST) {
      found.remove(MOST);
      distances.remove(MOST);
    }
  }

  private static int limit(int length) {
    int mistakes = length <= 4 ? 1 : length <= 9 ? 2 : 3;
    return length <= 1 ? HALF : mistakes * WHOLE;
  }

  /** The distance in half mistakes, or more than {@code bound} as soon as that is certain. */
  private static int distance(String a, String b, int bound, int[][] rows) {
    int width = b.length() + 1;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == null || rows[i].length < width) {
        rows[i] = new int[Math.max(width, 64)];
      }
    }
    int[] beforeLast = rows[0];
    int[] last = rows[1];
    int[] current = rows[2];
    for (int j = 0; j < width; j++) {
      last[j] = j * WHOLE;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i * WHOLE;
      int least = current[0];
      for (int j = 1; j < width; j++) {
        int cost = replacement(a.charAt(i - 1), b.charAt(j - 1));
        int best = Math.min(last[j - 1] + cost, Math.min(last[j] + WHOLE, current[j - 1] + WHOLE));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, beforeLast[j - 2] + WHOLE);
        }
        current[j] = best;
        least = Math.min(least, best);
      }
      if (least > bound) {
        return bound + 1;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = current;
      current = free;
    }
    return last[b.length()];
  }

  private static int replacement(char a, char b) {
    if (a == b) {
      return 0;
    }
    boolean sameLetter = Character.toLowerCase(a) == Character.toLowerCase(b);
    boolean bothJoin = (a == '-' || a == '_') && (b == '-' || b == '_');
    return sameLetter || bothJoin ? HALF : WHOLE;
  }
}
