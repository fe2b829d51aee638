package org.svpc.m4;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression as a graph of nodes.
 *
 * @param start where a match begins
 * @param size the number of nodes
 * @param groups the number of groups, the match itself not counted
 */
record Pattern(Node start, int size, int groups) {

  /** What a node asks of the text. The first seven take a character, the others none. */
  enum Kind {
    CHARACTER,
    ANY,
    SET,
    WORD,
    NOT_WORD,
    BLANK,
    NOT_BLANK,
    LINE_START,
    LINE_END,
    TEXT_START,
    TEXT_END,
    WORD_START,
    WORD_END,
    WORD_EDGE,
    NOT_WORD_EDGE,
    /** Goes on to {@code next} or, if that does not lead to a match, to {@code other}. */
    FORK,
    /** Notes the place, as number {@code slot}. */
    MARK,
    MATCH;

    boolean takesCharacter() {
      return compareTo(LINE_START) < 0;
    }

    /** Whether it looks at the place alone. */
    boolean isAnchor() {
      return !takesCharacter() && compareTo(FORK) < 0;
    }
  }

  /** A step of the match. Nodes are linked while the expression is read, and then left alone. */
  static final class Node {
    final int id;
    final Kind kind;
    char character;
    int slot;
    boolean negated;
    BitSet set = NONE;
    @Nullable Node next;
    @Nullable Node other;

    private static final BitSet NONE = new BitSet();

    Node(int id, Kind kind) {
      this.id = id;
      this.kind = kind;
    }

    boolean takes(char c) {
      return switch (kind) {
        case CHARACTER -> c == character;
        case ANY -> c != '\n';
        case SET -> set.get(c) != negated;
        case WORD -> Syntax.isWordPart(c);
        case NOT_WORD -> !Syntax.isWordPart(c);
        case BLANK -> Syntax.isBlank(c);
        case NOT_BLANK -> !Syntax.isBlank(c);
        case LINE_START,
            LINE_END,
            TEXT_START,
            TEXT_END,
            WORD_START,
            WORD_END,
            WORD_EDGE,
            NOT_WORD_EDGE,
            FORK,
            MARK,
            MATCH ->
            false;
      };
    }

    /** Whether a node that takes no character lets the match go on at a place. */
    boolean holds(String text, int at) {
      boolean before = at > 0 && Syntax.isWordPart(text.charAt(at - 1));
      boolean behind = at < text.length() && Syntax.isWordPart(text.charAt(at));
      return switch (kind) {
        case LINE_START -> at == 0 || text.charAt(at - 1) == '\n';
        case LINE_END -> at == text.length() || text.charAt(at) == '\n';
        case TEXT_START -> at == 0;
        case TEXT_END -> at == text.length();
        case WORD_START -> !before && behind;
        case WORD_END -> before && !behind;
        case WORD_EDGE -> before != behind;
        case NOT_WORD_EDGE -> before == behind;
        case FORK, MARK -> true;
        case CHARACTER, ANY, SET, WORD, NOT_WORD, BLANK, NOT_BLANK, MATCH -> false;
      };
    }
  }
}
