package org.svpc.parse;

import java.util.Locale;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * What a text must be before it is cut into words: not too large, and free of control characters.
 */
final class TextCheck {
  /** The largest source, in characters and in bytes: 16 MiB. */
  static final int MAX_SIZE = 16 * 1024 * 1024;

  /** A file with more of them is not text at all. */
  private static final int MOST_COMPLAINTS = 3;

  private TextCheck() {}

  /** Whether a text may be read on; what speaks against it is told. */
  static boolean passes(SourceFile file, Diagnostics diagnostics) {
    String text = file.text();
    if (text.length() > MAX_SIZE) {
      diagnostics.add(tooLarge(file.name()));
      return false;
    }
    char[] chars = file.chars();
    int complaints = 0;
    for (int i = 0; i < chars.length && complaints < MOST_COMPLAINTS; i++) {
      char c = chars[i];
      if ((c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == 0x7f) {
        diagnostics.add(
            Diagnostic.at(
                    Code.UNREADABLE_TEXT,
                    new Span(file, i, i + 1),
                    "The text holds the control character U+" + hexadecimal(c) + ".")
                .note(
                    "A source is UTF-8 text; of control characters it may hold tabs and line ends."));
        complaints++;
      }
    }
    return complaints == 0;
  }

  static Diagnostic.Builder tooLarge(String name) {
    return Diagnostic.of(Code.TOO_LARGE, "`" + name + "` is larger than 16 MiB.")
        .help("A module may be spread over several files with the same module name.");
  }

  private static String hexadecimal(char c) {
    String digits = Integer.toHexString(c).toUpperCase(Locale.ROOT);
    return "0000".substring(digits.length()) + digits;
  }
}
