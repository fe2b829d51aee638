package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.svpc.grammar.SvpTokens;
import org.svpc.selinux.FileKind;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Name;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.LabelItem;
import org.svpc.syntax.Statement.PathForm;

/** Reads the labels of files. */
final class LabelReader {
  private final Cursor cursor;
  private final NameReader names;
  private final ConditionReader conditions;

  LabelReader(Cursor cursor, NameReader names, ConditionReader conditions) {
    this.cursor = cursor;
    this.names = names;
    this.conditions = conditions;
  }

  Statement labels(Token first) {
    Name type = names.name();
    List<LabelItem> items = block();
    return new Statement.Labels(type.is("none") ? null : type, items, cursor.spanFrom(first));
  }

  private List<LabelItem> block() {
    cursor.take(SvpTokens.LBRACE);
    List<LabelItem> items = new ArrayList<>();
    while (!cursor.accept(SvpTokens.RBRACE)) {
      items.add(item());
    }
    return List.copyOf(items);
  }

  private LabelItem item() {
    Token first = cursor.take();
    return switch (first.getType()) {
      case SvpTokens.IFDEF -> {
        BuildExpression condition = conditions.buildInParentheses();
        List<LabelItem> then = block();
        List<LabelItem> otherwise = cursor.accept(SvpTokens.ELSE) ? block() : List.of();
        yield new Statement.LabelChoice(condition, then, otherwise, cursor.spanFrom(first));
      }
      case SvpTokens.PATH -> entry(PathForm.PATH, first);
      case SvpTokens.TREE -> entry(PathForm.TREE, first);
      case SvpTokens.REGEX -> entry(PathForm.REGEX, first);
      default -> throw new Mismatch();
    };
  }

  private LabelItem entry(PathForm form, Token first) {
    Token text = cursor.take(SvpTokens.STRING);
    List<FileKind> kinds = new ArrayList<>();
    for (FileKind kind = kind(cursor.type()); kind != null; kind = kind(cursor.type())) {
      kinds.add(kind);
      cursor.take();
    }
    Range level = cursor.accept(SvpTokens.LEVEL) ? names.range() : null;
    cursor.take(SvpTokens.SEMICOLON);
    return new Statement.LabelEntry(
        form,
        NameReader.quoted(text),
        cursor.span(text),
        List.copyOf(kinds),
        level,
        cursor.spanFrom(first));
  }

  /** The kind of files that a word says; null where it says none. */
  static @Nullable FileKind kind(int word) {
    return switch (word) {
      case SvpTokens.ANY -> FileKind.ANY;
      case SvpTokens.FILE -> FileKind.FILE;
      case SvpTokens.DIR -> FileKind.DIR;
      case SvpTokens.LNK_FILE -> FileKind.LNK_FILE;
      case SvpTokens.CHR_FILE -> FileKind.CHR_FILE;
      case SvpTokens.BLK_FILE -> FileKind.BLK_FILE;
      case SvpTokens.SOCK_FILE -> FileKind.SOCK_FILE;
      case SvpTokens.FIFO_FILE -> FileKind.FIFO_FILE;
      default -> null;
    };
  }
}
