package org.svpc.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessDecisions;
import org.svpc.access.NewLabels;
import org.svpc.diagnostic.KernelAnswer.Cause;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;
import org.svpc.ir.TestCase;
import org.svpc.kernel.Question.Label;
import org.svpc.kernel.Question.Vector;
import org.svpc.source.Span;
import org.svpc.verify.Trial;

/** Turns what a test comes to into questions for a kernel. */
final class Planner {
  /** States of the booleans in which one statement is tried, the policy's own first. */
  static final int MOST_STATES = 16;

  private static final String PROCESS = "process";
  private static final String FILE = "file";
  private static final String DIR = "dir";

  private final AccessDecisions decisions;
  private final Policy policy;
  private final Map<IdSet, Model> models = new HashMap<>();

  /**
   * @param decisions of the policy, in any state
   */
  Planner(AccessDecisions decisions) {
    this.decisions = decisions;
    policy = decisions.policy();
  }

  List<Question> questions(List<Trial> trials) {
    List<Question> questions = new ArrayList<>();
    Map<TestCase.Step, Map<IdSet, Boolean>> states = new HashMap<>();
    for (Trial trial : trials) {
      Map<IdSet, Boolean> seen = states.computeIfAbsent(trial.step(), step -> new HashMap<>());
      if (seen.size() < MOST_STATES || seen.containsKey(trial.on())) {
        seen.put(trial.on(), true);
        add(trial, questions);
      }
    }
    return questions;
  }

  private Model model(IdSet on) {
    return models.computeIfAbsent(on, state -> new Model(decisions.withBooleans(state)));
  }

  private void add(Trial trial, List<Question> questions) {
    if (trial instanceof Trial.Permissions permissions) {
      ObjectClass objectClass = policy.classes().get(permissions.objectClass());
      for (String permission : objectClass.names(permissions.mask())) {
        questions.add(permission(permissions, objectClass, permission));
      }
    } else if (trial instanceof Trial.Command command) {
      questions.add(command(command));
    } else if (trial instanceof Trial.Start start) {
      questions.add(start(start));
    } else if (trial instanceof Trial.Creation creation) {
      questions.add(creation(creation));
    }
  }

  private static Span place(Trial trial) {
    return trial.step().origin().span();
  }

  // ---- permissions

  private Question permission(Trial.Permissions trial, ObjectClass objectClass, String permission) {
    Model model = model(trial.on());
    int mask = objectClass.mask(permission);
    boolean allowed = allowed(model, trial.source(), trial.target(), trial.objectClass(), mask);
    return new Question(
        place(trial),
        model.shown(trial.source()),
        permission,
        model.shown(trial.target()) + ":" + objectClass.name(),
        trial.state(),
        trial.on(),
        trial.step().allowed(),
        allowed,
        allowed
            ? Cause.NONE
            : cause(model, trial.source(), trial.target(), trial.objectClass(), mask),
        "",
        false,
        new Operations(model)
            .showing(trial.source(), trial.target(), objectClass.name(), permission),
        List.of(vector(model, trial.source(), trial.target(), trial.objectClass(), mask)),
        null,
        "");
  }

  private static boolean allowed(
      Model model, SecurityContext source, SecurityContext target, int objectClass, int mask) {
    return (model.decisions().allowed(source, target, objectClass) & mask) == mask;
  }

  private static Cause cause(
      Model model, SecurityContext source, SecurityContext target, int objectClass, int mask) {
    int constrained = model.decisions().constrained(source, target, objectClass, mask);
    int ever = model.everGranted(source, target, objectClass);
    if ((ever & mask) == 0) {
      return Cause.RULE;
    }
    return constrained != 0 ? Cause.CONSTRAINT : Cause.BOOLEAN;
  }

  private static Vector vector(
      Model model, SecurityContext source, SecurityContext target, int objectClass, int mask) {
    return new Vector(model.shown(source), model.shown(target), objectClass + 1, mask);
  }

  private Question command(Trial.Command trial) {
    Model model = model(trial.on());
    String name = policy.classes().names().name(trial.objectClass());
    int mask = policy.classes().get(trial.objectClass()).mask("ioctl");
    boolean plain = allowed(model, trial.source(), trial.target(), trial.objectClass(), mask);
    boolean allowed =
        model
            .decisions()
            .ioctl(trial.source(), trial.target(), trial.objectClass(), trial.command())
            .allowed();
    Check check =
        new Operations(model).command(trial.source(), trial.target(), name, trial.command());
    return new Question(
        place(trial),
        model.shown(trial.source()),
        "ioctl 0x" + Integer.toHexString(trial.command()),
        model.shown(trial.target()) + ":" + name,
        trial.state(),
        trial.on(),
        trial.step().allowed(),
        allowed,
        allowed
            ? Cause.NONE
            : plain
                ? Cause.COMMAND
                : cause(model, trial.source(), trial.target(), trial.objectClass(), mask),
        "",
        false,
        check,
        List.of(),
        null,
        check != null ? "" : reason(model, trial, name));
  }

  private static String reason(Model model, Trial.Command trial, String className) {
    if (model.isPermissive(trial.source())) {
      return "The type is permissive, so that a kernel only logs.";
    }
    return Operations.isCommand(trial.command())
        ? "The machine has no `" + className + "` that takes commands."
        : "For this command the kernel does not ask for `ioctl`.";
  }

  // ---- programs

  private Question start(Trial.Start trial) {
    Model model = model(trial.on());
    int process = policy.classes().names().id(PROCESS);
    int file = policy.classes().names().id(FILE);
    ObjectClass files = policy.classes().get(file);
    ObjectClass processes = policy.classes().get(process);
    SecurityContext source = trial.source();
    SecurityContext result = trial.result();
    List<Vector> vectors = new ArrayList<>();
    vectors.add(
        vector(
            model,
            source,
            trial.file(),
            file,
            files.mask("execute") | (trial.stays() ? files.mask("execute_no_trans") : 0)));
    if (!trial.stays()) {
      vectors.add(vector(model, source, result, process, processes.mask("transition")));
      vectors.add(vector(model, result, trial.file(), file, files.mask("entrypoint")));
      if (trial.asks()) {
        vectors.add(vector(model, source, source, process, processes.mask("setexec")));
      }
    }
    boolean allowed =
        model.allows(source, trial.file(), FILE, "execute")
            && (trial.stays()
                ? model.allows(source, trial.file(), FILE, "execute_no_trans")
                : model.allows(source, result, PROCESS, "transition")
                    && model.allows(result, trial.file(), FILE, "entrypoint")
                    && (!trial.asks() || model.allows(source, source, PROCESS, "setexec")));
    boolean labelled =
        trial.asks()
            || new NewLabels(model.decisions())
                .of(source, trial.file(), process, null)
                .equals(result);
    return new Question(
        place(trial),
        model.shown(source),
        "start",
        model.shown(trial.file()) + ":file",
        trial.state(),
        trial.on(),
        true,
        allowed && labelled,
        allowed && labelled ? Cause.NONE : Cause.RULE,
        model.shown(result),
        false,
        new Operations(model).start(source, trial.file(), result, trial.asks(), trial.stays()),
        vectors,
        trial.asks()
            ? null
            : new Label(model.shown(source), model.shown(trial.file()), process + 1, ""),
        "");
  }

  // ---- new files

  private Question creation(Trial.Creation trial) {
    Model model = model(trial.on());
    int dir = policy.classes().names().id(DIR);
    ObjectClass dirs = policy.classes().get(dir);
    ObjectClass made = policy.classes().get(trial.objectClass());
    String name = trial.step().objectName();
    SecurityContext label =
        new NewLabels(model.decisions())
            .of(trial.source(), trial.parent(), trial.objectClass(), name);
    int enter = dirs.mask("add_name") | dirs.mask("write") | dirs.mask("search");
    int create = made.mask("create");
    boolean allowed =
        allowed(model, trial.source(), trial.parent(), dir, enter)
            && allowed(model, trial.source(), label, trial.objectClass(), create)
            && (trial.typeOnly()
                ? label.type() == trial.result().type()
                : label.equals(trial.result()));
    Check check =
        new Operations(model).creation(trial.source(), trial.parent(), made.name(), name, label);
    return new Question(
        place(trial),
        model.shown(trial.source()),
        "create",
        model.shown(trial.parent()) + ":" + made.name() + (name == null ? "" : " \"" + name + "\""),
        trial.state(),
        trial.on(),
        true,
        allowed,
        allowed ? Cause.NONE : Cause.RULE,
        model.shown(trial.result()),
        trial.typeOnly(),
        check,
        List.of(
            vector(model, trial.source(), trial.parent(), dir, enter),
            vector(model, trial.source(), label, trial.objectClass(), create)),
        label(model, trial, name),
        check == null && name != null && !Operations.isPlain(name)
            ? "The machine cannot be told this name."
            : "");
  }

  private static @Nullable Label label(Model model, Trial.Creation trial, @Nullable String name) {
    return new Label(
        model.shown(trial.source()),
        model.shown(trial.parent()),
        trial.objectClass() + 1,
        name == null ? "" : name);
  }
}
