package org.svpc.compiler;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Fix;
import org.svpc.diagnostic.Label;
import org.svpc.diagnostic.Severity;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * Diagnostics as bytes, with the texts that their places are in, so that they can be told again.
 */
final class StoredDiagnostics {
  private StoredDiagnostics() {}

  static void write(List<Diagnostic> diagnostics, DataOutputStream out) throws IOException {
    IdentityHashMap<SourceFile, Integer> files = new IdentityHashMap<>();
    List<SourceFile> ordered = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      add(diagnostic.span(), files, ordered);
      for (Label label : diagnostic.labels()) {
        add(label.span(), files, ordered);
      }
      for (Fix fix : diagnostic.fixes()) {
        add(fix.span(), files, ordered);
      }
    }
    out.writeInt(ordered.size());
    for (SourceFile file : ordered) {
      text(out, file.name());
      text(out, file.text());
      out.writeInt(file.line(0));
    }
    out.writeInt(diagnostics.size());
    for (Diagnostic diagnostic : diagnostics) {
      text(out, diagnostic.code().id());
      text(out, diagnostic.severity().word());
      text(out, diagnostic.message());
      Span span = diagnostic.span();
      out.writeBoolean(span != null);
      if (span != null) {
        span(out, span, files);
      }
      text(out, diagnostic.label());
      out.writeInt(diagnostic.labels().size());
      for (Label label : diagnostic.labels()) {
        span(out, label.span(), files);
        text(out, label.text());
      }
      texts(out, diagnostic.notes());
      texts(out, diagnostic.helps());
      out.writeInt(diagnostic.fixes().size());
      for (Fix fix : diagnostic.fixes()) {
        text(out, fix.title());
        span(out, fix.span(), files);
        text(out, fix.replacement());
      }
    }
  }

  private static void add(
      @Nullable Span span, IdentityHashMap<SourceFile, Integer> files, List<SourceFile> ordered) {
    if (span != null && files.putIfAbsent(span.file(), ordered.size()) == null) {
      ordered.add(span.file());
    }
  }

  private static void span(
      DataOutputStream out, Span span, IdentityHashMap<SourceFile, Integer> files)
      throws IOException {
    out.writeInt(files.getOrDefault(span.file(), 0));
    out.writeInt(span.start());
    out.writeInt(span.end());
  }

  private static void texts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(out, text);
    }
  }

  static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException where it is something else
   */
  static List<Diagnostic> read(DataInputStream in) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      files.add(new SourceFile(text(in), text(in), in.readInt()));
    }
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      Code code = Code.of(text(in));
      String word = text(in);
      Severity severity = Severity.ERROR;
      for (Severity each : Severity.values()) {
        severity = each.word().equals(word) ? each : severity;
      }
      if (code == null) {
        throw new IOException("a code of another version");
      }
      String message = text(in);
      Span span = in.readBoolean() ? span(in, files) : null;
      String under = text(in);
      List<Label> labels = new ArrayList<>();
      for (int more = in.readInt(); more > 0; more--) {
        labels.add(new Label(span(in, files), text(in)));
      }
      List<String> notes = texts(in);
      List<String> helps = texts(in);
      List<Fix> fixes = new ArrayList<>();
      for (int more = in.readInt(); more > 0; more--) {
        fixes.add(new Fix(text(in), span(in, files), text(in)));
      }
      diagnostics.add(
          new Diagnostic(code, severity, message, span, under, labels, notes, helps, fixes));
    }
    return diagnostics;
  }

  private static Span span(DataInputStream in, List<SourceFile> files) throws IOException {
    return new Span(files.get(in.readInt()), in.readInt(), in.readInt());
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(text(in));
    }
    return texts;
  }

  static String text(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
