package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.grammar.SvpTokens;
import org.svpc.source.Span;
import org.svpc.text.Spelling;

/**
 * The syntax errors of one reading of a file, in the order found, and the words they are told in.
 */
final class Problems {
  /** A file with more of them is hardly SVP; the author mends the first and tries again. */
  private static final int MOST = 50;

  /** What a block holds, for messages. */
  enum Content {
    STATEMENTS("a statement", "a statement"),
    LABELS("a label", "`path`, `tree` or `regex`"),
    REQUIREMENTS("a requirement", "a kind of name"),
    TEST("a statement of a test", "a statement of a test");

    private final String phrase;
    private final String start;

    Content(String phrase, String start) {
      this.phrase = phrase;
      this.start = start;
    }

    private List<String> heads() {
      return switch (this) {
        case STATEMENTS -> Words.heads();
        case LABELS -> List.of("path", "tree", "regex", "ifdef");
        case REQUIREMENTS -> Words.texts(Words.REQUIRABLE);
        case TEST -> List.of("process", "object", "if");
      };
    }
  }

  private final Tokens tokens;
  private final List<Diagnostic.Builder> found = new ArrayList<>();
  private int structural;

  Problems(Tokens tokens) {
    this.tokens = tokens;
  }

  boolean full() {
    return found.size() >= MOST;
  }

  /** How many braces were found to have no partner. */
  int structural() {
    return structural;
  }

  void add(Diagnostic.Builder problem) {
    if (!full()) {
      found.add(problem);
      if (full()) {
        problem.note("The file has more errors; only the first " + MOST + " are shown.");
      }
    }
  }

  void addTo(Diagnostics diagnostics) {
    for (Diagnostic.Builder problem : found) {
      diagnostics.add(problem);
    }
  }

  /** The place directly behind a token, without width. */
  Span behind(int index) {
    int end = tokens.visible().get(index).getStopIndex() + 1;
    return new Span(tokens.file(), end, end);
  }

  /** The place directly before a token, without width. */
  Span before(int index) {
    int start = at(index).start();
    return new Span(tokens.file(), start, start);
  }

  Span at(int index) {
    return tokens.span(
        index < tokens.visible().size() ? tokens.visible().get(index) : tokens.end());
  }

  private String text(int index) {
    return Words.found(
        index < tokens.visible().size() ? tokens.visible().get(index) : tokens.end());
  }

  /** Something that is certainly missing behind a token. */
  void missing(String mark, int previous) {
    add(
        Diagnostic.at(
                Code.SYNTAX,
                behind(previous),
                "Expected `" + mark + "` after " + text(previous) + ".")
            .fix("Insert `" + mark + "`", behind(previous), mark.equals("{") ? " {" : mark));
  }

  /**
   * A token that cannot stand where it does.
   *
   * @param atFault whether it is told there, and not behind the token before
   */
  void unexpected(int index, int previous, Expectation expected, boolean atFault) {
    if (oddToken(index)) {
      return;
    }
    if (expected.phrases().isEmpty()) {
      add(
          Diagnostic.at(
              Code.SYNTAX, at(index), "Found " + text(index) + ", which cannot stand here."));
      return;
    }
    String what = "Expected " + expected.text() + " after " + text(previous);
    if (!atFault) {
      add(Diagnostic.at(Code.SYNTAX, behind(previous), what + "."));
      return;
    }
    Diagnostic.Builder problem =
        Diagnostic.at(Code.SYNTAX, at(index), what + ", found " + text(index) + ".");
    int type = tokens.visible().get(index).getType();
    if (Words.isName(type)) {
      String word = tokens.visible().get(index).getText();
      problem.suggest(Spelling.closest(word, expected.words()));
      int before = tokens.visible().get(previous).getType();
      if (expected.endsSet() && Words.isName(before)) {
        problem.help("Several names in one place stand in braces: `{ a b }`.");
      }
    }
    add(problem);
  }

  /** Tells of a token that can stand nowhere; whether there is one. */
  boolean oddToken(int index) {
    if (index >= tokens.visible().size()) {
      return false;
    }
    switch (tokens.visible().get(index).getType()) {
      case SvpTokens.UNFINISHED_STRING ->
          add(
              Diagnostic.at(Code.SYNTAX, at(index), "The text has no closing `\"` on its line.")
                  .help("Inside of a text a double quote is written `\\\"`."));
      case SvpTokens.UNFINISHED_COMMENT ->
          add(
              Diagnostic.at(
                      Code.SYNTAX,
                      new Span(tokens.file(), at(index).start(), at(index).start() + 2),
                      "The comment that starts here has no `*/`.")
                  .note("Comments do not nest."));
      case SvpTokens.QUOTE ->
          add(
              Diagnostic.at(Code.SYNTAX, at(index), "Found the m4 quote " + text(index) + ".")
                  .note(
                      "SVP needs no m4: interfaces are called as they stand, blocks are written"
                          + " with braces."));
      case SvpTokens.STRAY -> {
        Diagnostic.Builder problem =
            Diagnostic.at(Code.SYNTAX, at(index), "Found " + character(index) + ".");
        if (tokens.visible().get(index).getText().equals("$")) {
          problem.note(
              "Parameters of an interface have names; a piece of a name is pasted with `${name}`.");
        }
        add(problem);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private String character(int index) {
    char c = tokens.visible().get(index).getText().charAt(0);
    boolean shown = c > ' ' && c < 0x7f;
    return shown
        ? "the character `" + c + "`, which has no meaning here"
        : "a character that may stand in comments and quoted text only";
  }

  /**
   * A statement that starts with no word that may.
   *
   * @param content what should stand here
   * @param alone whether the word is all there is
   */
  void noStatement(int index, Content content, boolean alone) {
    if (oddToken(index)) {
      return;
    }
    int type = tokens.visible().get(index).getType();
    if (!Words.isName(type)) {
      add(
          Diagnostic.at(
              Code.SYNTAX,
              at(index),
              "Expected " + content.start + ", found " + text(index) + "."));
      return;
    }
    String word = tokens.visible().get(index).getText();
    Diagnostic.Builder problem =
        Diagnostic.at(
                Code.SYNTAX, at(index), text(index) + " does not start " + content.phrase + ".")
            .suggest(Spelling.closest(word, content.heads()));
    if (alone && content == Content.STATEMENTS) {
      problem.help("A call is written `NAME(...);`.");
    }
    if (content == Content.TEST) {
      problem.help(
          "A test has `process NAME = ...;`, `object NAME = ...;`, `if (...) { ... }`, and behind"
              + " a name `can`, `cannot`, `starts` or `creates`.");
    }
    add(problem);
  }

  /**
   * A block that nothing closes.
   *
   * @param brace its opening brace
   * @param last the token behind which the closing one is missing
   * @param found what stands there instead, or nothing
   * @param count how many blocks it is about; those further out are not told
   */
  void unclosed(int brace, int last, String found, int count) {
    structural += count;
    add(
        Diagnostic.at(
                Code.SYNTAX,
                behind(last),
                "Expected `}` after "
                    + text(last)
                    + (found.isEmpty() ? "." : ", found " + found + "."))
            .label(at(brace), "this `{` is not closed"));
  }

  /** A brace that closes nothing. */
  void stray(int index) {
    structural++;
    add(
        Diagnostic.at(Code.SYNTAX, at(index), "This `}` closes nothing.")
            .fix("Remove `}`", at(index), ""));
  }
}
