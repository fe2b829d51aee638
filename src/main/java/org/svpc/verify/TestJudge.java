package org.svpc.verify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessDecisions;
import org.svpc.access.NewLabels;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.SecurityContext;
import org.svpc.ir.Node;
import org.svpc.ir.TestCase;
import org.svpc.ir.TestCase.Label;
import org.svpc.ir.TestCase.Step;
import org.svpc.source.Origin;
import org.svpc.verify.States.Guard;

/** Judges the steps of tests, each in every state of the booleans that it depends on. */
final class TestJudge {
  private final Policy policy;
  private final AccessDecisions decisions;
  private final TestLabels labels;
  private final Reasons reasons;

  /** What is tried: each step in each state that it is judged in. */
  private List<Trial> trials = new ArrayList<>();

  /**
   * @param decisions with the booleans as the policy is loaded
   */
  TestJudge(AccessDecisions decisions, TestLabels labels, Reasons reasons) {
    this.decisions = decisions;
    this.labels = labels;
    this.reasons = reasons;
    policy = decisions.policy();
  }

  /** What of a test does not hold, in the order of its steps. */
  List<Diagnostic> judge(TestCase test) {
    List<Diagnostic> problems = new ArrayList<>();
    steps(test.steps(), List.of(), problems);
    return problems;
  }

  /** What a test comes to, in the order of its steps; nothing of a step that cannot be judged. */
  List<Trial> trials(TestCase test) {
    trials = new ArrayList<>();
    steps(test.steps(), List.of(), new ArrayList<>());
    return trials;
  }

  private void steps(List<Step> steps, List<Guard> guards, List<Diagnostic> problems) {
    for (Step step : steps) {
      try {
        step(step, guards, problems);
      } catch (Undecided e) {
        problems.add(undecided(e, step.origin()));
      }
    }
  }

  static Diagnostic undecided(Undecided reason, Origin origin) {
    Diagnostic.Builder problem =
        Diagnostic.at(Code.UNDECIDED, origin, reason.problem()).label("cannot be judged");
    return (reason.help().isEmpty() ? problem : problem.help(reason.help())).build();
  }

  private void step(Step step, List<Guard> guards, List<Diagnostic> problems) throws Undecided {
    if (step instanceof TestCase.Access access) {
      access(access, guards, problems);
    } else if (step instanceof TestCase.Start start) {
      add(start(start, guards), problems);
    } else if (step instanceof TestCase.Creation creation) {
      add(creation(creation, guards), problems);
    } else if (step instanceof TestCase.Choice choice) {
      var expression = States.of(choice.condition(), policy);
      steps(choice.then(), with(guards, new Guard(expression, true)), problems);
      steps(choice.otherwise(), with(guards, new Guard(expression, false)), problems);
    }
  }

  private static void add(@Nullable Diagnostic problem, List<Diagnostic> problems) {
    if (problem != null) {
      problems.add(problem);
    }
  }

  private static List<Guard> with(List<Guard> guards, Guard guard) {
    List<Guard> all = new ArrayList<>(guards);
    all.add(guard);
    return all;
  }

  // ---- can, cannot

  /** Permissions of one class between two contexts. */
  record Question(SecurityContext source, SecurityContext target, int objectClass, int mask) {}

  private void access(TestCase.Access step, List<Guard> guards, List<Diagnostic> problems)
      throws Undecided {
    SecurityContext source = labels.process(step.subject());
    SecurityContext target = labels.either(step.target());
    for (TestCase.Permissions each : step.permissions()) {
      int objectClass = classOf(each.className());
      int mask = 0;
      for (String permission : each.permissions()) {
        mask |= mask(objectClass, permission);
      }
      Question question = new Question(source, target, objectClass, mask);
      States states = new States(policy, guards);
      addRules(states, question);
      Diagnostic problem = null;
      for (IdSet on : states.where(guards)) {
        AccessDecisions here = decisions.withBooleans(on);
        String state = states.told(on);
        Diagnostic found =
            step.commands().isEmpty()
                ? permissions(step, question, here, state)
                : commands(step, question, here, state);
        problem = problem == null ? found : problem;
      }
      add(problem, problems);
    }
  }

  private @Nullable Diagnostic permissions(
      TestCase.Access step, Question question, AccessDecisions here, String state) {
    int mask = question.mask();
    trials.add(
        new Trial.Permissions(
            step,
            here.on(),
            state,
            question.source(),
            question.target(),
            question.objectClass(),
            mask));
    int allowed = here.allowed(question.source(), question.target(), question.objectClass()) & mask;
    int wrong = step.allowed() ? mask & ~allowed : allowed;
    return wrong == 0 ? null : denial(step, question, wrong, here, state);
  }

  private @Nullable Diagnostic commands(
      TestCase.Access step, Question question, AccessDecisions here, String state) {
    BitSet asked = new BitSet();
    for (Node.NumberRange range : step.commands()) {
      asked.set(range.low(), range.high() + 1);
      for (int command : new TreeSet<>(List.of(range.low(), middle(range), range.high()))) {
        trials.add(
            new Trial.Command(
                step,
                here.on(),
                state,
                question.source(),
                question.target(),
                question.objectClass(),
                command));
      }
    }
    IdSet granted = here.commands(question.source(), question.target(), question.objectClass());
    IdSet wrong = step.allowed() ? IdSet.of(asked).without(granted) : IdSet.of(asked).and(granted);
    if (wrong.isEmpty()) {
      return null;
    }
    Diagnostic.Builder problem = accessProblem(step, question, question.mask(), state);
    int first = wrong.next(0);
    if ((here.allowed(question.source(), question.target(), question.objectClass())
            & question.mask())
        == 0) {
      reasons.denied(question, question.mask(), here, problem);
      return problem.build();
    }
    reasons.command(question, first, here, problem);
    return problem.build();
  }

  private static int middle(Node.NumberRange range) {
    return (range.low() + range.high()) / 2;
  }

  private Diagnostic denial(
      TestCase.Access step, Question question, int wrong, AccessDecisions here, String state) {
    Diagnostic.Builder problem = accessProblem(step, question, wrong, state);
    if (step.allowed()) {
      reasons.denied(question, wrong, here, problem);
    } else {
      reasons.allowed(question, wrong, here, problem);
    }
    return problem.build();
  }

  /** What does not hold, with the contexts that it is about. */
  private Diagnostic.Builder accessProblem(
      TestCase.Access step, Question question, int wrong, String state) {
    ObjectClass objectClass = policy.classes().get(question.objectClass());
    Label target = step.target();
    Diagnostic.Builder problem =
        Diagnostic.at(
                Code.TEST_FAILED,
                step.origin(),
                "`"
                    + step.subject().name()
                    + (step.allowed() ? "` cannot `" : "` can `")
                    + String.join(" ", objectClass.names(wrong))
                    + "` `"
                    + target.name()
                    + ":"
                    + objectClass.name()
                    + "`"
                    + state
                    + ".")
            .label(step.allowed() ? "said to be allowed" : "said to be denied");
    reasons.contexts(step.subject(), question.source(), problem);
    if (!target.equals(step.subject())) {
      reasons.contexts(target, question.target(), problem);
    }
    return problem;
  }

  private int classOf(String name) throws Undecided {
    int objectClass = policy.classes().names().id(name);
    if (objectClass < 0) {
      throw new Undecided("The policy has no class `" + name + "`.", "");
    }
    return objectClass;
  }

  private int mask(int objectClass, String permission) throws Undecided {
    int mask = policy.classes().get(objectClass).mask(permission);
    if (mask == 0) {
      throw new Undecided(
          "The class `"
              + policy.classes().names().name(objectClass)
              + "` of the policy has no permission `"
              + permission
              + "`.",
          "");
    }
    return mask;
  }

  /** Adds the booleans that have a say in the answer to a question. */
  private void addRules(States states, Question question) {
    int free =
        question.mask()
            & ~decisions.constrained(
                question.source(), question.target(), question.objectClass(), question.mask());
    Integer source = question.source().type();
    // The kernel follows chains of type bounds, and refuses long ones.
    for (int depth = 0; source != null && depth < 8; depth++) {
      Integer above = policy.types().bounds().get(question.target().type());
      addRules(states, source, question.target().type(), question.objectClass(), free);
      if (depth > 0 && above != null) {
        addRules(states, source, above, question.objectClass(), free);
      }
      source = policy.types().bounds().get(source);
    }
  }

  /** A rule that grants without condition makes those with one irrelevant, unless bounded. */
  private void addRules(States states, int source, int target, int objectClass, int mask) {
    Sorting sorting = new Sorting(mask);
    decisions.eachRule(source, target, objectClass, sorting);
    for (int rule : sorting.conditional) {
      if ((policy.rules().datum(rule) & mask & ~sorting.always) != 0) {
        states.addRule(rule);
      }
    }
  }

  private final class Sorting implements IntConsumer {
    private final int mask;
    private final List<Integer> conditional = new ArrayList<>();
    private int always;

    Sorting(int mask) {
      this.mask = mask;
    }

    @Override
    public void accept(int rule) {
      if (policy.rules().kind(rule) != RuleKind.ALLOW || (policy.rules().datum(rule) & mask) == 0) {
        return;
      }
      if (policy.rules().isConditional(rule)) {
        conditional.add(rule);
      } else {
        always |= policy.rules().datum(rule);
      }
    }
  }

  // ---- starts

  private @Nullable Diagnostic start(TestCase.Start step, List<Guard> guards) throws Undecided {
    SecurityContext source = labels.process(step.subject());
    SecurityContext file = labels.object(step.file());
    SecurityContext wanted = labels.process(step.result());
    boolean typeOnly = step.result() instanceof TestCase.OfType;
    int process = classOf("process");
    int fileClass = classOf("file");
    boolean stays = wanted.type() == source.type() && typeOnly;
    States states = new States(policy, guards);
    addTypeRules(states, source.type(), file.type(), process);
    List<Question> asked = new ArrayList<>();
    asked.add(
        new Question(
            source,
            file,
            fileClass,
            mask(fileClass, "execute") | (stays ? mask(fileClass, "execute_no_trans") : 0)));
    if (!stays) {
      asked.add(new Question(source, wanted, process, mask(process, "transition")));
      asked.add(new Question(wanted, file, fileClass, mask(fileClass, "entrypoint")));
      asked.add(new Question(source, source, process, mask(process, "setexec")));
    }
    for (Question question : asked) {
      addRules(states, question);
    }
    Diagnostic first = null;
    for (IdSet on : states.where(guards)) {
      AccessDecisions here = decisions.withBooleans(on);
      SecurityContext usual = new NewLabels(here).of(source, file, process, null);
      boolean byRule = typeOnly ? usual.type() == wanted.type() : usual.equals(wanted);
      SecurityContext result =
          !typeOnly ? wanted : byRule ? usual : withType(source, wanted.type());
      trials.add(
          new Trial.Start(
              step, on, states.told(on), source, file, result, !stays && !byRule, stays));
      List<Question> needed = new ArrayList<>(asked.subList(0, 1));
      if (!stays) {
        needed.add(new Question(source, result, process, mask(process, "transition")));
        needed.add(new Question(result, file, fileClass, mask(fileClass, "entrypoint")));
        if (!byRule) {
          needed.add(asked.get(3));
        }
      }
      Diagnostic problem = started(step, needed, usual, byRule, here, states.told(on));
      first = first == null ? problem : first;
    }
    return first;
  }

  private static SecurityContext withType(SecurityContext context, int type) {
    return new SecurityContext(context.user(), context.role(), type, context.range());
  }

  private @Nullable Diagnostic started(
      TestCase.Start step,
      List<Question> needed,
      SecurityContext usual,
      boolean byRule,
      AccessDecisions here,
      String state) {
    for (Question question : needed) {
      int denied =
          question.mask()
              & ~here.allowed(question.source(), question.target(), question.objectClass());
      if (denied != 0) {
        Diagnostic.Builder problem =
            Diagnostic.at(
                    Code.TEST_FAILED,
                    step.origin(),
                    "`"
                        + step.subject().name()
                        + "` cannot start `"
                        + step.file().name()
                        + "` as `"
                        + step.result().name()
                        + "`"
                        + state
                        + ".")
                .label("cannot start");
        if (!byRule) {
          problem.note(
              "By itself the process would become `"
                  + reasons.shown(usual)
                  + "`; for another it"
                  + " has to ask, with the permission `setexec`.");
        }
        reasons.question(question, denied, problem);
        reasons.denied(question, denied, here, problem);
        return problem.build();
      }
    }
    return null;
  }

  private void addTypeRules(States states, int source, int target, int objectClass) {
    decisions.eachRule(
        source,
        target,
        objectClass,
        new IntConsumer() {
          @Override
          public void accept(int rule) {
            if (policy.rules().kind(rule) == RuleKind.TYPE_TRANSITION) {
              states.addRule(rule);
            }
          }
        });
  }

  // ---- creates

  private @Nullable Diagnostic creation(TestCase.Creation step, List<Guard> guards)
      throws Undecided {
    SecurityContext source = labels.process(step.subject());
    SecurityContext parent = labels.object(step.parent());
    SecurityContext wanted = labels.object(step.result());
    boolean typeOnly = step.result() instanceof TestCase.OfType;
    int objectClass = classOf(step.objectClass());
    int dir = classOf("dir");
    int enter = mask(dir, "add_name") | mask(dir, "write") | mask(dir, "search");
    int create = mask(objectClass, "create");
    States states = new States(policy, guards);
    addTypeRules(states, source.type(), parent.type(), objectClass);
    addRules(states, new Question(source, parent, dir, enter));
    addRules(states, new Question(source, wanted, objectClass, create));
    Diagnostic first = null;
    for (IdSet on : states.where(guards)) {
      AccessDecisions here = decisions.withBooleans(on);
      SecurityContext made = new NewLabels(here).of(source, parent, objectClass, step.objectName());
      String state = states.told(on);
      trials.add(
          new Trial.Creation(step, on, state, source, parent, objectClass, wanted, typeOnly));
      Diagnostic problem =
          (typeOnly ? made.type() != wanted.type() : !made.equals(wanted))
              ? created(step, state, " gets another label", made).build()
              : creatable(
                  step,
                  List.of(
                      new Question(source, parent, dir, enter),
                      new Question(source, made, objectClass, create)),
                  made,
                  here,
                  state);
      first = first == null ? problem : first;
    }
    return first;
  }

  private @Nullable Diagnostic creatable(
      TestCase.Creation step,
      List<Question> needed,
      SecurityContext made,
      AccessDecisions here,
      String state) {
    for (Question question : needed) {
      int denied =
          question.mask()
              & ~here.allowed(question.source(), question.target(), question.objectClass());
      if (denied != 0) {
        Diagnostic.Builder problem = created(step, state, " is denied", made);
        reasons.question(question, denied, problem);
        reasons.denied(question, denied, here, problem);
        return problem.build();
      }
    }
    return null;
  }

  private Diagnostic.Builder created(
      TestCase.Creation step, String state, String what, SecurityContext made) {
    String name = step.objectName();
    return Diagnostic.at(
            Code.TEST_FAILED,
            step.origin(),
            "What `"
                + step.subject().name()
                + "` creates as `"
                + step.objectClass()
                + "` in `"
                + step.parent().name()
                + "`"
                + what
                + state
                + ".")
        .label("said to be `" + step.result().name() + "`")
        .note(
            "The label"
                + (name == null ? "" : " of \"" + name + "\"")
                + " is `"
                + reasons.shown(made)
                + "`.");
  }
}
