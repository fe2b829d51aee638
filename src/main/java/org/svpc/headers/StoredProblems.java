package org.svpc.headers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Label;
import org.svpc.diagnostic.Severity;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * What is wrong with headers, as the index keeps it: sentences, and places as offsets in files,
 * whose text is read again when it is told. Headers are not the author's to mend, so all are
 * warnings, and fixes are not kept.
 */
final class StoredProblems {
  private final ByteBuffer from;
  private final Path root;
  private final Map<String, SourceFile> files = new HashMap<>();

  private StoredProblems(ByteBuffer from, Path root) {
    this.from = from;
    this.root = root;
  }

  /** Writes problems of headers below a folder. */
  static void write(List<Diagnostic> problems, Path root, ByteWriter to) {
    to.number(problems.size());
    for (Diagnostic problem : problems) {
      to.text(problem.code().id());
      to.text(problem.message());
      Span span = problem.span();
      to.number(span == null ? 0 : 1);
      if (span != null) {
        writeSpan(span, problem.label(), root, to);
      }
      to.number(problem.labels().size());
      for (Label label : problem.labels()) {
        writeSpan(label.span(), label.text(), root, to);
      }
      writeTexts(problem.notes(), to);
      writeTexts(problem.helps(), to);
    }
  }

  private static void writeSpan(Span span, String label, Path root, ByteWriter to) {
    to.text(root.relativize(Path.of(span.file().name())).toString());
    to.number(span.start());
    to.number(span.end());
    to.text(label);
  }

  private static void writeTexts(List<String> texts, ByteWriter to) {
    to.number(texts.size());
    for (String text : texts) {
      to.text(text);
    }
  }

  /** Reads what {@link #write} wrote. */
  static List<Diagnostic> read(ByteBuffer from, Path root) {
    return new StoredProblems(from, root).readAll();
  }

  /** The same problems as warnings: what is wrong with a header need not matter to who builds. */
  static List<Diagnostic> warnings(List<Diagnostic> problems) {
    List<Diagnostic> warnings = new ArrayList<>(problems.size());
    for (Diagnostic problem : problems) {
      warnings.add(
          new Diagnostic(
              problem.code(),
              Severity.WARNING,
              problem.message(),
              problem.span(),
              problem.label(),
              problem.labels(),
              problem.notes(),
              problem.helps(),
              List.of()));
    }
    return warnings;
  }

  private List<Diagnostic> readAll() {
    List<Diagnostic> problems = new ArrayList<>();
    for (int count = from.getInt(); count > 0; count--) {
      Code known = Code.of(PolicyIndex.text(from));
      Code code = known == null ? Code.TARGET_MALFORMED : known;
      String message = PolicyIndex.text(from);
      Label place = from.getInt() == 0 ? null : label();
      List<Label> labels = new ArrayList<>();
      for (int more = from.getInt(); more > 0; more--) {
        Label label = label();
        if (label != null) {
          labels.add(label);
        }
      }
      problems.add(
          new Diagnostic(
              code,
              Severity.WARNING,
              message,
              place == null ? null : place.span(),
              place == null ? "" : place.text(),
              labels,
              texts(),
              texts(),
              List.of()));
    }
    return List.copyOf(problems);
  }

  /** A place with what is said of it, or null where the file is no longer what it was. */
  private @Nullable Label label() {
    SourceFile file = file(PolicyIndex.text(from));
    int start = from.getInt();
    int end = from.getInt();
    String text = PolicyIndex.text(from);
    return start >= 0 && start <= end && end <= file.text().length()
        ? new Label(new Span(file, start, end), text)
        : null;
  }

  private SourceFile file(String name) {
    SourceFile known = files.get(name);
    if (known == null) {
      Path path = root.resolve(name);
      String text = "";
      try {
        text = HeaderFiles.read(path);
      } catch (IOException e) {
        // It has gone since: then the problem is told without its place.
      }
      known = new SourceFile(path.toString(), text);
      files.put(name, known);
    }
    return known;
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int count = from.getInt(); count > 0; count--) {
      texts.add(PolicyIndex.text(from));
    }
    return texts;
  }
}
