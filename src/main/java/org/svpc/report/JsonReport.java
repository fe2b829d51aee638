package org.svpc.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Fix;
import org.svpc.diagnostic.Label;
import org.svpc.diagnostic.Severity;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/** Diagnostics as JSON, as {@code docs/report.md} and {@code docs/report.schema.json} say. */
public final class JsonReport {
  /** Raised when a member goes or changes its meaning, not when one is added. */
  private static final int FORMAT = 1;

  private final String version;

  /**
   * A report.
   *
   * @param version svpc's version
   */
  public JsonReport(String version) {
    this.version = version;
  }

  /** All diagnostics in the order given, and their count. */
  public String render(List<Diagnostic> diagnostics) {
    return Json.document(json -> write(json, diagnostics));
  }

  private void write(JsonWriter json, List<Diagnostic> diagnostics) throws IOException {
    json.beginObject();
    json.name("format").value(FORMAT);
    json.name("tool").beginObject();
    json.name("name").value("svpc");
    json.name("version").value(version);
    json.endObject();
    json.name("diagnostics").beginArray();
    for (Diagnostic diagnostic : diagnostics) {
      write(json, diagnostic);
    }
    json.endArray();
    json.name("summary").beginObject();
    for (Severity severity : Severity.values()) {
      json.name(severity.word() + "s").value(HumanReport.count(diagnostics, severity));
    }
    json.endObject();
    json.endObject();
  }

  static void write(JsonWriter json, Diagnostic diagnostic) throws IOException {
    json.beginObject();
    json.name("code").value(diagnostic.code().id());
    json.name("severity").value(diagnostic.severity().word());
    json.name("title").value(diagnostic.code().title());
    json.name("message").value(diagnostic.message());
    Span span = diagnostic.span();
    if (span != null) {
      writePlace(json, span);
    }
    json.name("label").value(diagnostic.label());
    json.name("labels").beginArray();
    for (Label label : diagnostic.labels()) {
      json.beginObject();
      writePlace(json, label.span());
      json.name("text").value(label.text());
      json.endObject();
    }
    json.endArray();
    writeAll(json, "notes", diagnostic.notes());
    writeAll(json, "helps", diagnostic.helps());
    json.name("fixes").beginArray();
    for (Fix fix : diagnostic.fixes()) {
      json.beginObject();
      json.name("title").value(fix.title());
      json.name("edits").beginArray().beginObject();
      writePlace(json, fix.span());
      json.name("replacement").value(fix.replacement());
      json.endObject().endArray();
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  private static void writeAll(JsonWriter json, String name, List<String> texts)
      throws IOException {
    json.name(name).beginArray();
    for (String text : texts) {
      json.value(text);
    }
    json.endArray();
  }

  static void writePlace(JsonWriter json, Span span) throws IOException {
    json.name("place").beginObject();
    json.name("file").value(span.file().name());
    writePosition(json, "start", span.file(), span.start());
    writePosition(json, "end", span.file(), span.end());
    json.endObject();
  }

  private static void writePosition(JsonWriter json, String name, SourceFile file, int offset)
      throws IOException {
    json.name(name).beginObject();
    json.name("offset").value(offset);
    json.name("line").value(file.line(offset));
    json.name("column").value(file.column(offset));
    json.endObject();
  }
}
