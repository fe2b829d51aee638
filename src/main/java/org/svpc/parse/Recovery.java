package org.svpc.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.grammar.SvpTokens;
import org.svpc.parse.Outline.End;
import org.svpc.parse.Outline.Stretch;
import org.svpc.parse.Problems.Content;
import org.svpc.parse.Trial.Form;
import org.svpc.text.Spelling;

/**
 * Finds all errors of a file that does not parse, one for each mistake.
 *
 * <p>The file is walked statement by statement. {@link Outline} says where a statement ends, {@link
 * Trial} whether it parses and how far; blocks are opened and closed here, so an error inside of
 * one leaves those around it whole. Braces are trusted at first. Where they do not match, the file
 * is walked again, and indentation tells which one is missing.
 */
final class Recovery {
  /** How many lines before an error may be the one that lacks its semicolon. */
  private static final int MOST_CANDIDATES = 8;

  /** Marks that a line may start with; what is missing before one is missing in its line. */
  private static final Set<Integer> JOINING =
      Set.of(SvpTokens.COMMA, SvpTokens.COLON, SvpTokens.ASSIGN);

  private enum Kind {
    STATEMENTS,
    LABELS,
    REQUIREMENTS,
    TEST,
    /** The block of a statement that is not known, for its first word is wrong. */
    ANY
  }

  /**
   * An open block.
   *
   * @param head the first token of its statement
   * @param brace its brace, or the token behind which it is missing
   * @param arms whether an {@code else} may follow
   */
  private record Block(int head, int brace, Kind kind, boolean arms) {}

  private final Tokens tokens;
  private final Lines lines;
  private final Outline outline;
  private final Trial trial;
  private final Problems problems;
  private final Refusals refusals;
  private final boolean indentation;
  private final Deque<Block> blocks = new ArrayDeque<>();
  private boolean cut;

  private Recovery(Tokens tokens, boolean indentation) {
    this.tokens = tokens;
    this.indentation = indentation;
    lines = new Lines(tokens);
    outline = new Outline(tokens, lines);
    trial = new Trial(tokens);
    problems = new Problems(tokens);
    refusals = new Refusals(tokens, lines, problems);
  }

  /** Tells what is wrong with a file. */
  static void diagnose(Tokens tokens, Diagnostics diagnostics) {
    Problems found = new Recovery(tokens, false).walk();
    if (found.structural() > 0) {
      Problems again = new Recovery(tokens, true).walk();
      if (again.structural() <= found.structural()) {
        found = again;
      }
    }
    found.addTo(diagnostics);
  }

  private Problems walk() {
    int size = tokens.visible().size();
    int at = isHeader(0) ? statement(0, Form.HEADER) : withoutHeader();
    while (at < size && !problems.full()) {
      at = step(at);
    }
    Block open = blocks.peek();
    if (open != null && !cut) {
      problems.unclosed(open.brace(), size - 1, "the end of the file", blocks.size());
    }
    return problems;
  }

  private boolean isHeader(int index) {
    return outline.type(index) == SvpTokens.MODULE || outline.type(index) == SvpTokens.LIBRARY;
  }

  private int withoutHeader() {
    if (outline.startsStatement(0, false) && !word(0).equals("policy_module")) {
      problems.add(SvpParser.headerMissing(problems.at(0)));
    }
    return 0;
  }

  // ---- blocks

  private int step(int at) {
    if (indentation && lines.isFirst(at)) {
      Block closed = closeByIndentation(at);
      if (closed != null && outline.type(at) == SvpTokens.ELSE && closed.arms()) {
        return otherwise(closed, at);
      }
    }
    return switch (outline.type(at)) {
      case SvpTokens.RBRACE -> {
        Block closed = isTooFarRight(at) ? null : blocks.poll();
        if (closed == null) {
          problems.stray(at);
          yield at + 1;
        }
        yield behindBlock(closed, at + 1);
      }
      case SvpTokens.ELSE -> strayElse(at);
      default -> statement(at);
    };
  }

  /** Ends the blocks that a line stands too far left for; the last of them, or null. */
  private @Nullable Block closeByIndentation(int at) {
    Block closed = null;
    int column = lines.indent(at);
    boolean brace = outline.type(at) == SvpTokens.RBRACE;
    while (!blocks.isEmpty()) {
      Block top = blocks.peek();
      int head = lines.indent(top.head());
      if (brace ? column >= head || !closesOuter(column) : column > head) {
        break;
      }
      if (outline.type(at) == SvpTokens.ELSE && column == head && top.arms()) {
        break;
      }
      problems.unclosed(top.brace(), at - 1, "", 1);
      closed = blocks.pop();
    }
    return closed;
  }

  /** Whether a closing brace in this column fits a block around the innermost. */
  private boolean closesOuter(int column) {
    boolean innermost = true;
    for (Block block : blocks) {
      if (!innermost && lines.indent(block.head()) == column) {
        return true;
      }
      innermost = false;
    }
    return false;
  }

  /** Whether a brace stands on its own further right than what it would close. */
  private boolean isTooFarRight(int at) {
    Block top = blocks.peek();
    return indentation
        && top != null
        && lines.isFirst(at)
        && lines.indent(at) > lines.indent(top.head());
  }

  private int behindBlock(Block closed, int at) {
    if (outline.type(at) == SvpTokens.ELSE && closed.arms() && !belongsFurtherOut(at, closed)) {
      return otherwise(closed, at);
    }
    if (outline.type(at) == SvpTokens.LBRACE && closed.arms() && lines.sameLine(at - 1, at)) {
      problems.missing("else", at - 1);
      blocks.push(new Block(closed.head(), at, closed.kind(), false));
      return at + 1;
    }
    return at;
  }

  /** Whether an {@code else} stands too far left for the block that was just closed. */
  private boolean belongsFurtherOut(int at, Block closed) {
    return indentation && lines.isFirst(at) && lines.indent(at) < lines.indent(closed.head());
  }

  /** An {@code else} behind a block that may have one. */
  private int otherwise(Block before, int at) {
    if (outline.type(before.head()) == SvpTokens.OPTIONAL) {
      problems.add(StatementReader.optionalElse(problems.at(at), problems.at(before.head())));
    }
    int next = at + 1;
    if (outline.type(next) == SvpTokens.LBRACE) {
      blocks.push(new Block(before.head(), next, before.kind(), false));
      return next + 1;
    }
    if (outline.type(next) == SvpTokens.IF || outline.type(next) == SvpTokens.IFDEF) {
      problems.add(
          Diagnostic.at(
                  Code.SYNTAX,
                  problems.at(next),
                  "An `else` takes a block, not a further condition.")
              .help("Combine the conditions with `&&` and `!`, or write `else { ... }`."));
      return next;
    }
    problems.missing("{", at);
    blocks.push(new Block(before.head(), at, before.kind(), false));
    return next;
  }

  /** An {@code else} where a statement should start. */
  private int strayElse(int at) {
    Block top = blocks.peek();
    if (top != null && top.arms()) {
      problems.add(
          Diagnostic.at(Code.SYNTAX, problems.at(at), "Expected `}` before `else`.")
              .label(problems.at(top.brace()), "this `{` is not closed")
              .fix("Insert `}`", problems.before(at), "} "));
      return otherwise(blocks.pop(), at);
    }
    problems.add(
        Diagnostic.at(
            Code.SYNTAX, problems.at(at), "An `else` follows the block of an `if` or `ifdef`."));
    if (outline.type(at + 1) == SvpTokens.LBRACE) {
      blocks.push(new Block(at, at + 1, Kind.ANY, false));
      return at + 2;
    }
    return at + 1;
  }

  private void open(int head, int brace) {
    int type = outline.type(head);
    Block around = blocks.peek();
    boolean inLabels = around != null && around.kind() == Kind.LABELS;
    Kind kind =
        type == SvpTokens.LABELS || (inLabels && type == SvpTokens.IFDEF)
            ? Kind.LABELS
            : type == SvpTokens.REQUIRE
                ? Kind.REQUIREMENTS
                : type == SvpTokens.TEST || (inTest() && type == SvpTokens.IF)
                    ? Kind.TEST
                    : Words.isHead(type) && !(isChoice(type) && inAny())
                        ? Kind.STATEMENTS
                        : Kind.ANY;
    boolean arms =
        type == SvpTokens.IF
            || type == SvpTokens.IFDEF
            || type == SvpTokens.OPTIONAL
            || kind == Kind.ANY;
    blocks.push(new Block(head, brace, kind, arms));
  }

  private static boolean isChoice(int type) {
    return type == SvpTokens.IF || type == SvpTokens.IFDEF;
  }

  private boolean inTest() {
    Block around = blocks.peek();
    return around != null && around.kind() == Kind.TEST;
  }

  private boolean inAny() {
    Block around = blocks.peek();
    return around != null && around.kind() == Kind.ANY;
  }

  // ---- statements

  private int statement(int at) {
    Block block = blocks.peek();
    Kind kind = block == null ? Kind.STATEMENTS : block.kind();
    if (kind == Kind.REQUIREMENTS) {
      return requirement(at);
    }
    if (kind == Kind.TEST) {
      return testItem(at);
    }
    if (kind == Kind.ANY && outline.isTestItem(at)) {
      return statement(at, Form.TEST_ITEM);
    }
    if (kind == Kind.ANY && outline.startsRequirement(at)) {
      int to = outline.stretch(at).to();
      if (trial.whole(Form.REQUIRE_ITEM, at, to)) {
        return to;
      }
    }
    int refused = refusals.refuse(at);
    if (refused >= 0) {
      return refused;
    }
    boolean label = isLabel(at);
    if (label && kind == Kind.STATEMENTS) {
      misplaced(at, "`" + word(at) + "` stands in a block of `labels` only.");
      return behind(at, at, outline.stretch(at));
    }
    if (kind == Kind.LABELS && !label && outline.type(at) != SvpTokens.IFDEF) {
      if (!outline.startsStatement(at, false)) {
        return unknown(at, Content.LABELS);
      }
      misplaced(at, "`" + word(at) + "` cannot stand in a block of `labels`.");
      return behind(at, at, outline.stretch(at));
    }
    if (isHeader(at)) {
      problems.add(
          Diagnostic.at(
                  Code.MODULE_HEADER,
                  problems.at(at),
                  block == null
                      ? "A file has one header, and it stands first."
                      : "A header cannot stand in a block.")
              .help("Each module and each library has files of its own."));
      return behind(at, at, outline.stretch(at));
    }
    if (outline.type(at) == SvpTokens.USE) {
      if (block != null) {
        misplaced(at, "`use` cannot stand in a block.");
        return behind(at, at, outline.stretch(at));
      }
      return statement(at, Form.USE);
    }
    if (!label && !outline.startsStatement(at, false)) {
      return unknown(at, Content.STATEMENTS);
    }
    return statement(at, kind == Kind.LABELS || label ? Form.LABEL_ITEM : Form.STATEMENT);
  }

  /** What stands in a {@code require} block. */
  private int requirement(int at) {
    if (outline.startsRequirement(at)) {
      return statement(at, Form.REQUIRE_ITEM);
    }
    if (!outline.startsStatement(at, false)) {
      return unknown(at, Content.REQUIREMENTS);
    }
    misplaced(at, "`" + word(at) + "` cannot stand in a `require` block.");
    return behind(at, at, outline.stretch(at));
  }

  /** What stands in a {@code test} block. */
  private int testItem(int at) {
    if (starts(at, Form.TEST_ITEM)) {
      return statement(at, Form.TEST_ITEM);
    }
    if (!outline.startsStatement(at, false)) {
      return unknown(at, Content.TEST);
    }
    misplaced(at, "`" + word(at) + "` cannot stand in a `test` block.");
    return behind(at, at, outline.stretch(at));
  }

  private boolean isLabel(int at) {
    int type = outline.type(at);
    return (type == SvpTokens.PATH || type == SvpTokens.TREE || type == SvpTokens.REGEX)
        && outline.type(at + 1) != SvpTokens.LPAREN;
  }

  private String word(int at) {
    return tokens.visible().get(at).getText();
  }

  private void misplaced(int at, String message) {
    problems.add(Diagnostic.at(Code.NOT_ALLOWED_HERE, problems.at(at), message));
  }

  private int unknown(int at, Content content) {
    problems.noStatement(at, content, outline.type(at + 1) == SvpTokens.SEMICOLON);
    return behind(at, at, outline.stretch(at));
  }

  private int statement(int at, Form form) {
    Stretch stretch = outline.stretch(at);
    int to = stretch.to();
    Trial.Outcome outcome =
        stretch.end() == End.BLOCK
            ? trial.parse(form, at, to, SvpTokens.RBRACE)
            : trial.parse(form, at, to);
    if (outcome.ok()) {
      if (stretch.end() == End.BLOCK) {
        open(at, to - 1);
      }
      return to;
    }
    int failed = Math.min(outcome.failedAt(), to);
    int next = missingEnd(at, failed, stretch, form);
    if (next > 0) {
      return next;
    }
    Expectation expected = Expectation.after(trial, form, at, failed, trial.failure(form, at, to));
    problems.unexpected(failed, failed - 1, expected, isAtFault(failed, expected));
    return behind(at, failed, stretch);
  }

  /**
   * Whether an error is told at the token where it shows, and not at the end of the line before:
   * what ends a part of a statement is missed where the line ends, what starts one where it starts.
   */
  private boolean isAtFault(int failed, Expectation expected) {
    if (failed >= tokens.visible().size()) {
      return false;
    }
    return lines.sameLine(failed - 1, failed)
        || JOINING.contains(outline.type(failed))
        || !(expected.marks() || Words.isHead(outline.type(failed)));
  }

  /**
   * Whether a statement lacks its semicolon or opening brace: some next line, or the token where it
   * fails, starts a statement, and what stands before it is whole but for that mark. The token to
   * go on with, or -1.
   */
  private int missingEnd(int at, int failed, Stretch stretch, Form form) {
    int candidates = 0;
    for (int next = failed; next > at && candidates < MOST_CANDIDATES; next--) {
      boolean ends = next == stretch.to() && stretch.end() == End.NOTHING;
      boolean starts =
          starts(next, form)
              || (outline.type(at) == SvpTokens.TEST && starts(next, Form.TEST_ITEM));
      boolean likely =
          lines.isFirst(next) || (next == failed && isWhole(next) && !isMisspelt(next, at, form));
      if (!ends && !(starts && likely)) {
        continue;
      }
      candidates++;
      boolean semicolon = trial.whole(form, at, next, SvpTokens.SEMICOLON);
      boolean brace = trial.whole(form, at, next, SvpTokens.LBRACE, SvpTokens.RBRACE);
      if (brace && !(semicolon && prefersSemicolon(at, next))) {
        problems.missing("{", next - 1);
        open(at, next - 1);
        return next;
      }
      if (semicolon) {
        problems.missing(";", next - 1);
        return next;
      }
    }
    return -1;
  }

  private boolean starts(int at, Form form) {
    return switch (form) {
      case REQUIRE_ITEM -> outline.startsRequirement(at);
      case TEST_ITEM -> outline.type(at) == SvpTokens.IF || outline.isTestItem(at);
      case HEADER, USE, STATEMENT, LABEL_ITEM ->
          outline.startsStatement(at, form == Form.LABEL_ITEM);
    };
  }

  /** Whether a word is close to one that could go on with the statement. */
  private boolean isMisspelt(int word, int at, Form form) {
    List<String> expected = Expectation.after(trial, form, at, word, null).words();
    return !Spelling.closest(word(word), expected).isEmpty();
  }

  /** Whether the statement that starts at a token is in order. */
  private boolean isWhole(int at) {
    Stretch stretch = outline.stretch(at);
    Form form = isLabel(at) ? Form.LABEL_ITEM : inTest() ? Form.TEST_ITEM : Form.STATEMENT;
    return switch (stretch.end()) {
      case SEMICOLON -> trial.whole(form, at, stretch.to());
      case BLOCK -> trial.whole(form, at, stretch.to(), SvpTokens.RBRACE);
      case NOTHING -> trial.whole(form, at, stretch.to(), SvpTokens.SEMICOLON);
    };
  }

  /** Whether a type that may have a block more likely has none. */
  private boolean prefersSemicolon(int at, int next) {
    if (next >= tokens.visible().size() || outline.type(next) == SvpTokens.RBRACE) {
      return true;
    }
    return lines.isFirst(next)
        ? lines.indent(next) <= lines.indent(at)
        : outline.type(at) == SvpTokens.TYPE;
  }

  /** Where to go on behind a statement that is wrong; its block is opened all the same. */
  private int behind(int at, int failed, Stretch stretch) {
    int type = outline.type(failed);
    if (type == SvpTokens.UNFINISHED_COMMENT) {
      cut = true;
      return tokens.visible().size();
    }
    if (type == SvpTokens.QUOTE) {
      return refusals.behindQuote(at, failed);
    }
    for (int next = Math.max(failed, at + 1); next < stretch.to(); next++) {
      if (lines.isFirst(next)
          && (outline.startsStatement(next, false) || (inTest() && outline.isTestItem(next)))
          && lines.indent(next) <= lines.indent(at)) {
        return next;
      }
    }
    if (stretch.end() == End.BLOCK) {
      open(at, stretch.to() - 1);
    }
    return Math.max(stretch.to(), at + 1);
  }
}
