package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.refpolicy.Lexer.Piece;
import org.svpc.source.SourceFile;
import org.svpc.syntax.SourceUnit.Comment;

/**
 * What the readers of one text share.
 *
 * @param comments takes the comments that are passed, in no order
 * @param quoted takes the parameters that stand in double quotes, {@code $5} for {@code "$5"}
 * @param defined the sets that the text gives a word of its own
 */
record Reading(
    SourceFile file,
    Parameters parameters,
    List<Comment> comments,
    Set<String> quoted,
    DefinedSets defined,
    Diagnostics diagnostics) {
  Reading(
      SourceFile file,
      Parameters parameters,
      List<Comment> comments,
      Set<String> quoted,
      Diagnostics diagnostics) {
    this(file, parameters, comments, quoted, DefinedSets.none(), diagnostics);
  }

  Lexer lexer(int from, int to) {
    return new Lexer(file, from, to, comments);
  }

  /** For looking ahead at what is read again. */
  Reading withoutComments() {
    return new Reading(file, parameters, new ArrayList<>(), quoted, defined, diagnostics);
  }

  /** For trying whether a text can be read. */
  Reading withoutDiagnostics() {
    return new Reading(file, parameters, comments, quoted, defined, new Diagnostics());
  }

  void noteQuoted(String parameter) {
    quoted.add(parameter);
  }

  /** The stretch of an argument without its quotes; of no length where it is not given. */
  Piece unquoted(List<Piece> pieces, int index) {
    if (index >= pieces.size()) {
      int end = pieces.get(pieces.size() - 1).end();
      return new Piece(end, end);
    }
    return unquoted(pieces.get(index));
  }

  Piece unquoted(Piece piece) {
    char[] chars = file.chars();
    int end = piece.end();
    while (end > piece.start() && chars[end - 1] <= ' ') {
      end--;
    }
    boolean whole =
        end - piece.start() >= 2
            && chars[piece.start()] == '`'
            && Lexer.closingQuote(chars, piece.start(), end) == end;
    return whole ? new Piece(piece.start() + 1, end - 1) : new Piece(piece.start(), piece.end());
  }

  /** Whether an argument is given in quotes, so that m4 does not expand it before it is used. */
  boolean isQuoted(Piece piece) {
    return file.text().startsWith("`", piece.start());
  }

  String textOf(Piece piece) {
    return file.text().substring(piece.start(), piece.end()).strip();
  }

  /** Whether a text is one word of m4. */
  static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Lexer.isWord(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
