package org.svpc.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.Documentation;
import org.svpc.syntax.SourceUnit.Header;
import org.svpc.syntax.SourceUnit.Use;
import org.svpc.syntax.Statement;
import org.svpc.syntax.TestItem;
import org.svpc.text.Doc;
import org.svpc.text.DocPrinter;

/**
 * Writes SVP from syntax that was not read from a file: spans mean nothing to it. What it writes
 * reads back as an equal tree, documentation included, and the comments where they were put; {@link
 * Formatter} brings it into the one layout.
 *
 * <p>The syntax has to be such as a file may hold: names are names and no heads of statements where
 * a call starts, sets have members, and texts can stand in quotes. Text that cannot, such as one of
 * several lines, is refused with an exception.
 */
public final class SourceWriter {
  private final RuleLayout rules;
  private final HeadLayout heads;

  private SourceWriter() {
    Comments none = Comments.none();
    Pieces pieces = new Pieces(none);
    SetLayout sets = new SetLayout(pieces);
    rules = new RuleLayout(sets);
    heads = new HeadLayout(none, pieces, sets);
  }

  /**
   * The text of a file.
   *
   * @param before comments before the header and its documentation
   */
  public static String write(
      List<String> before, Header header, List<Use> uses, List<SourceLine> lines) {
    SourceWriter writer = new SourceWriter();
    List<Doc> parts = new ArrayList<>();
    writer.comments(before, parts);
    if (!parts.isEmpty()) {
      parts.add(Doc.HARD_LINE);
    }
    writer.documentation(header.doc(), parts);
    parts.add(Doc.concat(Formatter.header(header), Doc.HARD_LINE));
    for (Use use : uses) {
      parts.add(Doc.concat(Doc.text("use " + use.name().text() + ";"), Doc.HARD_LINE));
    }
    writer.lines(lines, parts);
    return DocPrinter.print(Doc.concat(parts), Formatter.WIDTH);
  }

  /** The text of some lines, without a header. */
  public static String write(List<SourceLine> lines) {
    List<Doc> parts = new ArrayList<>();
    new SourceWriter().lines(lines, parts);
    return DocPrinter.print(Doc.concat(parts), Formatter.WIDTH);
  }

  // ---- lines

  private void lines(List<SourceLine> lines, List<Doc> parts) {
    for (SourceLine line : lines) {
      if (line instanceof SourceLine.Comment comment) {
        comments(comment.lines(), parts);
      } else if (line instanceof SourceLine.Gap) {
        parts.add(Doc.HARD_LINE);
      } else if (line instanceof SourceLine.Single single) {
        documentation(doc(single.statement()), parts);
        line(statement(single.statement()), single.remark(), parts);
      } else if (line instanceof SourceLine.Block block) {
        documentation(doc(block.head()), parts);
        line(block(block.head(), block.then(), block.otherwise()), block.remark(), parts);
      } else if (line instanceof SourceLine.Label label) {
        line(HeadLayout.entry(label.entry()), label.remark(), parts);
      } else if (line instanceof SourceLine.LabelChoice choice) {
        Doc head = HeadLayout.condition("ifdef (", ConditionLayout.build(choice.condition()));
        line(arms(head, choice.then(), choice.otherwise()), choice.remark(), parts);
      }
    }
  }

  private static void line(Doc doc, @Nullable String remark, List<Doc> parts) {
    parts.add(doc);
    if (remark != null) {
      parts.add(Doc.text(" " + comment(oneLine(remark))));
    }
    parts.add(Doc.HARD_LINE);
  }

  private void comments(List<String> lines, List<Doc> parts) {
    for (String line : lines) {
      parts.add(Doc.text(comment(oneLine(line))));
      parts.add(Doc.HARD_LINE);
    }
  }

  /** The blank keeps a slash at the start of the text from making documentation of it. */
  private static String comment(String text) {
    return ("// " + text).stripTrailing();
  }

  private void documentation(Documentation doc, List<Doc> parts) {
    for (String line : DocumentationLayout.lines(doc)) {
      parts.add(Doc.text(line));
      parts.add(Doc.HARD_LINE);
    }
  }

  private static Documentation doc(Statement statement) {
    if (statement instanceof Statement.TypeDeclaration type) {
      return type.doc();
    }
    if (statement instanceof Statement.AttributeDeclaration attribute) {
      return attribute.doc();
    }
    if (statement instanceof Statement.BooleanDeclaration bool) {
      return bool.doc();
    }
    return statement instanceof Statement.InterfaceDeclaration declaration
        ? declaration.doc()
        : Documentation.NONE;
  }

  /** The text without line ends and what else may not stand in a source. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(Quotes.isControl(c) ? ' ' : c);
    }
    return line.toString();
  }

  // ---- statements

  private Doc statement(Statement statement) {
    Doc simple = rules.statement(statement);
    if (simple != null) {
      return simple;
    }
    if (statement instanceof Statement.Require require) {
      return require(require);
    }
    if (statement instanceof Statement.TypeDeclaration type && type.body() == null) {
      return heads.type(type, ";");
    }
    if (statement instanceof Statement.Test test) {
      return Doc.concat(HeadLayout.test(test), testBlock(test.items()));
    }
    return block(statement, then(statement), otherwise(statement));
  }

  private Doc testBlock(List<TestItem> items) {
    List<Doc> parts = new ArrayList<>();
    for (TestItem item : items) {
      line(item instanceof TestItem.Choice choice ? choice(choice) : rules.item(item), null, parts);
    }
    return inBraces(parts);
  }

  private Doc choice(TestItem.Choice choice) {
    Doc head = HeadLayout.condition("if (", ConditionLayout.expression(choice.condition()));
    Doc then = Doc.concat(head, testBlock(choice.then()));
    return choice.otherwise().isEmpty()
        ? then
        : Doc.concat(then, Doc.text(" else "), testBlock(choice.otherwise()));
  }

  private static List<SourceLine> then(Statement statement) {
    if (statement instanceof Statement.TypeDeclaration type && type.body() != null) {
      return SourceLine.of(type.body());
    }
    if (statement instanceof Statement.Extend extend) {
      return SourceLine.of(extend.body());
    }
    if (statement instanceof Statement.OptionalBlock optional) {
      return SourceLine.of(optional.body());
    }
    if (statement instanceof Statement.If condition) {
      return SourceLine.of(condition.then());
    }
    if (statement instanceof Statement.Ifdef choice) {
      return SourceLine.of(choice.then());
    }
    if (statement instanceof Statement.InterfaceDeclaration declaration) {
      return SourceLine.of(declaration.body());
    }
    if (statement instanceof Statement.Labels labels) {
      return SourceLine.ofLabels(labels.items());
    }
    throw new AssertionError(statement);
  }

  private static List<SourceLine> otherwise(Statement statement) {
    if (statement instanceof Statement.If condition) {
      return SourceLine.of(condition.otherwise());
    }
    return statement instanceof Statement.Ifdef choice
        ? SourceLine.of(choice.otherwise())
        : List.of();
  }

  private Doc block(Statement head, List<SourceLine> then, List<SourceLine> otherwise) {
    if (head instanceof Statement.If condition) {
      Doc expression = ConditionLayout.expression(condition.condition());
      return arms(HeadLayout.condition("if (", expression), then, otherwise);
    }
    if (head instanceof Statement.Ifdef choice) {
      Doc expression = ConditionLayout.build(choice.condition());
      return arms(HeadLayout.condition("ifdef (", expression), then, otherwise);
    }
    if (!otherwise.isEmpty()) {
      throw new IllegalArgumentException("No `else` follows this: " + head);
    }
    return Doc.concat(head(head), braces(then));
  }

  private Doc head(Statement head) {
    if (head instanceof Statement.TypeDeclaration type) {
      return heads.type(type, " ");
    }
    if (head instanceof Statement.Extend extend) {
      return Doc.text("extend " + extend.type().text() + " ");
    }
    if (head instanceof Statement.OptionalBlock) {
      return Doc.text("optional ");
    }
    if (head instanceof Statement.InterfaceDeclaration declaration) {
      return Doc.concat(heads.declaration(declaration), Doc.text(" "));
    }
    if (head instanceof Statement.Labels labels) {
      return HeadLayout.labels(labels);
    }
    throw new IllegalArgumentException("This has no block: " + head);
  }

  private Doc arms(Doc head, List<SourceLine> then, List<SourceLine> otherwise) {
    Doc first = Doc.concat(head, braces(then));
    return otherwise.isEmpty() ? first : Doc.concat(first, Doc.text(" else "), braces(otherwise));
  }

  private Doc braces(List<SourceLine> lines) {
    List<Doc> parts = new ArrayList<>();
    lines(lines, parts);
    return inBraces(parts);
  }

  private Doc require(Statement.Require require) {
    List<Doc> parts = new ArrayList<>();
    for (Statement.Required item : require.items()) {
      line(rules.required(item), null, parts);
    }
    return Doc.concat(Doc.text("require "), inBraces(parts));
  }

  /** Lines, each with its end, in a block. */
  private static Doc inBraces(List<Doc> lines) {
    if (lines.isEmpty()) {
      return Doc.text("{ }");
    }
    List<Doc> ended = lines.subList(0, lines.size() - 1);
    return Doc.concat(
        Doc.text("{"),
        Doc.indent(Pieces.INDENT, Doc.concat(Doc.HARD_LINE, Doc.concat(ended))),
        Doc.HARD_LINE,
        Doc.text("}"));
  }
}
