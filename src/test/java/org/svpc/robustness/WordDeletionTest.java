package org.svpc.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Severity;
import org.svpc.robustness.Words.Word;
import org.svpc.source.Span;
import org.svpc.testing.Checked;
import org.svpc.testing.Golden;

/**
 * One mistake, one message: any word taken out of a source that uses the whole language gives one
 * diagnostic, on the line of the word. What cannot do so is listed here, with its reason.
 */
final class WordDeletionTest {
  private static final String NAME = "everything.svp";

  /** The exceptions, with their reasons. */
  private enum Exemption {
    /** What is left of a set or a list is right as well. */
    ONE_OF_SEVERAL,
    /** Without its {@code -}, {@code ~} or {@code !} the operand says something else, rightly. */
    OPERATOR,
    /** The kind of file behind a path and the name of a new object may be left out. */
    MAY_BE_LEFT_OUT,
    /** Without {@code extern} the names are declared here, or are attributes of the first. */
    FOREIGN_BECOMES_OWN,
    /**
     * A parameter that is no longer optional, or no longer takes the rest, is right where it
     * stands; the calls that leave it out, or give more, are told.
     */
    PARAMETER,
    /**
     * A closing brace on a line of its own leaves nothing there; it is missed at the end of the
     * line above.
     */
    END_OF_BLOCK
  }

  private final String source = Golden.in("robustness").read(NAME);
  private final List<String> lines = source.lines().toList();

  @Test
  void theSourceItselfIsFine() {
    assertThat(Checked.text(NAME, source).diagnostics()).isEmpty();
    assertThat(lines).hasSizeBetween(200, 250);
  }

  @Test
  void aDeletedWordGivesOneDiagnosticOnItsLine() {
    Map<Exemption, Integer> exempted = new EnumMap<>(Exemption.class);
    List<String> complaints = new ArrayList<>();
    int told = 0;
    List<Word> words = Words.of(source);
    for (Word word : words) {
      List<Diagnostic> diagnostics = without(word);
      if (isOneOnLine(diagnostics, word.line())) {
        told++;
        continue;
      }
      Exemption exemption = exemption(word, diagnostics);
      if (exemption != null) {
        exempted.merge(exemption, 1, Integer::sum);
      } else {
        complaints.add(
            word.line()
                + " `"
                + word.text()
                + "` in `"
                + lines.get(word.line() - 1).strip()
                + "`: "
                + shown(diagnostics));
      }
    }
    System.out.printf(
        "deleted words told by one diagnostic on their line: %d of %d; exceptions: %s%n",
        told, words.size(), exempted);
    assertThat(complaints).isEmpty();
    assertThat(exempted).containsOnlyKeys(Exemption.values());
  }

  /** Why a deletion may be answered otherwise; null where it may not. */
  private Exemption exemption(Word word, List<Diagnostic> diagnostics) {
    String line = lines.get(word.line() - 1);
    String text = word.text();
    boolean silent = diagnostics.isEmpty();
    if (text.equals("extern")) {
      return Exemption.FOREIGN_BECOMES_OWN;
    }
    if (text.equals("}") && line.strip().equals("}")) {
      return isOneOnLine(diagnostics, word.line() - 1) ? Exemption.END_OF_BLOCK : null;
    }
    if (silent && "-~!".contains(text)) {
      return Exemption.OPERATOR;
    }
    if (silent && isOneOfSeveral(word)) {
      return Exemption.ONE_OF_SEVERAL;
    }
    if (silent && (isFileKind(word, line) || isObjectName(word, line))) {
      return Exemption.MAY_BE_LEFT_OUT;
    }
    boolean inParameters = line.startsWith("interface ") || line.startsWith("template ");
    return inParameters
            && (text.equals("optional") || text.equals("..."))
            && diagnostics.stream().allMatch(other -> other.code() == Code.ARGUMENT_COUNT)
        ? Exemption.PARAMETER
        : null;
  }

  /** Whether a word stands in braces that opened on its line; an only word would be missed. */
  private boolean isOneOfSeveral(Word word) {
    int depth = 0;
    for (int i = source.lastIndexOf('\n', word.start()) + 1; i < word.start(); i++) {
      char mark = source.charAt(i);
      depth += mark == '{' ? 1 : mark == '}' ? -1 : 0;
    }
    return depth > 0;
  }

  private static boolean isFileKind(Word word, String line) {
    return line.strip().matches("(path|tree|regex) .*") && word.text().matches("file|dir");
  }

  private static boolean isObjectName(Word word, String line) {
    return (line.strip().startsWith("type_transition ") && line.endsWith(word.text() + ";"))
        || (line.contains(" creates ") && word.text().startsWith("\""));
  }

  private List<Diagnostic> without(Word word) {
    int end = word.start() + word.text().length();
    // A blank stays, or the neighbours would become one word.
    String text = source.substring(0, word.start()) + " " + source.substring(end);
    return Checked.text(NAME, text).diagnostics().stream()
        .filter(diagnostic -> diagnostic.severity() != Severity.NOTE)
        .toList();
  }

  private static boolean isOneOnLine(List<Diagnostic> diagnostics, int line) {
    if (diagnostics.size() != 1) {
      return false;
    }
    Span span = diagnostics.get(0).span();
    return span != null && span.line() == line;
  }

  private static String shown(List<Diagnostic> diagnostics) {
    StringBuilder text = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics) {
      Span span = diagnostic.span();
      text.append("\n    ").append(span == null ? "" : span.line() + ": ");
      text.append(diagnostic.code().id()).append(' ').append(diagnostic.message());
    }
    return text.isEmpty() ? "nothing" : text.toString();
  }
}
