package org.svpc.policies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.svpc.corpus.Commands;
import org.svpc.policies.Expectations.Expectation;

/**
 * Judges expectations with libsepol's security server, inside checkpolicy: in each state of the
 * booleans that an expectation names, with all the others as the policy has them, off, and on.
 */
final class Oracle {
  private final Path policy;
  private final Path folder;
  private final List<String> booleans;
  private final Map<String, Boolean> defaults;
  private final Map<String, Integer> contexts = new LinkedHashMap<>();
  private final StringBuilder script = new StringBuilder();
  private final List<Asked> asked = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  /** A question, what its answer has to hold, and for what. */
  private record Asked(String place, boolean allowed, Set<String> permissions) {}

  /** A label that is to be made: of which type it has to be, or by asking for it. */
  private record Made(
      Expectation of, String source, String target, String objectClass, String type) {}

  Oracle(Path policy, Path folder, Map<String, Boolean> defaults) {
    this.policy = policy;
    this.folder = folder;
    this.defaults = defaults;
    this.booleans = List.copyOf(defaults.keySet());
  }

  /** What does not hold, with its place. */
  List<String> judge(List<Expectation> expectations) {
    List<Made> made = new ArrayList<>();
    expectations.forEach(expectation -> made(expectation, made));
    labels(made);
    // As the policy has them first: then nothing needs setting.
    run(expectations, defaults);
    Map<String, Boolean> state = new LinkedHashMap<>(defaults);
    for (boolean on : List.of(false, true)) {
      for (String bool : booleans) {
        if (state.put(bool, on) != on) {
          set(bool, on);
        }
      }
      run(expectations, state);
    }
    answers();
    return wrong;
  }

  /** How many questions were asked. */
  int questions() {
    return asked.size();
  }

  private void run(List<Expectation> expectations, Map<String, Boolean> others) {
    Map<Map<String, Boolean>, List<Expectation>> byState = new LinkedHashMap<>();
    for (Expectation expectation : expectations) {
      for (Map<String, Boolean> state : Expectations.states(expectation)) {
        byState.computeIfAbsent(state, key -> new ArrayList<>()).add(expectation);
      }
    }
    byState.forEach(
        (state, some) -> {
          state.forEach((bool, on) -> set(bool, on));
          some.forEach(expectation -> ask(expectation, state));
          state.keySet().forEach(bool -> set(bool, others.get(bool)));
        });
  }

  private void set(String bool, boolean on) {
    script.append("h\n").append(bool).append('\n').append(on ? "1\n" : "0\n");
  }

  private void ask(Expectation expectation, Map<String, Boolean> state) {
    String place = expectation.place() + " " + state;
    if (expectation instanceof Expectations.Access access) {
      ask(
          place,
          access.source(),
          access.target(),
          access.objectClass(),
          access.allowed(),
          access.permissions());
    } else if (expectation instanceof Expectations.Start start) {
      String result = ofType(start.source(), start.result());
      ask(place, start.source(), start.file(), "file", true, Set.of("execute"));
      ask(place, start.source(), result, "process", true, Set.of("transition"));
      ask(place, result, start.file(), "file", true, Set.of("entrypoint"));
    } else if (expectation instanceof Expectations.Creation creation) {
      String result = ofType(creation.parent(), creation.result());
      ask(
          place,
          creation.source(),
          creation.parent(),
          "dir",
          true,
          Set.of("add_name", "search", "write"));
      ask(place, creation.source(), result, creation.objectClass(), true, Set.of("create"));
    }
  }

  private static String ofType(String context, String type) {
    String[] parts = context.split(":", 4);
    return parts[0] + ":" + parts[1] + ":" + type + ":" + parts[3];
  }

  private void ask(
      String place,
      String source,
      String target,
      String objectClass,
      boolean allowed,
      Set<String> permissions) {
    script
        .append("0\n\u0001")
        .append(context(source))
        .append("\n\u0001")
        .append(context(target))
        .append('\n')
        .append(objectClass)
        .append('\n');
    asked.add(new Asked(place, allowed, permissions));
  }

  private int context(String text) {
    return contexts.computeIfAbsent(text, key -> contexts.size());
  }

  // ---- labels that are made

  private static void made(Expectation expectation, List<Made> made) {
    if (expectation instanceof Expectations.Start start) {
      made.add(new Made(start, start.source(), start.file(), "process", start.result()));
    } else if (expectation instanceof Expectations.Creation creation) {
      made.add(
          new Made(
              creation,
              creation.source(),
              creation.parent(),
              creation.objectClass(),
              creation.result()));
    }
  }

  private void labels(List<Made> made) {
    StringBuilder questions = new StringBuilder();
    for (Made each : made) {
      questions
          .append("3\n\u0001")
          .append(context(each.source()))
          .append("\n\u0001")
          .append(context(each.target()))
          .append('\n')
          .append(each.objectClass())
          .append('\n');
    }
    List<String> sids = sids();
    List<String> found = behind("sid ", converse(told() + resolved(questions, sids)));
    StringBuilder shown = new StringBuilder();
    found
        .subList(contexts.size(), found.size())
        .forEach(sid -> shown.append("1\n").append(sid).append('\n'));
    List<String> results =
        behind("scontext ", converse(told() + resolved(questions, sids) + shown));
    List<String> last = results.subList(results.size() - made.size(), results.size());
    for (int i = 0; i < made.size(); i++) {
      Made each = made.get(i);
      String type = last.get(i).split(":", 4)[2];
      if (!type.equals(each.type())) {
        // Only a process may ask for a label, as libvirt does for its guests.
        if (each.of() instanceof Expectations.Start) {
          ask(each.of().place(), each.source(), each.source(), "process", true, Set.of("setexec"));
        } else {
          wrong.add(each.of().place() + ": becomes " + type);
        }
      }
    }
  }

  // ---- the conversation

  private void answers() {
    List<String> sids = sids();
    List<String> answers = new ArrayList<>();
    for (String line : converse(told() + resolved(script, sids)).split("\n", -1)) {
      int start = line.indexOf("allowed {");
      if (start >= 0) {
        answers.add(line.substring(start + "allowed {".length(), line.lastIndexOf('}')).strip());
      }
    }
    if (answers.size() != asked.size()) {
      throw new AssertionError(answers.size() + " answers to " + asked.size() + " questions");
    }
    for (int i = 0; i < answers.size(); i++) {
      Asked question = asked.get(i);
      Set<String> allowed = new TreeSet<>(List.of(answers.get(i).split(" +", -1)));
      for (String permission : question.permissions()) {
        if (allowed.contains(permission) != question.allowed()) {
          wrong.add(question.place() + ": " + permission);
        }
      }
    }
  }

  private String told() {
    StringBuilder lines = new StringBuilder();
    contexts.keySet().forEach(context -> lines.append("2\n").append(context).append('\n'));
    return lines.toString();
  }

  private List<String> sids() {
    List<String> sids = behind("sid ", converse(told()));
    if (sids.size() != contexts.size()) {
      throw new AssertionError(sids.size() + " of " + contexts.size() + ": " + contexts.keySet());
    }
    return sids;
  }

  private static String resolved(StringBuilder text, List<String> sids) {
    StringBuilder whole = new StringBuilder();
    for (String line : text.toString().split("\n", -1)) {
      whole
          .append(line.startsWith("\u0001") ? sids.get(Integer.parseInt(line.substring(1))) : line)
          .append('\n');
    }
    // The last line is empty, and no choice of the menu.
    whole.setLength(whole.length() - 1);
    return whole.toString();
  }

  private static List<String> behind(String word, String output) {
    List<String> found = new ArrayList<>();
    for (String line : output.split("\n", -1)) {
      int start = line.startsWith(word) ? 0 : line.indexOf("  " + word);
      if (start >= 0) {
        found.add(line.substring(line.indexOf(word) + word.length()).strip());
      }
    }
    return found;
  }

  private String converse(String questions) {
    try {
      Path input = Files.writeString(folder.resolve("questions"), questions + "q\n");
      return Commands.require(
          folder,
          List.of(
              "sh",
              "-c",
              "checkpolicy -M -b -d \"$0\" <\"$1\"",
              policy.toString(),
              input.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
