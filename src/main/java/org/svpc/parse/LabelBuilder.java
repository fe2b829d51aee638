package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.svpc.grammar.SvpSyntax.FileKindContext;
import org.svpc.grammar.SvpSyntax.LabelBlockContext;
import org.svpc.grammar.SvpSyntax.LabelItemContext;
import org.svpc.grammar.SvpSyntax.LabelsContext;
import org.svpc.grammar.SvpTokens;
import org.svpc.selinux.FileKind;
import org.svpc.syntax.Name;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.LabelItem;
import org.svpc.syntax.Statement.PathForm;

/** Builds the labels of files. */
final class LabelBuilder {
  private final Nodes nodes;
  private final ConditionBuilder conditions;

  LabelBuilder(Nodes nodes, ConditionBuilder conditions) {
    this.nodes = nodes;
    this.conditions = conditions;
  }

  Statement labels(LabelsContext context) {
    Name type = nodes.name(context.name());
    return new Statement.Labels(
        type.is("none") ? null : type, items(context.labelBlock()), nodes.span(context));
  }

  private List<LabelItem> items(LabelBlockContext context) {
    List<LabelItem> items = new ArrayList<>();
    for (LabelItemContext item : context.labelItem()) {
      items.add(item(item));
    }
    return List.copyOf(items);
  }

  private LabelItem item(LabelItemContext context) {
    if (context.start.getType() == SvpTokens.IFDEF) {
      List<LabelBlockContext> blocks = context.labelBlock();
      return new Statement.LabelChoice(
          conditions.build(context.buildExpression()),
          items(blocks.get(0)),
          blocks.size() > 1 ? items(blocks.get(1)) : List.of(),
          nodes.span(context));
    }
    Token text = context.STRING().getSymbol();
    List<FileKind> kinds = new ArrayList<>();
    for (FileKindContext kind : context.fileKind()) {
      kinds.add(kind(kind));
    }
    return new Statement.LabelEntry(
        switch (context.start.getType()) {
          case SvpTokens.PATH -> PathForm.PATH;
          case SvpTokens.TREE -> PathForm.TREE;
          case SvpTokens.REGEX -> PathForm.REGEX;
          default -> throw new AssertionError(context.start);
        },
        Nodes.quoted(text),
        nodes.span(text),
        List.copyOf(kinds),
        context.range() == null ? null : nodes.range(context.range()),
        nodes.span(context));
  }

  static FileKind kind(FileKindContext context) {
    return switch (context.start.getType()) {
      case SvpTokens.ANY -> FileKind.ANY;
      case SvpTokens.FILE -> FileKind.FILE;
      case SvpTokens.DIR -> FileKind.DIR;
      case SvpTokens.LNK_FILE -> FileKind.LNK_FILE;
      case SvpTokens.CHR_FILE -> FileKind.CHR_FILE;
      case SvpTokens.BLK_FILE -> FileKind.BLK_FILE;
      case SvpTokens.SOCK_FILE -> FileKind.SOCK_FILE;
      case SvpTokens.FIFO_FILE -> FileKind.FIFO_FILE;
      default -> throw new AssertionError(context.start);
    };
  }
}
