package org.svpc.text;

import java.util.List;

/**
 * A document that can be laid out in several ways, after Wadler's "A prettier printer": its author
 * says where lines may break, {@link DocPrinter} says where they do.
 */
public sealed interface Doc {

  /** Whether the document has a break that is always taken. */
  boolean forced();

  /** Text on one line. */
  record Text(String text) implements Doc {
    @Override
    public boolean forced() {
      return false;
    }
  }

  /** Text whose lines stand as they are, whatever the indentation: a comment over several lines. */
  record Verbatim(String text) implements Doc {
    @Override
    public boolean forced() {
      return text.indexOf('\n') >= 0;
    }
  }

  /** A place where a line may break; {@code flat} stands there where it does not. */
  record Line(String flat) implements Doc {
    @Override
    public boolean forced() {
      return false;
    }
  }

  /** A break that is always taken, and with it every {@link Line} of the groups around it. */
  record HardLine() implements Doc {
    @Override
    public boolean forced() {
      return true;
    }
  }

  record Concat(List<Doc> parts, boolean forced) implements Doc {}

  /** Lines within start further right, by so many columns. */
  record Indent(int columns, Doc body) implements Doc {
    @Override
    public boolean forced() {
      return body.forced();
    }
  }

  /** All lines of a group break, or none does. */
  record Group(Doc body, boolean forced) implements Doc {}

  /** Lines of a fill break one by one, where the part behind them does not fit. */
  record Fill(List<Doc> parts, boolean forced) implements Doc {}

  Doc LINE = new Line(" ");
  Doc HARD_LINE = new HardLine();
  Doc NOTHING = new Text("");

  static Doc text(String text) {
    return new Text(text);
  }

  static Doc concat(Doc... parts) {
    return concat(List.of(parts));
  }

  static Doc concat(List<Doc> parts) {
    return new Concat(List.copyOf(parts), anyForced(parts));
  }

  static Doc indent(int columns, Doc body) {
    return new Indent(columns, body);
  }

  static Doc group(Doc... parts) {
    Doc body = parts.length == 1 ? parts[0] : concat(parts);
    return new Group(body, body.forced());
  }

  /** Contents at even places, what separates them at odd ones. */
  static Doc fill(List<Doc> parts) {
    return new Fill(List.copyOf(parts), anyForced(parts));
  }

  private static boolean anyForced(List<Doc> parts) {
    for (Doc part : parts) {
      if (part.forced()) {
        return true;
      }
    }
    return false;
  }
}
