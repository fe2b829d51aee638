package org.svpc.cil;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reads CIL into trees. Keeps a stack of its own, so that depth costs no Java frames. */
public final class CilReader {
  private final String text;
  private int at;

  private CilReader(String text) {
    this.text = text;
  }

  /** The statements of a CIL file. The text must be well formed. */
  public static List<CilNode.Parens> read(String text) {
    return new CilReader(text).statements();
  }

  private List<CilNode.Parens> statements() {
    List<CilNode> top = new ArrayList<>();
    Deque<List<CilNode>> open = new ArrayDeque<>();
    open.push(top);
    while (skipBlanks()) {
      char c = text.charAt(at);
      if (c == '(') {
        at++;
        open.push(new ArrayList<>());
      } else if (c == ')') {
        at++;
        List<CilNode> items = open.pop();
        if (open.isEmpty()) {
          throw new IllegalArgumentException("unbalanced ) at offset " + at);
        }
        open.element().add(new CilNode.Parens(items));
      } else if (c == '"') {
        int end = text.indexOf('"', at + 1);
        open.element().add(new CilNode.Quoted(text.substring(at + 1, end)));
        at = end + 1;
      } else {
        open.element().add(new CilNode.Word(word()));
      }
    }
    if (open.size() != 1) {
      throw new IllegalArgumentException("missing )");
    }
    return top.stream().map(CilNode.Parens.class::cast).toList();
  }

  private String word() {
    int start = at;
    while (at < text.length() && "()\"; \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private boolean skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ';') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }
}
