package org.svpc.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference between two texts in the form that {@code diff -u} writes and {@code patch} reads.
 * Finds a shortest difference (Myers), unless the texts have little in common: then the lines
 * between the first and the last difference are replaced as a whole.
 */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;

  /** More differences than this are not looked for one by one; the memory grows with its square. */
  private static final int MOST = 1500;

  private static final String NO_LINE_FEED = "\\ No newline at end of file";

  private final List<String> before;
  private final List<String> after;

  /** For each line of the texts whether it is in the difference. */
  private final boolean[] removed;

  private final boolean[] added;

  private UnifiedDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
    removed = new boolean[before.size()];
    added = new boolean[after.size()];
  }

  /**
   * The difference, empty where the texts are equal.
   *
   * @param oldName what stands behind {@code ---}
   * @param newName what stands behind {@code +++}
   */
  public static String of(String oldName, String newName, String before, String after) {
    if (before.equals(after)) {
      return "";
    }
    UnifiedDiff diff = new UnifiedDiff(lines(before), lines(after));
    diff.find();
    StringBuilder out = new StringBuilder("--- " + oldName + "\n+++ " + newName + "\n");
    diff.appendHunks(out);
    return out.toString();
  }

  /** The lines with their line feeds, so that a missing one at the end is a difference. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end + 1));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  private void find() {
    int head = 0;
    int shorter = Math.min(before.size(), after.size());
    while (head < shorter && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    if (!search(head, before.size() - tail, after.size() - tail)) {
      for (int i = head; i < before.size() - tail; i++) {
        removed[i] = true;
      }
      for (int i = head; i < after.size() - tail; i++) {
        added[i] = true;
      }
    }
  }

  /**
   * Goes forward, keeping how far each diagonal got at each step; then back along the way found.
   */
  private boolean search(int start, int oldEnd, int newEnd) {
    int n = oldEnd - start;
    int m = newEnd - start;
    List<int[]> steps = new ArrayList<>();
    int[] reached = new int[3];
    for (int d = 0; d <= Math.min(MOST, n + m); d++) {
      int[] next = new int[2 * d + 3];
      for (int k = -d; k <= d; k += 2) {
        int x;
        if (d == 0) {
          x = 0;
        } else {
          boolean down =
              k == -d || (k != d && at(reached, d - 1, k - 1) < at(reached, d - 1, k + 1));
          x = down ? at(reached, d - 1, k + 1) : at(reached, d - 1, k - 1) + 1;
        }
        int y = x - k;
        while (x < n && y < m && before.get(start + x).equals(after.get(start + y))) {
          x++;
          y++;
        }
        next[k + d + 1] = x;
        if (x >= n && y >= m) {
          steps.add(next);
          mark(steps, start, n, m);
          return true;
        }
      }
      steps.add(next);
      reached = next;
    }
    return false;
  }

  private static int at(int[] reached, int d, int k) {
    return reached[k + d + 1];
  }

  private void mark(List<int[]> steps, int start, int n, int m) {
    int x = n;
    int y = m;
    for (int d = steps.size() - 1; d > 0; d--) {
      int[] reached = steps.get(d - 1);
      int k = x - y;
      boolean down = k == -d || (k != d && at(reached, d - 1, k - 1) < at(reached, d - 1, k + 1));
      int fromK = down ? k + 1 : k - 1;
      x = at(reached, d - 1, fromK);
      y = x - fromK;
      if (down) {
        added[start + y] = true;
      } else {
        removed[start + x] = true;
      }
    }
  }

  private void appendHunks(StringBuilder out) {
    int x = 0;
    int y = 0;
    while (true) {
      while (x < removed.length && y < added.length && !removed[x] && !added[y]) {
        x++;
        y++;
      }
      if (x == removed.length && y == added.length) {
        return;
      }
      int fromX = Math.max(0, x - CONTEXT);
      int fromY = y - (x - fromX);
      StringBuilder body = new StringBuilder();
      for (int i = fromX; i < x; i++) {
        append(body, ' ', before.get(i));
      }
      int same = 0;
      while (x < removed.length || y < added.length) {
        if (x < removed.length && removed[x]) {
          append(body, '-', before.get(x++));
          same = 0;
        } else if (y < added.length && added[y]) {
          append(body, '+', after.get(y++));
          same = 0;
        } else if (same == CONTEXT && !changesWithin(x, y, CONTEXT)) {
          break;
        } else {
          append(body, ' ', before.get(x));
          x++;
          y++;
          same++;
        }
      }
      out.append("@@ -")
          .append(range(fromX, x - fromX))
          .append(" +")
          .append(range(fromY, y - fromY))
          .append(" @@\n")
          .append(body);
    }
  }

  private boolean changesWithin(int x, int y, int distance) {
    for (int i = 0; i <= distance; i++) {
      if ((x + i < removed.length && removed[x + i]) || (y + i < added.length && added[y + i])) {
        return true;
      }
    }
    return false;
  }

  private static String range(int start, int count) {
    return (count == 0 ? start : start + 1) + (count == 1 ? "" : "," + count);
  }

  private static void append(StringBuilder out, char sign, String line) {
    out.append(sign).append(line);
    if (!line.endsWith("\n")) {
      out.append('\n').append(NO_LINE_FEED).append('\n');
    }
  }
}
