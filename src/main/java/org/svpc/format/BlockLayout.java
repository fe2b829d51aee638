package org.svpc.format;

import java.util.ArrayList;
import java.util.List;
import org.svpc.source.Span;
import org.svpc.syntax.Name;
import org.svpc.syntax.SourceUnit.Comment;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.LabelItem;
import org.svpc.syntax.TestItem;
import org.svpc.text.Doc;

/**
 * Lays out statements with the comments around them, and blocks.
 *
 * <p>A block is laid out with its statements below each other, indented. The block of an optional,
 * extend, if or ifdef that holds a single statement, no comment and no else stays on one line where
 * it fits.
 */
final class BlockLayout {
  private final Comments comments;
  private final RuleLayout rules;
  private final HeadLayout heads;

  BlockLayout(Comments comments) {
    this.comments = comments;
    Pieces pieces = new Pieces(comments);
    SetLayout sets = new SetLayout(pieces);
    rules = new RuleLayout(sets);
    heads = new HeadLayout(comments, pieces, sets);
  }

  // ---- statements and the comments around them

  /**
   * A statement with the comments before it, and with those behind it on its line.
   *
   * @param from where comments before it may start
   * @param to where comments behind it may not start any more
   * @param first whether nothing stands before it in its block, so that no blank line does
   */
  Doc statement(Statement statement, int from, int to, boolean first) {
    Span span = statement.span();
    List<Comment> before = comments.take(from, span.start());
    Doc simple = rules.statement(statement);
    Doc doc = simple != null ? simple : block(statement);
    return framed(before, span, doc, to, first);
  }

  private Doc label(LabelItem item, int from, int to, boolean first) {
    Span span = item.span();
    List<Comment> before = comments.take(from, span.start());
    Doc doc =
        item instanceof Statement.LabelEntry entry
            ? HeadLayout.entry(entry)
            : choice((Statement.LabelChoice) item);
    return framed(before, span, doc, to, first);
  }

  /**
   * Comments before, comments of the inside that found no place there, the thing, comments behind.
   */
  Doc framed(List<Comment> before, Span span, Doc doc, int to, boolean first) {
    List<Doc> parts = new ArrayList<>();
    List<Comment> inside = comments.take(span.start(), span.end());
    boolean documented = false;
    for (Comment comment : inside) {
      // Above what documents the statement, and apart from it: it would become a part of that.
      if (comment.documentation()) {
        parts.add(Comments.doc(comment));
        parts.add(Doc.HARD_LINE);
        documented = true;
      }
    }
    if (documented) {
      parts.add(Doc.HARD_LINE);
    }
    boolean start = first || documented;
    for (Comment comment : before) {
      lead(parts, comment, start);
      start = false;
    }
    for (Comment comment : inside) {
      if (!comment.documentation()) {
        parts.add(Comments.doc(comment));
        parts.add(Doc.HARD_LINE);
        start = false;
      }
    }
    if (!start && comments.blankBefore(span.start())) {
      parts.add(Doc.HARD_LINE);
    }
    parts.add(doc);
    addBehind(parts, comments.trailing(span.end(), to));
    return Doc.concat(parts);
  }

  /** Comments on the line of what stands before: only the last can end that line. */
  private static void addBehind(List<Doc> parts, List<Comment> behind) {
    for (Comment comment : behind) {
      parts.add(Doc.text(" "));
      parts.add(Comments.doc(comment));
    }
  }

  private void lead(List<Doc> parts, Comment comment, boolean first) {
    if (!first && comments.blankBefore(comment.span().start())) {
      parts.add(Doc.HARD_LINE);
    }
    parts.add(Comments.doc(comment));
    parts.add(Doc.HARD_LINE);
  }

  /** Comments at the end of a block or file. */
  void addRest(List<Doc> lines, List<Comment> rest) {
    for (Comment comment : rest) {
      List<Doc> parts = new ArrayList<>();
      if (!lines.isEmpty() && comments.blankBefore(comment.span().start())) {
        parts.add(Doc.HARD_LINE);
      }
      parts.add(Comments.doc(comment));
      lines.add(Doc.concat(parts));
    }
  }

  // ---- statements that hold others

  private Doc block(Statement statement) {
    Span span = statement.span();
    if (statement instanceof Statement.TypeDeclaration type) {
      return type(type);
    }
    if (statement instanceof Statement.Labels labels) {
      Name type = labels.type();
      int open = comments.markFrom('{', type == null ? span.start() : type.span().end());
      return Doc.concat(
          HeadLayout.labels(labels), labelBlock(labels.items(), open, span.end() - 1));
    }
    if (statement instanceof Statement.Require require) {
      return require(require);
    }
    if (statement instanceof Statement.OptionalBlock optional) {
      int open = comments.markFrom('{', span.start());
      return shortBlock(Doc.text("optional "), optional.body(), open, span.end() - 1);
    }
    if (statement instanceof Statement.Extend extend) {
      int open = comments.markFrom('{', extend.type().span().end());
      return shortBlock(
          Doc.text("extend " + extend.type().text() + " "), extend.body(), open, span.end() - 1);
    }
    if (statement instanceof Statement.If condition) {
      return arms(
          HeadLayout.condition("if (", ConditionLayout.expression(condition.condition())),
          comments.markFrom('{', condition.condition().span().end()),
          condition.then(),
          condition.otherwise(),
          span.end() - 1);
    }
    if (statement instanceof Statement.Ifdef ifdef) {
      return arms(
          HeadLayout.condition("ifdef (", ConditionLayout.build(ifdef.condition())),
          comments.markFrom('{', ifdef.condition().span().end()),
          ifdef.then(),
          ifdef.otherwise(),
          span.end() - 1);
    }
    if (statement instanceof Statement.InterfaceDeclaration declaration) {
      return declaration(declaration);
    }
    if (statement instanceof Statement.Test test) {
      int open = comments.markFrom('{', test.nameSpan().end());
      return Doc.concat(HeadLayout.test(test), testBlock(test.items(), open, span.end() - 1));
    }
    throw new AssertionError(statement);
  }

  /** A line for each item; an only one, without comments, stays with the braces. */
  private Doc require(Statement.Require require) {
    List<Statement.Required> items = require.items();
    int open = comments.markFrom('{', require.span().start());
    int close = require.span().end() - 1;
    if (items.size() == 1 && !comments.any(open, close)) {
      return around(Doc.text("require "), rules.required(items.get(0)));
    }
    int first = items.isEmpty() ? close : items.get(0).span().start();
    List<Comment> behindBrace = comments.trailing(open, first);
    List<Doc> lines = new ArrayList<>();
    int from = open;
    for (Statement.Required item : items) {
      Span span = item.span();
      List<Comment> before = comments.take(from, span.start());
      lines.add(framed(before, span, rules.required(item), close, lines.isEmpty()));
      from = span.end();
    }
    return Doc.concat(Doc.text("require "), braces(behindBrace, lines, open, close));
  }

  private Doc type(Statement.TypeDeclaration type) {
    List<Statement> body = type.body();
    if (body == null) {
      return heads.type(type, ";");
    }
    int open = comments.markFrom('{', HeadLayout.end(type));
    return Doc.concat(heads.type(type, " "), longBlock(body, open, type.span().end() - 1));
  }

  private Doc declaration(Statement.InterfaceDeclaration declaration) {
    int open = comments.markFrom('{', heads.close(declaration));
    return Doc.concat(
        heads.declaration(declaration),
        Doc.text(" "),
        longBlock(declaration.body(), open, declaration.span().end() - 1));
  }

  // ---- blocks

  /** Both arms of a choice; the second is left out where it is empty. */
  private Doc arms(Doc head, int open, List<Statement> then, List<Statement> otherwise, int end) {
    int last = then.isEmpty() ? open : then.get(then.size() - 1).span().end();
    int close = comments.markFrom('}', last);
    if (close == end) {
      return shortBlock(head, then, open, end);
    }
    if (otherwise.isEmpty() && !comments.any(close, end)) {
      return shortBlock(head, then, open, close);
    }
    return Doc.concat(
        head,
        longBlock(then, open, close),
        Doc.text(" else "),
        longBlock(otherwise, comments.markFrom('{', close), end));
  }

  /** A head with a block, which stays on the line of the head if all fits there. */
  private Doc shortBlock(Doc head, List<Statement> body, int open, int close) {
    if (body.size() == 1 && !comments.any(open, close)) {
      Doc only = rules.statement(body.get(0));
      if (only != null) {
        return around(head, only);
      }
    }
    return Doc.concat(head, longBlock(body, open, close));
  }

  /** A block of one statement, on the line of its head if it fits there. */
  private static Doc around(Doc head, Doc only) {
    return Doc.group(
        head,
        Doc.text("{"),
        Doc.indent(Pieces.INDENT, Doc.concat(Doc.LINE, only)),
        Doc.LINE,
        Doc.text("}"));
  }

  /**
   * A block with a line for each statement.
   *
   * @param open where its opening brace stands in the source
   * @param close where its closing brace stands
   */
  private Doc longBlock(List<Statement> body, int open, int close) {
    List<Comment> behindBrace = comments.trailing(open, firstStart(body, close));
    List<Doc> lines = new ArrayList<>();
    int from = open;
    for (Statement statement : body) {
      lines.add(statement(statement, from, close, lines.isEmpty()));
      from = statement.span().end();
    }
    return braces(behindBrace, lines, open, close);
  }

  private static int firstStart(List<Statement> body, int close) {
    return body.isEmpty() ? close : body.get(0).span().start();
  }

  private Doc labelBlock(List<LabelItem> items, int open, int close) {
    int first = items.isEmpty() ? close : items.get(0).span().start();
    List<Comment> behindBrace = comments.trailing(open, first);
    List<Doc> lines = new ArrayList<>();
    int from = open;
    for (LabelItem item : items) {
      lines.add(label(item, from, close, lines.isEmpty()));
      from = item.span().end();
    }
    return braces(behindBrace, lines, open, close);
  }

  private Doc braces(List<Comment> behindBrace, List<Doc> lines, int open, int close) {
    addRest(lines, comments.take(open, close));
    List<Doc> parts = new ArrayList<>();
    addBehind(parts, behindBrace);
    if (lines.isEmpty() && parts.isEmpty()) {
      return Doc.text("{ }");
    }
    for (Doc line : lines) {
      parts.add(Doc.HARD_LINE);
      parts.add(line);
    }
    return Doc.concat(
        Doc.text("{"), Doc.indent(Pieces.INDENT, Doc.concat(parts)), Doc.HARD_LINE, Doc.text("}"));
  }

  // ---- labels

  private Doc choice(Statement.LabelChoice choice) {
    int end = choice.span().end() - 1;
    int open = comments.markFrom('{', choice.condition().span().end());
    List<LabelItem> then = choice.then();
    int last = then.isEmpty() ? open : then.get(then.size() - 1).span().end();
    int close = comments.markFrom('}', last);
    Doc head = HeadLayout.condition("ifdef (", ConditionLayout.build(choice.condition()));
    if (close == end || (choice.otherwise().isEmpty() && !comments.any(close, end))) {
      return Doc.concat(head, labelBlock(then, open, close));
    }
    return Doc.concat(
        head,
        labelBlock(then, open, close),
        Doc.text(" else "),
        labelBlock(choice.otherwise(), comments.markFrom('{', close), end));
  }

  // ---- tests

  private Doc testItem(TestItem item, int from, int to, boolean first) {
    Span span = item.span();
    List<Comment> before = comments.take(from, span.start());
    Doc doc = item instanceof TestItem.Choice choice ? choice(choice) : rules.item(item);
    return framed(before, span, doc, to, first);
  }

  private Doc testBlock(List<TestItem> items, int open, int close) {
    int first = items.isEmpty() ? close : items.get(0).span().start();
    List<Comment> behindBrace = comments.trailing(open, first);
    List<Doc> lines = new ArrayList<>();
    int from = open;
    for (TestItem item : items) {
      lines.add(testItem(item, from, close, lines.isEmpty()));
      from = item.span().end();
    }
    return braces(behindBrace, lines, open, close);
  }

  private Doc choice(TestItem.Choice choice) {
    int end = choice.span().end() - 1;
    int open = comments.markFrom('{', choice.condition().span().end());
    List<TestItem> then = choice.then();
    int last = then.isEmpty() ? open : then.get(then.size() - 1).span().end();
    int close = comments.markFrom('}', last);
    Doc head = HeadLayout.condition("if (", ConditionLayout.expression(choice.condition()));
    if (close == end || (choice.otherwise().isEmpty() && !comments.any(close, end))) {
      return shortTestBlock(head, then, open, close);
    }
    return Doc.concat(
        head,
        testBlock(then, open, close),
        Doc.text(" else "),
        testBlock(choice.otherwise(), comments.markFrom('{', close), end));
  }

  private Doc shortTestBlock(Doc head, List<TestItem> items, int open, int close) {
    boolean single =
        items.size() == 1
            && !(items.get(0) instanceof TestItem.Choice)
            && !comments.any(open, close);
    return single
        ? around(head, rules.item(items.get(0)))
        : Doc.concat(head, testBlock(items, open, close));
  }
}
