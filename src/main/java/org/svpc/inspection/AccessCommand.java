package org.svpc.inspection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessDecision;
import org.svpc.access.AccessDecisions;
import org.svpc.access.AccessExplainer;
import org.svpc.access.AccessExplanation;
import org.svpc.access.ContextReader;
import org.svpc.access.ContextReading;
import org.svpc.access.Isolation;
import org.svpc.console.Console;
import org.svpc.console.Refusal;
import org.svpc.console.Status;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.IdSet;
import org.svpc.index.Names;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;
import org.svpc.selinux.KernelClasses;
import org.svpc.text.Spelling;
import org.svpc.usage.BooleanSetting;
import org.svpc.usage.Command;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.workspace.PolicyFile;

/** {@code svpc access}: what one context may do to another, and why. */
public final class AccessCommand {
  private static final String IOCTL = "ioctl";
  private static final int MOST_COMMAND = 0xffff;

  private final Request.Run request;
  private final Console console;
  private final Policy policy;

  private AccessCommand(Request.Run request, Console console, Policy policy) {
    this.request = request;
    this.console = console;
    this.policy = policy;
  }

  public static int run(Request.Run request, Console console) {
    try {
      checkWords(request);
      Policy policy = PolicyFile.open(console, request.operands().get(0));
      return policy == null
          ? Status.UNUSABLE
          : new AccessCommand(request, console, policy).answer();
    } catch (Refusal refusal) {
      return refusal.tell(request.command(), console);
    }
  }

  private static void checkWords(Request.Run request) throws Refusal {
    boolean batch = request.has(Option.BATCH);
    boolean isolation = request.has(Option.ISOLATION);
    int operands = request.operands().size();
    if (batch && isolation) {
      throw new Refusal(
          "`--batch` and `--isolation` do not go together.", Command.ACCESS.seeHelp());
    }
    if (batch && request.value(Option.ANSWER, "human").equals("json")) {
      throw new Refusal("`--batch` answers in lines, and has no JSON.", Command.ACCESS.seeHelp());
    }
    if ((batch || isolation) && operands > 1) {
      throw new Refusal(
          "`"
              + request.operands().get(1)
              + "` is one too many; with `--"
              + (batch ? "batch" : "isolation")
              + "` only POLICY is expected.",
          Command.ACCESS.seeHelp());
    }
    if (!batch && !isolation && operands < 4) {
      String[] expected = {"POLICY", "SCON", "TCON", "CLASS"};
      throw new Refusal("`" + expected[operands] + "` is missing.", Command.ACCESS.seeHelp());
    }
  }

  private int answer() throws Refusal {
    AccessDecisions decisions = new AccessDecisions(policy, booleans());
    if (request.has(Option.BATCH)) {
      return new AccessBatch(decisions, console).run(request.value(Option.BATCH, "-"));
    }
    boolean json = request.value(Option.ANSWER, "human").equals("json");
    if (request.has(Option.ISOLATION)) {
      return isolation(decisions, request.value(Option.ISOLATION, ""), json);
    }
    List<String> operands = request.operands();
    ContextReader reader = new ContextReader(policy);
    SecurityContext source = context(reader, operands.get(1));
    SecurityContext target = context(reader, operands.get(2));
    List<String> asked = operands.subList(4, operands.size());
    int objectClass = policy.classes().names().id(operands.get(3));
    if (objectClass < 0) {
      return unknownClass(decisions, source, operands.get(3), asked, json);
    }
    List<AccessExplanation> explanations =
        explanations(new AccessExplainer(decisions), source, target, objectClass, asked);
    if (json) {
      console
          .out()
          .print(new AccessJson(decisions).text(explanations, source, target, objectClass));
    } else {
      console
          .out()
          .print(new AccessText(decisions).text(explanations, source, target, objectClass));
    }
    boolean all = true;
    for (AccessExplanation explanation : explanations) {
      all &= explanation.allowed();
    }
    return asked.isEmpty() || all ? Status.FINE : Status.ERRORS;
  }

  private IdSet booleans() throws Refusal {
    IdSet on = policy.booleans().on();
    Map<Integer, Boolean> said = new HashMap<>();
    for (String text : request.values(Option.BOOL)) {
      BooleanSetting setting = BooleanSetting.of(text);
      if (setting == null) {
        throw new Refusal(BooleanSetting.problem(text), "");
      }
      int bool = id(policy.booleans().names(), "boolean", setting.name());
      Boolean other = said.putIfAbsent(bool, setting.on());
      if (other != null && other != setting.on()) {
        throw new Refusal(
            "`" + setting.name() + "` is said to be both on and off.", "Ask once for each state.");
      }
      on = setting.on() ? on.or(IdSet.of(bool)) : on.without(IdSet.of(bool));
    }
    return on;
  }

  private static int id(Names names, String kind, String name) throws Refusal {
    int id = names.id(name);
    if (id < 0) {
      throw new Refusal(
          "The policy has no " + kind + " `" + name + "`.",
          Spelling.question(Spelling.closest(name, names.all())));
    }
    return id;
  }

  private static SecurityContext context(ContextReader reader, String text) throws Refusal {
    ContextReading reading = reader.read(text);
    if (reading instanceof ContextReading.Wrong wrong) {
      throw new Refusal(wrong.problem(), wrong.help());
    }
    return ((ContextReading.Valid) reading).context();
  }

  private List<AccessExplanation> explanations(
      AccessExplainer explainer,
      SecurityContext source,
      SecurityContext target,
      int objectClass,
      List<String> asked)
      throws Refusal {
    ObjectClass known = policy.classes().get(objectClass);
    List<AccessExplanation> explanations = new ArrayList<>();
    for (String permission : asked.isEmpty() ? known.names(known.all()) : asked) {
      int colon = permission.indexOf(':');
      if (colon >= 0 && permission.substring(0, colon).equals(IOCTL)) {
        mask(known, IOCTL);
        explanations.add(
            explainer.explainIoctl(
                source, target, objectClass, command(permission.substring(colon + 1))));
      } else {
        explanations.add(explainer.explain(source, target, objectClass, mask(known, permission)));
      }
    }
    return explanations;
  }

  private static int mask(ObjectClass known, String permission) throws Refusal {
    int mask = known.mask(permission);
    if (mask == 0) {
      throw new Refusal(
          "Class `" + known.name() + "` has no permission `" + permission + "`.",
          Spelling.question(Spelling.closest(permission, known.names(known.all()))));
    }
    return mask;
  }

  private static int command(String text) throws Refusal {
    try {
      int command = Integer.decode(text);
      if (command >= 0 && command <= MOST_COMMAND) {
        return command;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new Refusal(
        "`"
            + text
            + "` is no ioctl command; expected a number from 0 to 0xffff, as in"
            + " `ioctl:0x5401`.",
        "Policies and the kernel compare the low 16 bits of a command.");
  }

  /** Classes of newer kernels are decided by handle_unknown; another name is a mistake. */
  private int unknownClass(
      AccessDecisions decisions,
      SecurityContext source,
      String name,
      List<String> asked,
      boolean json)
      throws Refusal {
    if (!KernelClasses.contains(name)) {
      id(policy.classes().names(), "class", name);
    }
    AccessDecision decision = decisions.unknownClass(source);
    boolean allowed = decision.allowed() != 0;
    console
        .out()
        .print(
            json
                ? AccessJson.unknownClass(name, policy.properties().unknown(), allowed)
                : AccessText.unknownClass(name, policy.properties().unknown()));
    return asked.isEmpty() || allowed ? Status.FINE : Status.ERRORS;
  }

  private int isolation(AccessDecisions decisions, String name, boolean json) throws Refusal {
    int domain = id(policy.types().names(), "type", name);
    if (policy.types().isAttribute(domain)) {
      throw new Refusal("`" + name + "` is an attribute; expected a type of guests.", "");
    }
    @Nullable Isolation isolation = Isolation.of(decisions, domain);
    if (isolation == null) {
      throw new Refusal(
          "Two guests of `" + name + "` cannot differ in their categories under this policy.",
          policy.properties().mls()
              ? "No user and role may have the type with the categories of `s0:c1,c2`."
              : "The policy has no levels.");
    }
    console
        .out()
        .print(
            json
                ? new IsolationReport(policy, isolation).json()
                : new IsolationReport(policy, isolation).text());
    return isolation.constrained() ? Status.FINE : Status.ERRORS;
  }
}
