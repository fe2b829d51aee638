package org.svpc.cil;

import java.util.List;

/** A piece of CIL: a word, a quoted string, or a list. */
public sealed interface CilNode {
  record Word(String text) implements CilNode {}

  record Quoted(String text) implements CilNode {}

  record Parens(List<CilNode> items) implements CilNode {
    public Parens {
      items = List.copyOf(items);
    }

    /** The first word, or the empty string. */
    public String head() {
      return items.isEmpty() ? "" : CilNode.text(items.get(0));
    }

    public CilNode at(int index) {
      return items.get(index);
    }

    /** The text of the word at {@code index}. */
    public String word(int index) {
      return CilNode.text(items.get(index));
    }
  }

  /** The text of a word; the node as written for everything else. */
  static String text(CilNode node) {
    if (node instanceof Word word) {
      return word.text();
    }
    if (node instanceof Quoted quoted) {
      return '"' + quoted.text() + '"';
    }
    StringBuilder text = new StringBuilder("(");
    for (CilNode item : ((Parens) node).items()) {
      text.append(text.length() == 1 ? "" : " ").append(text(item));
    }
    return text.append(')').toString();
  }
}
