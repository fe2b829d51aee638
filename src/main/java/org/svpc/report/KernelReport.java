package org.svpc.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.svpc.diagnostic.KernelAnswer;
import org.svpc.diagnostic.KernelAnswer.Cause;
import org.svpc.diagnostic.KernelAnswer.Way;
import org.svpc.diagnostic.Outcome;
import org.svpc.diagnostic.TestRun;
import org.svpc.source.Span;

/** What a kernel made of tests, within the reports of tests. */
final class KernelReport {
  private static final int MOST_DENIALS = 2;

  private KernelReport() {}

  // ---- for people

  /** A line for each statement of a test, and below it what the kernel logged. */
  static String statements(Outcome outcome) {
    Map<Span, List<KernelAnswer>> byPlace = new LinkedHashMap<>();
    for (KernelAnswer answer : outcome.answers()) {
      List<KernelAnswer> same = byPlace.get(answer.place());
      if (same == null) {
        same = new ArrayList<>();
        byPlace.put(answer.place(), same);
      }
      same.add(answer);
    }
    StringBuilder out = new StringBuilder();
    for (Map.Entry<Span, List<KernelAnswer>> statement : byPlace.entrySet()) {
      out.append("          ")
          .append(verdict(statement.getValue()))
          .append("  ")
          .append(SafeText.of(oneLine(statement.getKey().text())))
          .append("  (")
          .append(ways(statement.getValue()))
          .append(")\n");
      denials(statement.getValue(), out);
    }
    return out.toString();
  }

  private static String verdict(List<KernelAnswer> answers) {
    boolean decided = true;
    for (KernelAnswer answer : answers) {
      if (!answer.agrees()) {
        return "DISAGREES";
      }
      if (answer.decided() && !answer.holds()) {
        return "failed   ";
      }
      decided &= answer.decided();
    }
    return decided ? "held     " : "undecided";
  }

  private static String ways(List<KernelAnswer> answers) {
    Map<Way, Integer> counts = new EnumMap<>(Way.class);
    Set<String> reasons = new LinkedHashSet<>();
    for (KernelAnswer answer : answers) {
      Integer before = counts.get(answer.way());
      counts.put(answer.way(), before == null ? 1 : before + 1);
      if (!answer.decided()) {
        reasons.add(answer.remark());
      }
    }
    StringBuilder out = new StringBuilder();
    for (Map.Entry<Way, Integer> count : counts.entrySet()) {
      out.append(out.isEmpty() ? "" : ", ")
          .append(count.getValue())
          .append(count.getKey() == Way.VECTOR ? " by " : " ")
          .append(count.getKey().words());
    }
    for (String reason : reasons) {
      out.append(": ").append(reason);
    }
    return out.toString();
  }

  private static void denials(List<KernelAnswer> answers, StringBuilder out) {
    Set<String> lines = new LinkedHashSet<>();
    for (KernelAnswer answer : answers) {
      for (String denial : answer.denials()) {
        lines.add(essence(denial));
      }
    }
    int told = 0;
    for (String line : lines) {
      if (told++ == MOST_DENIALS) {
        out.append("                       ... and ")
            .append(lines.size() - MOST_DENIALS)
            .append(" more\n");
        return;
      }
      out.append("                       ").append(SafeText.of(line)).append('\n');
    }
  }

  /** A denial without what changes from run to run: process, path, inode. */
  private static String essence(String denial) {
    int end = denial.indexOf('}');
    int context = denial.indexOf("scontext=");
    int command = denial.indexOf("ioctlcmd=");
    if (end < 0 || context < end) {
      return denial;
    }
    int stop = denial.indexOf(" permissive=");
    String contexts = denial.substring(context, stop < context ? denial.length() : stop);
    return denial.substring(0, end + 1)
        + " "
        + (command < end || command > context ? "" : denial.substring(command, context))
        + contexts;
  }

  private static String oneLine(String statement) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < statement.length(); i++) {
      char c = statement.charAt(i);
      if (c > ' ') {
        text.append(c);
      } else if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
        text.append(' ');
      }
    }
    int last = text.length() - 1;
    return last >= 0 && text.charAt(last) == ';' ? text.substring(0, last) : text.toString();
  }

  /** How far kernel and svpc agree, what was denied, and how long it took. */
  static String summary(TestRun run) {
    TestRun.Kernel kernel = run.kernel();
    if (kernel == null) {
      return "";
    }
    Counts counts = new Counts(run);
    StringBuilder out = new StringBuilder();
    int agreed = counts.decided() - counts.disagreements;
    out.append("Linux ")
        .append(SafeText.of(kernel.release()))
        .append(" and svpc agree on ")
        .append(agreed)
        .append(" of ")
        .append(counts.decided())
        .append(counts.decided() == 1 ? " decision: " : " decisions: ")
        .append(counts.of(Way.PERFORMED))
        .append(" performed, ")
        .append(counts.of(Way.VECTOR))
        .append(" by access vector; ")
        .append(counts.of(Way.NONE))
        .append(" not decidable here.\n");
    out.append("Denials performed: ");
    for (Cause cause : Cause.values()) {
      if (cause != Cause.NONE) {
        out.append(cause == Cause.CONSTRAINT ? "" : ", ")
            .append(counts.denied.get(cause))
            .append(' ')
            .append(cause.words());
      }
    }
    return out.append(".\nTook: fetch ")
        .append(seconds(kernel.fetch()))
        .append(", link ")
        .append(seconds(kernel.link()))
        .append(", pack ")
        .append(seconds(kernel.pack()))
        .append(", boot ")
        .append(seconds(kernel.boot()))
        .append(", checks ")
        .append(seconds(kernel.checks()))
        .append(".\n")
        .toString();
  }

  private static String seconds(long milliseconds) {
    return String.format(Locale.ROOT, "%.1f s", milliseconds / 1000.0);
  }

  /** Which tests noticed that a safeguard is gone, and which safeguards nobody watches. */
  static String mutants(TestRun run) {
    StringBuilder out = new StringBuilder();
    for (TestRun.Mutant mutant : run.mutants()) {
      boolean hole = mutant.noticedBy().isEmpty();
      out.append(hole ? "  HOLE  without " : "  ok    without ")
          .append(SafeText.of(mutant.safeguard()))
          .append('\n');
      for (String name : mutant.noticedBy()) {
        out.append("          noticed by ").append(SafeText.of(name)).append('\n');
      }
      if (hole) {
        out.append("          noticed by no test: it could get lost, and nobody would know.\n");
      }
    }
    for (String hint : run.hints()) {
      out.append("  hint  ").append(SafeText.of(hint)).append('\n');
    }
    return out.isEmpty() ? "" : "Safeguards removed one by one\n" + out;
  }

  /** How many safeguards no test notices, as the end of a line. */
  static String holes(TestRun run) {
    int holes = 0;
    for (TestRun.Mutant mutant : run.mutants()) {
      holes += mutant.noticedBy().isEmpty() ? 1 : 0;
    }
    return holes == 0 ? "" : "; " + holes + (holes == 1 ? " hole" : " holes") + " in the tests";
  }

  /** How many answers there are of each kind. */
  private static final class Counts {
    private final Map<Way, Integer> ways = new EnumMap<>(Way.class);
    private final Map<Cause, Integer> denied = new EnumMap<>(Cause.class);
    private int disagreements;

    Counts(TestRun run) {
      for (Way way : Way.values()) {
        ways.put(way, 0);
      }
      for (Cause cause : Cause.values()) {
        denied.put(cause, 0);
      }
      for (Outcome outcome : run.outcomes()) {
        for (KernelAnswer answer : outcome.answers()) {
          ways.merge(answer.way(), 1, Integer::sum);
          disagreements += answer.agrees() ? 0 : 1;
          if (answer.way() == Way.PERFORMED && !answer.kernel() && !answer.model()) {
            denied.merge(answer.cause(), 1, Integer::sum);
          }
        }
      }
    }

    int of(Way way) {
      return ways.getOrDefault(way, 0);
    }

    int decided() {
      return of(Way.PERFORMED) + of(Way.VECTOR);
    }
  }

  // ---- for machines

  static void write(JsonWriter json, List<KernelAnswer> answers) throws IOException {
    json.name("kernel").beginArray();
    for (KernelAnswer answer : answers) {
      json.beginObject();
      JsonReport.writePlace(json, answer.place());
      json.name("subject").value(answer.subject());
      json.name("action").value(answer.action());
      json.name("object").value(answer.object());
      json.name("state").value(answer.state().strip());
      json.name("verdict").value(answer.verdict());
      json.name("way").value(answer.way().words());
      json.name("expected").value(word(answer.expected()));
      json.name("svpc").value(word(answer.model()));
      json.name("kernel").value(answer.decided() ? word(answer.kernel()) : "");
      json.name("agrees").value(answer.agrees());
      json.name("cause").value(answer.cause().words());
      json.name("remark").value(answer.remark());
      json.name("denials").beginArray();
      for (String denial : answer.denials()) {
        json.value(denial);
      }
      json.endArray();
      json.endObject();
    }
    json.endArray();
  }

  private static String word(boolean allowed) {
    return allowed ? "allowed" : "denied";
  }

  static void write(JsonWriter json, TestRun run) throws IOException {
    TestRun.Kernel kernel = run.kernel();
    if (kernel != null) {
      Counts counts = new Counts(run);
      json.name("kernel").beginObject();
      json.name("release").value(kernel.release());
      json.name("performed").value(counts.of(Way.PERFORMED));
      json.name("vectors").value(counts.of(Way.VECTOR));
      json.name("undecided").value(counts.of(Way.NONE));
      json.name("disagreements").value(counts.disagreements);
      json.name("milliseconds").beginObject();
      json.name("fetch").value(kernel.fetch());
      json.name("link").value(kernel.link());
      json.name("pack").value(kernel.pack());
      json.name("boot").value(kernel.boot());
      json.name("checks").value(kernel.checks());
      json.endObject();
      json.endObject();
    }
    if (!run.mutants().isEmpty()) {
      json.name("mutants").beginArray();
      for (TestRun.Mutant mutant : run.mutants()) {
        json.beginObject();
        json.name("without").value(mutant.safeguard());
        json.name("noticedBy").beginArray();
        for (String name : mutant.noticedBy()) {
          json.value(name);
        }
        json.endArray();
        json.endObject();
      }
      json.endArray();
    }
    if (!run.hints().isEmpty()) {
      json.name("hints").beginArray();
      for (String hint : run.hints()) {
        json.value(hint);
      }
      json.endArray();
    }
  }
}
