package org.svpc.policies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.TestCase;
import org.svpc.ir.TestCase.Label;
import org.svpc.ir.TestCase.Step;
import org.svpc.selinux.FileKind;
import org.svpc.source.Span;
import org.svpc.testing.Command;

/**
 * Judges the steps of {@code test} blocks without svpc's engine: access and new labels by
 * libsepol's security server in checkpolicy, labels of paths by libselinux's matchpathcon,
 * transitions for names by sesearch.
 *
 * <p>Each step is judged in every state of the booleans that conditions around it name, each time
 * with the other booleans as the policy is loaded, and with every one of them turned round.
 */
final class ExpectationsOracle {
  /** How many steps of each kind there are. */
  record Count(int can, int cannot, int starts, int creations) {
    int all() {
      return can + cannot + starts + creations;
    }
  }

  /** The number that checkpolicy gives to the first context it is told. */
  private static final int FIRST_SID = 28;

  private static final String ALLOWED = "allowed {";
  private static final String SID = "sid ";
  private static final String CONTEXT = "scontext ";

  private final Path policy;
  private final Map<String, Boolean> loaded = new TreeMap<>();
  private final Map<String, String> labelsOfPaths = new HashMap<>();
  private final KernelPolicy rules;

  /** The contexts that the policy itself gives a number, such as that of the kernel. */
  private final Map<String, Integer> initial = new HashMap<>();

  /** The other contexts, in the order in which checkpolicy is told them. */
  private final Map<String, Integer> sids = new LinkedHashMap<>();

  private final StringBuilder script = new StringBuilder();
  private final List<Question> questions = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private Map<String, Boolean> state = new TreeMap<>();

  /** Something asked of checkpolicy. */
  private sealed interface Question {
    Span place();
  }

  /** Which of the permissions are allowed; {@code wanted} says whether all are to be, or none. */
  private record Access(Span place, Set<String> permissions, boolean wanted, String state)
      implements Question {}

  /**
   * Whether the new label is that of this number.
   *
   * @param orAsked whether the label may be asked for instead, which the next question is about
   */
  private record NewLabel(Span place, int sid, boolean orAsked, String state) implements Question {}

  private ExpectationsOracle(Path policy) {
    this.policy = policy;
    rules = KernelPolicy.read(policy);
    for (String line :
        Command.of("seinfo", "--flat", "-b", "-x", policy.toString())
            .run()
            .orFail()
            .out()
            .lines()
            .toList()) {
      String[] words = line.strip().split("[ ;]+", -1);
      if (words.length > 2 && words[0].equals("bool")) {
        loaded.put(words[1], words[2].equals("true"));
      }
    }
    readInitial();
  }

  private void readInitial() {
    StringBuilder menu = new StringBuilder();
    for (int sid = 1; sid < FIRST_SID; sid++) {
      menu.append("1\n").append(sid).append('\n');
    }
    int sid = 0;
    for (String line : converse(menu.append("q\n").toString()).lines().toList()) {
      if (line.startsWith("Choose:")) {
        sid++;
      } else if (line.startsWith(CONTEXT)) {
        initial.putIfAbsent(line.substring(CONTEXT.length()).strip(), sid);
      }
    }
  }

  /**
   * What does not hold, with its place.
   *
   * @param policy a linked policy with {@code file_contexts} beside it
   */
  static List<String> failures(Path policy, List<TestCase> tests) {
    ExpectationsOracle oracle = new ExpectationsOracle(policy);
    for (TestCase test : tests) {
      oracle.steps(test.steps(), List.of());
    }
    oracle.judge();
    return oracle.failures;
  }

  static Count count(List<TestCase> tests) {
    List<Step> steps = new ArrayList<>();
    tests.forEach(test -> collect(test.steps(), steps));
    int[] counts = new int[4];
    for (Step step : steps) {
      if (step instanceof TestCase.Access access) {
        counts[access.allowed() ? 0 : 1]++;
      } else {
        counts[step instanceof TestCase.Start ? 2 : 3]++;
      }
    }
    return new Count(counts[0], counts[1], counts[2], counts[3]);
  }

  private static void collect(List<Step> steps, List<Step> into) {
    for (Step step : steps) {
      if (step instanceof TestCase.Choice choice) {
        collect(choice.then(), into);
        collect(choice.otherwise(), into);
      } else {
        into.add(step);
      }
    }
  }

  // ---- states of the booleans

  private record Guard(BooleanExpression condition, boolean wanted) {}

  private void steps(List<Step> steps, List<Guard> guards) {
    List<Step> plain = steps.stream().filter(s -> !(s instanceof TestCase.Choice)).toList();
    if (!plain.isEmpty()) {
      for (boolean turned : new boolean[] {false, true}) {
        for (Map<String, Boolean> states : states(guards)) {
          Map<String, Boolean> all = new TreeMap<>(loaded);
          all.replaceAll((name, on) -> on != turned);
          all.putAll(states);
          switchTo(all);
          plain.forEach(this::step);
        }
      }
    }
    for (Step step : steps) {
      if (step instanceof TestCase.Choice choice) {
        steps(choice.then(), with(guards, new Guard(choice.condition(), true)));
        steps(choice.otherwise(), with(guards, new Guard(choice.condition(), false)));
      }
    }
  }

  private static List<Guard> with(List<Guard> guards, Guard guard) {
    List<Guard> all = new ArrayList<>(guards);
    all.add(guard);
    return all;
  }

  private static List<Map<String, Boolean>> states(List<Guard> guards) {
    Set<String> names = new LinkedHashSet<>();
    guards.forEach(guard -> names(guard.condition(), names));
    List<String> order = List.copyOf(names);
    List<Map<String, Boolean>> states = new ArrayList<>();
    for (int bits = 0; bits < 1 << order.size(); bits++) {
      Map<String, Boolean> one = new TreeMap<>();
      for (int i = 0; i < order.size(); i++) {
        one.put(order.get(i), (bits & (1 << i)) != 0);
      }
      if (guards.stream().allMatch(guard -> value(guard.condition(), one) == guard.wanted())) {
        states.add(one);
      }
    }
    return states;
  }

  private static void names(BooleanExpression expression, Set<String> into) {
    if (expression instanceof BooleanExpression.Variable variable) {
      into.add(variable.name().name());
    } else if (expression instanceof BooleanExpression.Not not) {
      names(not.operand(), into);
    } else if (expression instanceof BooleanExpression.Binary binary) {
      names(binary.left(), into);
      names(binary.right(), into);
    }
  }

  private static boolean value(BooleanExpression expression, Map<String, Boolean> state) {
    if (expression instanceof BooleanExpression.Variable variable) {
      return state.get(variable.name().name());
    }
    if (expression instanceof BooleanExpression.Not not) {
      return !value(not.operand(), state);
    }
    BooleanExpression.Binary binary = (BooleanExpression.Binary) expression;
    boolean left = value(binary.left(), state);
    boolean right = value(binary.right(), state);
    return switch (binary.operator()) {
      case AND -> left && right;
      case OR -> left || right;
      case XOR, NEQ -> left != right;
      case EQ -> left == right;
    };
  }

  private void switchTo(Map<String, Boolean> wanted) {
    Map<String, Boolean> from = state.isEmpty() ? loaded : state;
    wanted.forEach(
        (name, on) -> {
          if (!on.equals(from.get(name))) {
            script.append("h\n").append(name).append('\n').append(on ? "1\n" : "0\n");
          }
        });
    state = wanted;
  }

  private String told() {
    List<String> changed = new ArrayList<>();
    state.forEach(
        (name, on) -> {
          if (!on.equals(loaded.get(name))) {
            changed.add(name + (on ? " on" : " off"));
          }
        });
    return changed.size() > 20 ? changed.size() + " booleans turned" : changed.toString();
  }

  // ---- questions

  private void step(Step step) {
    if (step instanceof TestCase.Access access) {
      for (TestCase.Permissions each : access.permissions()) {
        ask(
            access,
            process(access.subject()),
            either(access.target()),
            each.className(),
            new TreeSet<>(each.permissions()),
            access.allowed());
      }
    } else if (step instanceof TestCase.Start start) {
      start(start);
    } else if (step instanceof TestCase.Creation creation) {
      creation(creation);
    }
  }

  private void start(TestCase.Start start) {
    String source = process(start.subject());
    String file = object(start.file());
    String result =
        start.result() instanceof TestCase.OfType type
            ? withType(source, type.name().name())
            : process(start.result());
    ask(start, source, file, "file", Set.of("execute"), true);
    if (result.equals(source)) {
      ask(start, source, file, "file", Set.of("execute_no_trans"), true);
      return;
    }
    ask(start, source, result, "process", Set.of("transition"), true);
    ask(start, result, file, "file", Set.of("entrypoint"), true);
    askNew(start, source, file, "process", result, true);
    ask(start, source, source, "process", Set.of("setexec"), true);
  }

  private void creation(TestCase.Creation creation) {
    String source = process(creation.subject());
    String parent = object(creation.parent());
    String level = source.split(":", 4)[3].split("-", -1)[0];
    String result =
        creation.result() instanceof TestCase.OfType type
            ? source.split(":", 2)[0] + ":object_r:" + type.name().name() + ":" + level
            : object(creation.result());
    ask(creation, source, parent, "dir", Set.of("add_name", "search", "write"), true);
    ask(creation, source, result, creation.objectClass(), Set.of("create"), true);
    String name = creation.objectName();
    if (name == null || !named(source, parent, creation.objectClass(), name, typeOf(result))) {
      askNew(creation, source, parent, creation.objectClass(), result, false);
    }
  }

  /** Whether a rule for this name, and not that for all names, gives the type. */
  private boolean named(String source, String parent, String kind, String name, String type) {
    return Command.of(
            "sesearch",
            "-T",
            "-s",
            typeOf(source),
            "-t",
            typeOf(parent),
            "-c",
            kind,
            policy.toString())
        .run()
        .orFail()
        .out()
        .lines()
        .anyMatch(line -> line.endsWith(":" + kind + " " + type + " " + name + ";"));
  }

  private void ask(
      Step step, String source, String target, String kind, Set<String> permissions, boolean all) {
    script.append("0\n").append(sid(source)).append('\n').append(sid(target)).append('\n');
    script.append(kind).append('\n');
    questions.add(new Access(step.origin().outermost(), permissions, all, told()));
  }

  private void askNew(
      Step step, String source, String target, String kind, String result, boolean orAsked) {
    script.append("3\n").append(sid(source)).append('\n').append(sid(target)).append('\n');
    script.append(kind).append('\n');
    questions.add(new NewLabel(step.origin().outermost(), sid(result), orAsked, told()));
  }

  private int sid(String context) {
    Integer known = initial.get(context);
    return known != null ? known : sids.computeIfAbsent(context, t -> sids.size() + FIRST_SID);
  }

  // ---- labels

  private String process(Label label) {
    return label instanceof TestCase.OfType type
        ? "system_u:system_r:" + type.name().name() + ":s0"
        : context(label);
  }

  private String object(Label label) {
    return label instanceof TestCase.OfType type
        ? "system_u:object_r:" + type.name().name() + ":s0"
        : context(label);
  }

  private String either(Label label) {
    return label instanceof TestCase.OfType type
            && rules.types("domain").contains(rules.actual(type.name().name()))
        ? process(label)
        : object(label);
  }

  private String context(Label label) {
    if (label instanceof TestCase.OfPath path) {
      return labelsOfPaths.computeIfAbsent(
          path.kind().word() + " " + path.path(), key -> labelOf(path.path(), path.kind()));
    }
    TestCase.Context context = (TestCase.Context) label;
    return orElse(context.user() == null ? null : context.user().name(), "system_u")
        + ":"
        + orElse(
            context.role() == null ? null : context.role().name(),
            context.process() ? "system_r" : "object_r")
        + ":"
        + context.type().name()
        + ":"
        + (context.range() == null ? "s0" : context.range().text().replace(" ", ""));
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private String labelOf(String path, FileKind kind) {
    List<String> words = new ArrayList<>(List.of("matchpathcon", "-n"));
    words.addAll(List.of("-f", policy.resolveSibling("file_contexts").toString()));
    if (kind != FileKind.ANY) {
      words.addAll(List.of("-m", kind == FileKind.FIFO_FILE ? "pipe" : kind.word()));
    }
    words.add(path);
    return Command.of(words).run().orFail().out().strip();
  }

  private static String withType(String context, String type) {
    String[] parts = context.split(":", 4);
    return parts[0] + ":" + parts[1] + ":" + type + ":" + parts[3];
  }

  private static String typeOf(String context) {
    return context.split(":", 4)[2];
  }

  // ---- answers

  private void judge() {
    StringBuilder menu = new StringBuilder();
    sids.keySet().forEach(context -> menu.append("2\n").append(context).append('\n'));
    menu.append(script).append("q\n");
    List<String> answers = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (String line : converse(menu.toString()).lines().toList()) {
      if (line.startsWith(ALLOWED) || line.startsWith(SID)) {
        answers.add(line);
      } else if (line.contains("invalid") || line.contains("return code")) {
        refused.add(line);
      }
    }
    List<String> told = answers.subList(0, Math.min(sids.size(), answers.size()));
    for (int i = 0; i < told.size(); i++) {
      if (!told.get(i).equals(SID + (FIRST_SID + i))) {
        throw new IllegalStateException("context " + i + " of " + sids.keySet() + ": " + told);
      }
    }
    if (!refused.isEmpty() || answers.size() != sids.size() + questions.size()) {
      throw new IllegalStateException(
          answers.size() + " answers; " + refused + " of " + sids.keySet());
    }
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      String answer = answers.get(sids.size() + i);
      if (question instanceof NewLabel label && label.orAsked()) {
        i++;
        if (answer.equals(SID + label.sid())) {
          continue;
        }
        question = questions.get(i);
        answer = answers.get(sids.size() + i);
      }
      judge(question, answer);
    }
  }

  private void judge(Question question, String answer) {
    if (question instanceof NewLabel label) {
      if (!answer.equals(SID + label.sid())) {
        fail(question, "gets another label", label.state());
      }
    } else if (question instanceof Access access) {
      String text = answer.substring(ALLOWED.length(), answer.lastIndexOf('}')).strip();
      Set<String> allowed = Set.of(text.isEmpty() ? new String[0] : text.split(" +", -1));
      Set<String> wrong = new TreeSet<>(access.permissions());
      if (access.wanted()) {
        wrong.removeAll(allowed);
      } else {
        wrong.retainAll(allowed);
      }
      if (!wrong.isEmpty()) {
        fail(question, (access.wanted() ? "denied " : "allowed ") + wrong, access.state());
      }
    }
  }

  private void fail(Question question, String what, String booleans) {
    Span place = question.place();
    failures.add(place + ": " + what + " with " + booleans);
  }

  private String converse(String menu) {
    try {
      Path file = Files.createTempFile("svpc-questions", ".txt");
      try {
        Files.writeString(file, menu);
        return Command.of(
                "sh",
                "-c",
                "checkpolicy -M -b -d \"$0\" <\"$1\"",
                policy.toString(),
                file.toString())
            .run()
            .orFail()
            .out();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
