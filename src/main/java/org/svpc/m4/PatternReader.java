package org.svpc.m4;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.svpc.m4.Pattern.Kind;
import org.svpc.m4.Pattern.Node;

/**
 * Reads a regular expression in the syntax that GNU m4 has from Emacs: {@code * + ?} repeat, and
 * are plain where there is nothing to repeat, as behind an anchor; {@code \( \) \|} group and
 * choose; {@code ^} and {@code $} are anchors at the edges of a group or alternative only; {@code
 * \w \W \s \S \b \B \< \>} know words and blanks; no counted repetition, no named classes.
 */
final class PatternReader {
  private static final int MOST_NODES = 5_000;
  private static final int MOST_NESTED = 100;

  /**
   * A part of the graph.
   *
   * @param end the one node whose {@code next} is still open
   */
  private record Part(Node start, Node end) {}

  private final String text;
  private int at;
  private int nodes;
  private int groups;
  private int depth;
  private boolean malformed;
  private @Nullable String unsupported;

  PatternReader(String text) {
    this.text = text;
  }

  /** What the expression asks for that this engine does not have. */
  @Nullable String unsupported() {
    return unsupported;
  }

  /** The expression; null if it is malformed or not supported. */
  @Nullable Pattern read() {
    Part whole = alternatives();
    if (at < text.length()) {
      malformed = true;
    }
    if (malformed || unsupported != null) {
      return null;
    }
    Node open = mark(0);
    Node close = mark(1);
    open.next = whole.start();
    whole.end().next = close;
    close.next = node(Kind.MATCH);
    return new Pattern(open, nodes, groups);
  }

  private Node node(Kind kind) {
    if (nodes >= MOST_NODES) {
      unsupported = "A regular expression of more than " + MOST_NODES + " parts is not available.";
    }
    return new Node(nodes++, kind);
  }

  private Node mark(int slot) {
    Node node = node(Kind.MARK);
    node.slot = slot;
    return node;
  }

  /** A node that only leads on: a fork with one way. */
  private Node joint() {
    return node(Kind.FORK);
  }

  private boolean stopped() {
    return malformed || unsupported != null;
  }

  private boolean startsWith(String expected) {
    return text.startsWith(expected, at);
  }

  private Part alternatives() {
    Part all = branch();
    while (startsWith("\\|") && !stopped()) {
      at += 2;
      Part next = branch();
      Node fork = node(Kind.FORK);
      Node end = joint();
      fork.next = all.start();
      fork.other = next.start();
      all.end().next = end;
      next.end().next = end;
      all = new Part(fork, end);
    }
    return all;
  }

  private Part branch() {
    Node start = joint();
    Node end = start;
    if (startsWith("^")) {
      end = single(Kind.LINE_START, 1).start();
      start.next = end;
    }
    while (at < text.length() && !startsWith("\\|") && !startsWith("\\)") && !stopped()) {
      Part item = repeated();
      end.next = item.start();
      end = item.end();
    }
    return new Part(start, end);
  }

  private Part single(Kind kind, int length) {
    at += length;
    Node node = node(kind);
    return new Part(node, node);
  }

  private Part repeated() {
    Part item = atom();
    if (item.start().kind.isAnchor()) {
      return item;
    }
    while (at < text.length() && !stopped()) {
      char c = text.charAt(at);
      if (c != '*' && c != '+' && c != '?') {
        break;
      }
      at++;
      Node fork = node(Kind.FORK);
      Node end = joint();
      fork.next = item.start();
      fork.other = end;
      item.end().next = c == '?' ? end : fork;
      item = new Part(c == '+' ? item.start() : fork, end);
    }
    return item;
  }

  private Part atom() {
    char c = text.charAt(at);
    return switch (c) {
      case '.' -> single(Kind.ANY, 1);
      case '[' -> set();
      case '\\' -> escaped();
      case '$' -> {
        boolean last =
            at + 1 == text.length()
                || text.startsWith("\\)", at + 1)
                || text.startsWith("\\|", at + 1);
        yield last ? single(Kind.LINE_END, 1) : literal(c, 1);
      }
      default -> literal(c, 1);
    };
  }

  private Part literal(char c, int length) {
    Part part = single(Kind.CHARACTER, length);
    part.start().character = c;
    return part;
  }

  private Part escaped() {
    if (at + 1 == text.length()) {
      malformed = true;
      return literal('\\', 1);
    }
    char c = text.charAt(at + 1);
    return switch (c) {
      case '(' -> group();
      case 'w' -> single(Kind.WORD, 2);
      case 'W' -> single(Kind.NOT_WORD, 2);
      case 's' -> single(Kind.BLANK, 2);
      case 'S' -> single(Kind.NOT_BLANK, 2);
      case 'b' -> single(Kind.WORD_EDGE, 2);
      case 'B' -> single(Kind.NOT_WORD_EDGE, 2);
      case '<' -> single(Kind.WORD_START, 2);
      case '>' -> single(Kind.WORD_END, 2);
      case '`' -> single(Kind.TEXT_START, 2);
      case '\'' -> single(Kind.TEXT_END, 2);
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        unsupported = "A regular expression with `\\" + c + "` in it is not available.";
        yield literal(c, 2);
      }
      default -> literal(c, 2);
    };
  }

  private Part group() {
    at += 2;
    if (++depth > MOST_NESTED) {
      unsupported = "A regular expression with such deep groups is not available.";
      return literal('(', 0);
    }
    int number = ++groups;
    Node open = mark(2 * number);
    Node close = mark(2 * number + 1);
    Part inner = alternatives();
    open.next = inner.start();
    inner.end().next = close;
    if (startsWith("\\)")) {
      at += 2;
    } else {
      malformed = true;
    }
    depth--;
    return new Part(open, close);
  }

  /** A set in brackets: a bracket that stands first is a member, and so is a dash at an edge. */
  private Part set() {
    BitSet members = new BitSet();
    int start = at + 1;
    boolean negated = text.startsWith("^", start);
    int next = negated ? start + 1 : start;
    int first = next;
    while (next < text.length() && (text.charAt(next) != ']' || next == first)) {
      char low = text.charAt(next);
      if (low == '[' && (text.startsWith(".", next + 1) || text.startsWith("=", next + 1))) {
        unsupported =
            "A regular expression with `[" + text.charAt(next + 1) + "` is not available.";
      }
      boolean range =
          text.startsWith("-", next + 1)
              && next + 2 < text.length()
              && text.charAt(next + 2) != ']';
      if (range) {
        char high = text.charAt(next + 2);
        if (low <= high) {
          members.set(low, high + 1);
        }
        next += 3;
      } else {
        members.set(low);
        next++;
      }
    }
    if (next >= text.length()) {
      malformed = true;
    }
    Part part = single(Kind.SET, next + 1 - at);
    part.start().set = members;
    part.start().negated = negated;
    return part;
  }
}
