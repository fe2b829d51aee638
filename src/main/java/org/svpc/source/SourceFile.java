package org.svpc.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A source text and the name it is shown under.
 *
 * <p>Offsets are UTF-16 code units from the start of the text; lines and columns count from one.
 */
public final class SourceFile {
  private final String name;
  private final String text;
  private final int firstLine;
  private volatile char @Nullable [] chars;
  private volatile int @Nullable [] lineStarts;

  public SourceFile(String name, String text) {
    this(name, text, 1);
  }

  /**
   * A part of a file.
   *
   * @param firstLine the line of the file, from one, that the text begins with
   */
  public SourceFile(String name, String text, int firstLine) {
    this.name = name;
    this.text = text;
    this.firstLine = firstLine;
  }

  /** The name that messages show: a path as the user gave it, with {@code /} between its parts. */
  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /**
   * The characters of the text, for those who look at each: in a fresh process an element of an
   * array is had for a tenth of {@code charAt}. The same array each time, not to be written to.
   */
  public char[] chars() {
    char[] known = chars;
    if (known == null) {
      known = text.toCharArray();
      chars = known;
    }
    return known;
  }

  /** The line, from one, that holds {@code offset}. */
  public int line(int offset) {
    return index(offset) + firstLine;
  }

  private int index(int offset) {
    int found = Arrays.binarySearch(starts(), offset);
    return found >= 0 ? found : -found - 2;
  }

  /** The column, from one, of {@code offset} in its line. */
  public int column(int offset) {
    return offset - starts()[index(offset)] + 1;
  }

  /** The last line; a text that ends in a line feed has no empty last line. */
  public int lineCount() {
    int[] starts = starts();
    int count =
        starts.length > 1 && starts[starts.length - 1] == text.length()
            ? starts.length - 1
            : starts.length;
    return count + firstLine - 1;
  }

  /** The text of a line, counted from one, without its line end. */
  public String lineText(int line) {
    int[] starts = starts();
    int index = line - firstLine;
    int start = starts[index];
    int end = index + 1 < starts.length ? starts[index + 1] : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  /** The offset at which a line, counted from one, starts. */
  public int lineStart(int line) {
    return starts()[line - firstLine];
  }

  private int[] starts() {
    int[] known = lineStarts;
    if (known != null) {
      return known;
    }
    int count = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      count++;
    }
    int[] starts = new int[count];
    int line = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      starts[line++] = at + 1;
    }
    lineStarts = starts;
    return starts;
  }

  @Override
  public String toString() {
    return name;
  }
}
