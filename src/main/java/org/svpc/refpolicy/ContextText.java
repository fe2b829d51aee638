package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.refpolicy.Lexer.Piece;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.target.M4Words;
import org.svpc.target.Target;

/**
 * Follows m4 through a stretch of a {@code .fc} file and cuts what it would write into lines and
 * words. By the rules of GNU m4, {@code #} starts a comment that passes unchanged, text in quotes
 * passes without them, {@code dnl} takes the rest of its line with the line feed, and any word may
 * be a macro, in the middle of a path as well.
 */
final class ContextText {
  /** What stands on a line. */
  sealed interface Part {
    Span span();
  }

  /** What m4 writes between two blanks. */
  record Word(String text, Span span) implements Part {}

  /** {@code gen_context}, {@code ifdef} or {@code ifndef}. */
  record Call(String macro, Span name, List<Piece> arguments, Span span) implements Part {
    boolean isChoice() {
      return !macro.equals(GEN_CONTEXT);
    }
  }

  /**
   * A comment.
   *
   * @param dnl whether it is m4's own, so that the line goes on with the next
   * @param open whether it reaches the end of the stretch, and so what follows that
   */
  record Remark(String text, boolean dnl, boolean open, Span span) implements Part {
    /** Whether what stands behind it stands on the same line. */
    boolean joins() {
      return dnl && !open;
    }
  }

  /**
   * A line that m4 writes.
   *
   * @param broken whether it holds something that was told already
   * @param last whether it ends with the stretch and not with a line feed
   */
  record Line(List<Part> parts, boolean broken, boolean last, Span span) {}

  private static final String GEN_CONTEXT = "gen_context";
  private static final String REST_OF_LINE = "dnl";
  private static final String PATTERN = "_pattern";

  private final SourceFile file;
  private final String text;
  private final char[] chars;
  private final int limit;
  private final Target target;
  private final Problems problems;
  private int at;
  private boolean finished;

  /** Up to where text passes unread, and from where it is read on. */
  private int literalEnd;

  private int behindLiteral;
  private List<Part> parts = new ArrayList<>();
  private boolean broken;

  /** Whether a context ends here, with no blank behind it yet. */
  private boolean joined;

  private final StringBuilder word = new StringBuilder();
  private int wordStart;
  private int wordEnd;

  ContextText(SourceFile file, int from, int to, Target target, Problems problems) {
    this.file = file;
    this.text = file.text();
    this.chars = file.chars();
    this.limit = to;
    this.target = target;
    this.problems = problems;
    this.at = from;
  }

  /** The next line; null behind the last, which may be empty. */
  @Nullable Line next() {
    if (finished) {
      return null;
    }
    parts = new ArrayList<>();
    broken = false;
    joined = false;
    int start = at;
    while (at < limit && !problems.tooMany()) {
      char c = chars[at];
      if (at < literalEnd || c == '\n' || isBlank(c)) {
        at++;
        if (c == '\n') {
          return line(start, at - 1);
        }
        pass(c);
      } else if (behindLiteral > 0) {
        at = behindLiteral;
        behindLiteral = 0;
      } else {
        read(c);
      }
    }
    finished = true;
    return line(start, at);
  }

  private Line line(int start, int end) {
    endWord();
    return new Line(parts, broken, finished, new Span(file, start, Math.max(start, end)));
  }

  private void read(char c) {
    if (c == '`') {
      quoted();
    } else if (c == '#') {
      comment();
    } else if (Lexer.isWord(c) && !Lexer.isDigit(c)) {
      word();
    } else {
      at++;
      pass(c);
    }
  }

  // ---- words that pass

  /** Takes a character that m4 writes; the one before {@code at}. */
  private void pass(char c) {
    if (isBlank(c)) {
      endWord();
      joined = false;
      return;
    }
    if (word.length() == 0) {
      wordStart = at - 1;
    }
    word.append(c);
    wordEnd = at;
  }

  private void endWord() {
    if (word.length() > 0) {
      parts.add(new Word(word.toString(), new Span(file, wordStart, wordEnd)));
      word.setLength(0);
    }
  }

  /** The blanks of C's isspace, of which the line feed ends a line. */
  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  // ---- quotes and comments

  private void quoted() {
    int behind = Lexer.closingQuote(chars, at, limit);
    if (behind < 0) {
      tell(
          Diagnostic.at(
                  Code.REFPOLICY_SYNTAX, new Span(file, at, at + 1), "This quote is never closed.")
              .label("opened here"));
      at = endOfLine();
      return;
    }
    at++;
    literalEnd = behind - 1;
    behindLiteral = behind;
  }

  private void comment() {
    int end = endOfLine();
    if (word.length() > 0) {
      literalEnd = end;
      at++;
      pass('#');
      return;
    }
    String comment = text.substring(at, end).stripTrailing();
    Span place = new Span(file, at, at + comment.length());
    if (joined) {
      tell(
          Diagnostic.at(
                  Code.REFPOLICY_SYNTAX,
                  place,
                  "A comment joins the context that it stands behind.")
              .label("expected a blank before it"));
    }
    parts.add(new Remark(comment, false, end == limit, place));
    at = end;
  }

  private int endOfLine() {
    int newline = text.indexOf('\n', at);
    return newline < 0 || newline > limit ? limit : newline;
  }

  /** {@code dnl}: the line that m4 writes goes on with the next. */
  private void restOfLine(int start) {
    if (word.length() > 0) {
      tell(
          Diagnostic.at(
                  Code.REFPOLICY_UNSUPPORTED,
                  new Span(file, start, at),
                  "Here m4 drops the rest of the line, in the middle of a word.")
              .label("a macro of m4")
              .help(inQuotes(REST_OF_LINE)));
    }
    int end = endOfLine();
    String comment = text.substring(at, end).strip();
    parts.add(
        new Remark(
            comment.isEmpty() || comment.startsWith("#") ? comment : "# " + comment,
            true,
            end == limit,
            new Span(file, start, end)));
    at = Math.min(limit, end + 1);
  }

  // ---- words that may be macros

  private void word() {
    int start = at;
    while (at < limit && Lexer.isWord(chars[at])) {
      at++;
    }
    String name = text.substring(start, at);
    boolean called = at < limit && chars[at] == '(';
    if (name.equals(REST_OF_LINE)) {
      restOfLine(start);
    } else if (called && isFollowed(name)) {
      call(name, start);
    } else if (isMacro(name, called)) {
      unknown(name, called, start);
    } else {
      if (word.length() == 0) {
        wordStart = start;
      }
      word.append(name);
      wordEnd = at;
    }
  }

  private static boolean isFollowed(String name) {
    return name.equals(GEN_CONTEXT) || name.equals("ifdef") || name.equals("ifndef");
  }

  private boolean isMacro(String name, boolean called) {
    return isMacro(name, target) || (called && M4Words.actsWhenCalled(name));
  }

  /** Whether m4 takes a word of a .fc file, which meets no interfaces, for a macro. */
  static boolean isMacro(String name, Target target) {
    return M4Words.actsAlone(name)
        || M4Words.isOfSupport(name)
        || M4Words.isSetOrLevel(name, target)
        || target.option(name)
        || name.endsWith(PATTERN);
  }

  private void call(String name, int start) {
    Span place = new Span(file, start, at);
    Arguments arguments = arguments(start);
    if (arguments == null) {
      return;
    }
    if (word.length() > 0) {
      tell(
          Diagnostic.at(
                  Code.REFPOLICY_SYNTAX, place, "`" + name + "` stands in the middle of a word.")
              .label("expected a blank before it"));
    }
    endWord();
    at = arguments.end();
    parts.add(new Call(name, place, arguments.pieces(), new Span(file, start, at)));
    joined = name.equals(GEN_CONTEXT);
  }

  /** The arguments of a call, and where its parenthesis closes. */
  private record Arguments(List<Piece> pieces, int end) {}

  /** Those of the macro whose name starts here; where they never end, the line is passed. */
  private @Nullable Arguments arguments(int start) {
    Lexer lexer = new Lexer(file, start, limit, new ArrayList<>());
    List<Piece> pieces = lexer.arguments();
    if (pieces != null) {
      return new Arguments(pieces, lexer.previousEnd());
    }
    tell(
        Diagnostic.at(
                Code.REFPOLICY_SYNTAX,
                new Span(file, start, at),
                "The parenthesis or a quote of `"
                    + text.substring(start, at)
                    + "(` is never closed.")
            .label("opened here"));
    at = endOfLine();
    return null;
  }

  private void unknown(String name, boolean called, int start) {
    Span place = new Span(file, start, at);
    Arguments arguments = called ? arguments(start) : null;
    if (called && arguments == null) {
      return;
    }
    tell(
        Diagnostic.at(
                Code.REFPOLICY_UNSUPPORTED,
                place,
                "The macro `" + name + "` cannot be said among labels.")
            .label("has no counterpart in SVP")
            .help(inQuotes(name)));
    at = arguments == null ? at : arguments.end();
  }

  private static String inQuotes(String name) {
    return "Where the word `" + name + "` itself is meant, put it in m4's quotes.";
  }

  private void tell(Diagnostic.Builder diagnostic) {
    if (!broken) {
      problems.add(diagnostic);
    }
    broken = true;
  }
}
