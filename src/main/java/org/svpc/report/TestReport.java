package org.svpc.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Outcome;
import org.svpc.diagnostic.TestRun;

/** What became of tests, assertions and neverallow rules: for people, as JSON, as JUnit's XML. */
public final class TestReport {
  private TestReport() {}

  /** A line for each, module by module, then the failures as diagnostics, then the count. */
  public static String human(TestRun run, boolean coloured) {
    List<Outcome> outcomes = run.outcomes();
    StringBuilder out = new StringBuilder();
    List<Diagnostic> problems = new ArrayList<>();
    for (Map.Entry<String, List<Outcome>> module : byModule(outcomes).entrySet()) {
      out.append(SafeText.of(module.getKey())).append('\n');
      for (Outcome outcome : module.getValue()) {
        out.append(outcome.holds() ? "  ok    " : "  FAIL  ").append(title(outcome)).append('\n');
        out.append(KernelReport.statements(outcome));
        problems.addAll(outcome.problems());
      }
    }
    out.append('\n');
    String mutants = KernelReport.mutants(run);
    out.append(mutants).append(mutants.isEmpty() ? "" : "\n");
    if (!problems.isEmpty()) {
      out.append(new HumanReport(coloured).render(problems)).append('\n');
    }
    int failed = failed(outcomes);
    int held = outcomes.size() - failed;
    return out.append(held)
        .append(held == 1 ? " holds" : " hold")
        .append(failed == 0 ? "" : ", " + failed + (failed == 1 ? " does not" : " do not"))
        .append(KernelReport.holes(run))
        .append('\n')
        .append(KernelReport.summary(run))
        .toString();
  }

  /** {@code test "name"}, or the statement itself. */
  private static String title(Outcome outcome) {
    return SafeText.of(
        outcome.kind().equals("test") ? "test \"" + outcome.name() + "\"" : outcome.name());
  }

  private static int failed(List<Outcome> outcomes) {
    int failed = 0;
    for (Outcome outcome : outcomes) {
      failed += outcome.holds() ? 0 : 1;
    }
    return failed;
  }

  private static Map<String, List<Outcome>> byModule(List<Outcome> outcomes) {
    Map<String, List<Outcome>> modules = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      List<Outcome> module = modules.get(outcome.module());
      if (module == null) {
        module = new ArrayList<>();
        modules.put(outcome.module(), module);
      }
      module.add(outcome);
    }
    return modules;
  }

  /** As {@code docs/testing.md} says; the diagnostics are those of {@link JsonReport}. */
  public static String json(TestRun run, String version) {
    return Json.document(json -> write(json, run, version));
  }

  private static void write(JsonWriter json, TestRun run, String version) throws IOException {
    List<Outcome> outcomes = run.outcomes();
    json.beginObject();
    json.name("format").value(1);
    json.name("tool").beginObject();
    json.name("name").value("svpc");
    json.name("version").value(version);
    json.endObject();
    json.name("results").beginArray();
    for (Outcome outcome : outcomes) {
      json.beginObject();
      json.name("kind").value(outcome.kind());
      json.name("module").value(outcome.module());
      json.name("name").value(outcome.name());
      JsonReport.writePlace(json, outcome.place());
      json.name("holds").value(outcome.holds());
      json.name("diagnostics").beginArray();
      for (Diagnostic diagnostic : outcome.problems()) {
        JsonReport.write(json, diagnostic);
      }
      json.endArray();
      if (run.kernel() != null) {
        KernelReport.write(json, outcome.answers());
      }
      json.endObject();
    }
    json.endArray();
    KernelReport.write(json, run);
    json.name("summary").beginObject();
    json.name("hold").value(outcomes.size() - failed(outcomes));
    json.name("fail").value(failed(outcomes));
    json.endObject();
    json.endObject();
  }

  /** As Jenkins, GitLab and others read it: a suite for each module; what was not judged errs. */
  public static String junit(TestRun run) {
    List<Outcome> outcomes = run.outcomes();
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuites").append(counts(outcomes)).append(">\n");
    for (Map.Entry<String, List<Outcome>> module : byModule(outcomes).entrySet()) {
      out.append("  <testsuite");
      attribute(out, "name", module.getKey());
      out.append(counts(module.getValue())).append(">\n");
      for (Outcome outcome : module.getValue()) {
        junit(out, outcome);
      }
      out.append("  </testsuite>\n");
    }
    return out.append("</testsuites>\n").toString();
  }

  private static void junit(StringBuilder out, Outcome outcome) {
    out.append("    <testcase");
    attribute(out, "classname", outcome.module());
    attribute(out, "name", outcome.name());
    attribute(out, "file", outcome.place().file().name());
    attribute(out, "line", Integer.toString(outcome.place().line()));
    if (outcome.holds() && outcome.answers().isEmpty()) {
      out.append("/>\n");
      return;
    }
    out.append(">\n");
    if (!outcome.holds()) {
      problem(out, outcome);
    }
    if (!outcome.answers().isEmpty()) {
      out.append("      <system-out>");
      escape(out, KernelReport.statements(outcome));
      out.append("</system-out>\n");
    }
    out.append("    </testcase>\n");
  }

  private static void problem(StringBuilder out, Outcome outcome) {
    String element = undecided(outcome) ? "error" : "failure";
    out.append("      <").append(element);
    attribute(out, "message", outcome.problems().get(0).message());
    attribute(out, "type", outcome.problems().get(0).code().id());
    out.append('>');
    escape(out, new HumanReport(false).render(outcome.problems()));
    out.append("</").append(element).append(">\n");
  }

  private static boolean undecided(Outcome outcome) {
    return !outcome.holds() && outcome.problems().get(0).code() == Code.UNDECIDED;
  }

  private static String counts(List<Outcome> outcomes) {
    int errors = 0;
    for (Outcome outcome : outcomes) {
      errors += undecided(outcome) ? 1 : 0;
    }
    StringBuilder out = new StringBuilder();
    attribute(out, "tests", Integer.toString(outcomes.size()));
    attribute(out, "failures", Integer.toString(failed(outcomes) - errors));
    attribute(out, "errors", Integer.toString(errors));
    return out.toString();
  }

  private static void attribute(StringBuilder out, String name, String value) {
    out.append(' ').append(name).append("=\"");
    escape(out, value);
    out.append('"');
  }

  /** XML has no control characters but tab and line ends, escaped or not, and no lone surrogate. */
  private static void escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> {
          boolean allowed = (c >= ' ' && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) || c >= 0x10000;
          if (allowed || c == '\t' || c == '\n') {
            out.appendCodePoint(c);
          } else {
            out.append('?');
          }
        }
      }
    }
  }
}
