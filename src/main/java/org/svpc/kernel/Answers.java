package org.svpc.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.KernelAnswer;
import org.svpc.diagnostic.KernelAnswer.Way;
import org.svpc.kernel.ConsoleReading.Met;

/** Takes what the machine said as answers to questions. */
final class Answers {
  /** Errors by which a kernel keeps a process out: EACCES, and EPERM of ptrace and capabilities. */
  private static final List<Integer> KEPT_OUT = List.of(1, 13);

  private static final int SEGMENTATION = -11;

  private final ConsoleReading reading;

  Answers(ConsoleReading reading) {
    this.reading = reading;
  }

  /** The answer to a question; null where what came is none. */
  @Nullable KernelAnswer of(int policy, int number, Question question) {
    if (!question.reason().isEmpty()) {
      return answer(question, Way.NONE, false, question.reason(), List.of());
    }
    return question.check() != null
        ? performed(Scenario.id(policy, number), question)
        : asked(policy, number, question);
  }

  private static KernelAnswer answer(
      Question question, Way way, boolean kernel, String remark, List<String> denials) {
    return new KernelAnswer(
        question.place(),
        question.subject(),
        question.action(),
        question.object(),
        question.state(),
        way,
        question.expected(),
        question.model(),
        kernel,
        question.cause(),
        remark,
        denials);
  }

  /** What came instead of an answer, a sentence. */
  static String odd(ConsoleReading reading, int policy, int number, Question question) {
    Met met = reading.check(Scenario.id(policy, number));
    return "What `"
        + question.action()
        + "` of `"
        + question.subject()
        + "` on `"
        + question.object()
        + "` met in the machine is neither leave nor refusal: "
        + (met == null
            ? "no answer."
            : met.error() < 0 ? "signal " + -met.error() + "." : "error " + met.error() + ".");
  }

  private @Nullable KernelAnswer performed(String id, Question question) {
    Met met = reading.check(id);
    if (met == null) {
      return null;
    }
    List<String> denials = reading.denials(id);
    boolean starts = question.action().equals("start");
    boolean refused = KEPT_OUT.contains(met.error()) || (starts && met.error() == SEGMENTATION);
    if (met.error() != 0 && !refused) {
      return null;
    }
    String remark = "";
    boolean labelled = true;
    if (!refused && !question.wanted().isEmpty()) {
      labelled = isWanted(question, met.context());
      remark = "The label is `" + met.context() + "`.";
    }
    return answer(
        question, Way.PERFORMED, !refused && labelled, remark, refused ? denials : List.of());
  }

  private static boolean isWanted(Question question, String context) {
    return question.typeOnly()
        ? type(context).equals(type(question.wanted()))
        : context.equals(question.wanted());
  }

  /** The type of a context. */
  private static String type(String context) {
    int role = context.indexOf(':', context.indexOf(':') + 1);
    int end = context.indexOf(':', role + 1);
    return role < 0 ? "" : context.substring(role + 1, end < 0 ? context.length() : end);
  }

  private @Nullable KernelAnswer asked(int policy, int number, Question question) {
    boolean allowed = true;
    for (int i = 0; i < question.vectors().size(); i++) {
      String vector = reading.question(Scenario.vectorId(policy, number, i));
      int mask = question.vectors().get(i).mask();
      if (vector == null) {
        return null;
      }
      allowed &= (mask(vector) & mask) == mask;
    }
    String remark = "";
    if (question.label() != null) {
      String context = reading.question(Scenario.labelId(policy, number));
      if (context == null) {
        return null;
      }
      allowed &= isWanted(question, context);
      remark = "The label is `" + context + "`.";
    }
    return answer(question, Way.VECTOR, allowed, remark, List.of());
  }

  /** The first number, in hexadecimal, is what is allowed. */
  private static int mask(String vector) {
    int blank = vector.indexOf(' ');
    try {
      return Integer.parseUnsignedInt(blank < 0 ? vector : vector.substring(0, blank), 16);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
