package org.svpc.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Fix;
import org.svpc.diagnostic.Label;
import org.svpc.diagnostic.Severity;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * Diagnostics as SARIF 2.1.0 (OASIS standard of 27 March 2020): what code-scanning services and
 * editors read. Columns are UTF-16 code units, as SARIF's default is; relative paths stay relative,
 * to the folder in which svpc ran.
 */
public final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
  private static final String UNRESERVED = "-._~!$&'()*+,;=@/";

  private final String version;

  /**
   * A report.
   *
   * @param version svpc's version
   */
  public SarifReport(String version) {
    this.version = version;
  }

  /** One run with all diagnostics in the order given, and the rules that they bear. */
  public String render(List<Diagnostic> diagnostics) {
    SortedSet<Code> codes = new TreeSet<>();
    diagnostics.forEach(diagnostic -> codes.add(diagnostic.code()));
    List<Code> rules = new ArrayList<>(codes);
    return Json.document(
        json -> {
          json.beginObject();
          json.name("$schema").value(SCHEMA);
          json.name("version").value("2.1.0");
          json.name("runs").beginArray().beginObject();
          writeTool(json, rules);
          json.name("columnKind").value("utf16CodeUnits");
          json.name("results").beginArray();
          for (Diagnostic diagnostic : diagnostics) {
            writeResult(json, diagnostic, rules.indexOf(diagnostic.code()));
          }
          json.endArray();
          json.endObject().endArray();
          json.endObject();
        });
  }

  private void writeTool(JsonWriter json, List<Code> rules) throws IOException {
    json.name("tool").beginObject();
    json.name("driver").beginObject();
    json.name("name").value("svpc");
    json.name("version").value(version);
    json.name("semanticVersion").value(version);
    json.name("rules").beginArray();
    for (Code code : rules) {
      json.beginObject();
      json.name("id").value(code.id());
      writeMessage(json, "shortDescription", code.title());
      json.name("defaultConfiguration").beginObject();
      json.name("level").value(level(code.severity()));
      json.endObject();
      String page = Pages.of(code);
      if (page != null) {
        json.name("help").beginObject();
        json.name("text").value(page);
        json.name("markdown").value(page);
        json.endObject();
      }
      json.endObject();
    }
    json.endArray();
    json.endObject();
    json.endObject();
  }

  private static void writeResult(JsonWriter json, Diagnostic diagnostic, int rule)
      throws IOException {
    json.beginObject();
    json.name("ruleId").value(diagnostic.code().id());
    json.name("ruleIndex").value(rule);
    json.name("level").value(level(diagnostic.severity()));
    writeMessage(json, "message", literal(message(diagnostic)));
    Span span = diagnostic.span();
    json.name("locations").beginArray();
    if (span != null) {
      json.beginObject();
      writePhysicalLocation(json, span);
      json.endObject();
    }
    json.endArray();
    if (!diagnostic.labels().isEmpty()) {
      json.name("relatedLocations").beginArray();
      int id = 0;
      for (Label label : diagnostic.labels()) {
        json.beginObject();
        json.name("id").value(id++);
        writePhysicalLocation(json, label.span());
        if (!label.text().isEmpty()) {
          writeMessage(json, "message", literal(label.text()));
        }
        json.endObject();
      }
      json.endArray();
    }
    if (!diagnostic.fixes().isEmpty()) {
      json.name("fixes").beginArray();
      for (Fix fix : diagnostic.fixes()) {
        writeFix(json, fix);
      }
      json.endArray();
    }
    json.endObject();
  }

  private static void writeFix(JsonWriter json, Fix fix) throws IOException {
    json.beginObject();
    writeMessage(json, "description", literal(fix.title()));
    json.name("artifactChanges").beginArray().beginObject();
    writeArtifact(json, fix.span().file());
    json.name("replacements").beginArray().beginObject();
    writeRegion(json, "deletedRegion", fix.span());
    writeMessage(json, "insertedContent", fix.replacement());
    json.endObject().endArray();
    json.endObject().endArray();
    json.endObject();
  }

  /** The message with everything that SARIF has no place for: label, notes and helps. */
  private static String message(Diagnostic diagnostic) {
    StringBuilder text = new StringBuilder(diagnostic.message());
    if (!diagnostic.label().isEmpty()) {
      text.append("\nHere: ").append(diagnostic.label());
    }
    diagnostic.notes().forEach(note -> text.append("\nNote: ").append(note));
    diagnostic.helps().forEach(help -> text.append("\nHelp: ").append(help));
    return text.toString();
  }

  /** In a message that could take arguments, SARIF wants braces doubled (section 3.11.5). */
  private static String literal(String text) {
    return text.replace("{", "{{").replace("}", "}}");
  }

  private static void writeMessage(JsonWriter json, String name, String text) throws IOException {
    json.name(name).beginObject();
    json.name("text").value(text);
    json.endObject();
  }

  private static void writePhysicalLocation(JsonWriter json, Span span) throws IOException {
    json.name("physicalLocation").beginObject();
    writeArtifact(json, span.file());
    writeRegion(json, "region", span);
    json.endObject();
  }

  private static void writeArtifact(JsonWriter json, SourceFile file) throws IOException {
    json.name("artifactLocation").beginObject();
    json.name("uri").value(uri(file.name()));
    json.endObject();
  }

  private static void writeRegion(JsonWriter json, String name, Span span) throws IOException {
    SourceFile file = span.file();
    json.name(name).beginObject();
    json.name("startLine").value(span.line());
    json.name("startColumn").value(span.column());
    json.name("endLine").value(file.line(span.end()));
    json.name("endColumn").value(file.column(span.end()));
    json.endObject();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "note";
    };
  }

  /** A path as a URI reference; a colon in its first part would read as a scheme and is encoded. */
  static String uri(String path) {
    StringBuilder uri = new StringBuilder(path.startsWith("/") ? "file://" : "");
    for (byte unit : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (unit & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) {
        uri.append(c);
      } else {
        uri.append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return uri.toString();
  }
}
