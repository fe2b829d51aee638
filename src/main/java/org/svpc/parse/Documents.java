package org.svpc.parse;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.selinux.Documentation;
import org.svpc.source.SourceFile;
import org.svpc.syntax.SourceUnit.Comment;

/**
 * The {@code ///} comments of a file and what they belong to: the declaration or header that
 * follows with no blank line between. Those that nothing asked for are told at the end.
 */
final class Documents {
  private final SourceFile file;
  private final List<Token> visible;
  private final List<Comment> comments;
  private final Diagnostics diagnostics;
  private final BitSet taken = new BitSet();

  Documents(Tokens tokens, Diagnostics diagnostics) {
    file = tokens.file();
    visible = tokens.visible();
    comments = tokens.comments();
    this.diagnostics = diagnostics;
  }

  /** The documentation of what starts with a token. */
  Documentation before(Token token) {
    int last = lastBefore(token.getStartIndex());
    if (last < 0) {
      return Documentation.NONE;
    }
    List<Comment> lines = new ArrayList<>();
    int line = token.getLine();
    int index = token.getTokenIndex();
    int previousLine = index == 0 ? 0 : visible.get(index - 1).getLine();
    for (int i = last; i >= 0; i--) {
      Comment comment = comments.get(i);
      int start = comment.span().line();
      if (start <= previousLine || file.line(comment.span().end()) < line - 1) {
        break;
      }
      line = start;
      if (comment.documentation()) {
        lines.add(comment);
        taken.set(i);
      }
    }
    if (lines.isEmpty()) {
      return Documentation.NONE;
    }
    Collections.reverse(lines);
    return new DocumentationReader(diagnostics).read(lines);
  }

  /** Tells of documentation that belongs to nothing; once for lines in a row. */
  void reportDangling() {
    int previousLine = -1;
    for (int i = 0; i < comments.size(); i++) {
      Comment comment = comments.get(i);
      if (!comment.documentation() || taken.get(i)) {
        continue;
      }
      int line = comment.span().line();
      if (line != previousLine + 1) {
        diagnostics.add(
            Diagnostic.at(
                    Code.DANGLING_DOC, comment.span(), "This documentation belongs to nothing.")
                .help(
                    "`///` stands on its own lines directly before a header, type, domain,"
                        + " attribute, boolean, interface or template; `//` is a plain comment."));
      }
      previousLine = line;
    }
  }

  private int lastBefore(int offset) {
    int low = 0;
    int high = comments.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (comments.get(middle).span().start() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
