package org.svpc.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.svpc.index.IdSet;
import org.svpc.index.Names;
import org.svpc.index.Policy;

/**
 * What the machine is to do, a line for each command to its program. The answers bear the place of
 * the policy and of the question, and the place of a vector behind that: {@code 0.12.1}.
 */
final class Scenario {
  /** As many as the program's table of a batch holds, or fewer. */
  private static final int BATCH = 48;

  private final StringBuilder text = new StringBuilder();
  private final Map<String, Integer> fileSystems = new LinkedHashMap<>();
  private int asked;

  /** The booleans that the machine has on; a load of another policy keeps them. */
  private IdSet on = IdSet.EMPTY;

  /** The name of a policy's file in the machine. */
  static String file(int policy) {
    return "policy." + policy;
  }

  /** The name under which a question is answered. */
  static String id(int policy, int question) {
    return policy + "." + question;
  }

  static String vectorId(int policy, int question, int vector) {
    return id(policy, question) + ".v" + vector;
  }

  static String labelId(int policy, int question) {
    return id(policy, question) + ".l";
  }

  /** Adds a policy with its questions. */
  void add(int number, Policy policy, List<Question> questions) {
    line("load", "/" + file(number));
    if (number == 0) {
      on = policy.booleans().on();
      line("filesystem", "0", Check.NONE);
    }
    Map<IdSet, List<Integer>> byState = new LinkedHashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      if (question.reason().isEmpty()) {
        byState.computeIfAbsent(question.on(), state -> new ArrayList<>()).add(i);
      }
    }
    for (Map.Entry<IdSet, List<Integer>> state : byState.entrySet()) {
      booleans(policy.booleans().names(), state.getKey());
      ask(number, questions, state.getValue());
    }
  }

  private void ask(int policy, List<Question> questions, List<Integer> chosen) {
    int waiting = 0;
    for (int i : chosen) {
      Question question = questions.get(i);
      Check check = question.check();
      if (check == null) {
        vectors(policy, i, question);
      } else {
        check(id(policy, i), check);
        asked++;
        if (++waiting == BATCH) {
          line("go");
          waiting = 0;
        }
      }
    }
    if (waiting > 0) {
      line("go");
    }
  }

  private void vectors(int policy, int number, Question question) {
    List<Question.Vector> vectors = question.vectors();
    for (int i = 0; i < vectors.size(); i++) {
      Question.Vector vector = vectors.get(i);
      line(
          "vector",
          vectorId(policy, number, i),
          vector.source(),
          vector.target(),
          Integer.toString(vector.objectClass()));
      asked++;
    }
    Question.Label label = question.label();
    if (label != null) {
      List<String> fields =
          new ArrayList<>(
              List.of(
                  "label",
                  labelId(policy, number),
                  label.source(),
                  label.target(),
                  Integer.toString(label.objectClass())));
      if (!label.name().isEmpty()) {
        fields.add(label.name());
      }
      line(fields.toArray(String[]::new));
      asked++;
    }
  }

  private void check(String id, Check check) {
    line(
        "check",
        id,
        check.operation(),
        check.kind(),
        check.subject(),
        check.target(),
        check.folder(),
        check.other(),
        fileSystem(check.fileSystem()),
        Integer.toString(check.number()),
        check.name());
  }

  private String fileSystem(String context) {
    if (context.equals(Check.NONE)) {
      return "0";
    }
    Integer known = fileSystems.get(context);
    if (known == null) {
      known = fileSystems.size() + 1;
      fileSystems.put(context, known);
      // Mounted while the batch is still being told: nothing is enforced until it goes.
      line("filesystem", Integer.toString(known), context);
    }
    return Integer.toString(known);
  }

  private void booleans(Names names, IdSet wanted) {
    List<String> fields = new ArrayList<>();
    fields.add("booleans");
    IdSet changed = wanted.without(on).or(on.without(wanted));
    for (int bool = changed.next(0); bool >= 0; bool = changed.next(bool + 1)) {
      fields.add(names.name(bool) + "=" + (wanted.contains(bool) ? 1 : 0));
    }
    if (fields.size() > 1) {
      line(fields.toArray(String[]::new));
    }
    on = wanted;
  }

  private void line(String... fields) {
    text.append(String.join("\t", fields)).append('\n');
  }

  /** How many answers there have to be. */
  int asked() {
    return asked;
  }

  String text() {
    return text.toString();
  }
}
