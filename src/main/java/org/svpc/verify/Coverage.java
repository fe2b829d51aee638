package org.svpc.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessDecisions;
import org.svpc.access.ContextReader;
import org.svpc.access.ContextReading;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.SecurityContext;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;
import org.svpc.selinux.AccessKind;
import org.svpc.selinux.NameKind;
import org.svpc.selinux.TypeRuleKind;
import org.svpc.source.Span;
import org.svpc.verify.TestJudge.Question;

/**
 * Holds what a module would grant against a policy that it is not in: which of its rules, roles and
 * memberships the policy does not have for the contexts that the module's names stand for.
 *
 * <p>Rules under a condition have to be allowed with the booleans as they are; an {@code optional}
 * counts where the policy has what it names.
 */
public final class Coverage {
  private static final String SELF = "self";

  /** So many reasons are told of one item; more say the same again. */
  private static final int MOST_NOTES = 12;

  private final Policy policy;
  private final AccessDecisions decisions;
  private final ContextReader reader;
  private final Reasons reasons;
  private final Map<String, List<String>> contexts;
  private final List<Item> items;
  private final String level;

  /** Names of the module that came to be known only by what the policy makes of them. */
  private final Map<String, List<String>> derived = new LinkedHashMap<>();

  private final Map<Item, Finding> findings = new LinkedHashMap<>();

  /**
   * What a stretch of the module is there for.
   *
   * @param start offset of the stretch in the module's file
   * @param end behind it
   * @param conditions whether what stands under a condition is needed too
   * @param what the thing that needs it, and {@code place} where that stands
   */
  public record Item(int start, int end, boolean conditions, String what, Span place) {}

  /** What is missing for an item. */
  private static final class Finding {
    private final Diagnostic.Builder problem;
    private final Set<Object> told = new LinkedHashSet<>();

    Finding(Diagnostic.Builder problem) {
      this.problem = problem;
    }
  }

  /**
   * @param decisions with the booleans that count
   * @param contexts what names of the module stand for in the policy; an empty list for a name that
   *     stands for nothing there, so that its rules are not needed
   * @param level of processes that work for the module's domain; empty where there are no levels
   */
  public Coverage(
      AccessDecisions decisions,
      Map<String, List<String>> contexts,
      List<Item> items,
      String level) {
    this.decisions = decisions;
    this.level = level;
    this.contexts = Map.copyOf(contexts);
    this.items = List.copyOf(items);
    policy = decisions.policy();
    reader = new ContextReader(policy);
    reasons = new Reasons(policy, new SourceRules(policy, List.of(), AccessKind.ALLOW));
  }

  /** One diagnostic for each item that the policy does not cover, in the order of the module. */
  public List<Diagnostic> judge(Module module) {
    derive(module.body().nodes());
    nodes(module.body().nodes(), false);
    List<Diagnostic> problems = new ArrayList<>();
    for (Finding finding : findings.values()) {
      problems.add(finding.problem.build());
    }
    return problems;
  }

  // ---- names

  /**
   * A new type that a transition gives stands for what the policy gives there: another domain has
   * other types for its terminals and its memory.
   */
  private void derive(List<Node> nodes) {
    for (Node node : nodes) {
      if (node instanceof Node.TypeRule rule && rule.kind() == TypeRuleKind.TRANSITION) {
        derive(rule);
      } else if (node instanceof Node.Call call) {
        derive(call.expansion().nodes());
      } else if (node instanceof Node.BuildChoice choice) {
        derive(choice.arm().nodes());
      }
    }
  }

  private void derive(Node.TypeRule rule) {
    String result = rule.result().name();
    if (contexts.containsKey(result)) {
      return;
    }
    for (String className : rule.classes().included()) {
      int objectClass = policy.classes().names().id(className);
      for (SecurityContext source : contexts(rule.sources(), null, true)) {
        for (SecurityContext target : contexts(rule.targets(), source, false)) {
          int type =
              objectClass < 0
                  ? -1
                  : decisions.typeRule(
                      RuleKind.TYPE_TRANSITION, source.type(), target.type(), objectClass);
          if (type >= 0) {
            derived.putIfAbsent(result, List.of(policy.types().names().name(type)));
          }
        }
      }
    }
  }

  /** The contexts of a set's names; nothing for names that the policy lacks. */
  private List<SecurityContext> contexts(
      SymbolSet set, @Nullable SecurityContext self, boolean source) {
    List<SecurityContext> found = new ArrayList<>();
    for (String name : set.included()) {
      if (name.equals(SELF)) {
        if (self != null) {
          found.add(self);
        }
      } else {
        List<SecurityContext> known = contexts(name, source);
        if (known != null) {
          found.addAll(known);
        }
      }
    }
    return found;
  }

  /** The contexts that a name stands for; null where the policy has none. */
  private @Nullable List<SecurityContext> contexts(String name, boolean source) {
    List<String> given = contexts.getOrDefault(name, derived.get(name));
    List<SecurityContext> found = new ArrayList<>();
    if (given != null) {
      for (String each : given) {
        if (!(reader.read(each) instanceof ContextReading.Valid valid)) {
          return null;
        }
        found.add(valid.context());
      }
      return found;
    }
    int id = policy.types().names().id(name);
    if (id < 0) {
      return null;
    }
    IdSet members = policy.types().membersOf().get(id);
    for (int type = members.next(0); type >= 0; type = members.next(type + 1)) {
      String member = policy.types().names().name(type);
      if (reader.read(source ? atLevelOfGuest(member, type) : member)
          instanceof ContextReading.Valid valid) {
        found.add(valid.context());
      }
    }
    return found;
  }

  /** A process that works for a guest and is constrained has the guest's categories. */
  private String atLevelOfGuest(String name, int type) {
    int constrained = policy.types().names().id("mcs_constrained_type");
    boolean bound = constrained >= 0 && policy.types().membersOf().get(constrained).contains(type);
    return bound && !level.isEmpty() ? name + ":" + level : name;
  }

  // ---- what the module says

  private void nodes(List<Node> nodes, boolean conditional) {
    for (Node node : nodes) {
      if (node instanceof Node.Access rule) {
        if (rule.kind() == AccessKind.ALLOW) {
          access(rule, conditional);
        }
      } else if (node instanceof Node.TypeAttribute membership) {
        membership(membership);
      } else if (node instanceof Node.TypeDeclaration declaration) {
        for (Symbol attribute : declaration.attributes()) {
          membership(declaration.name(), attribute, declaration);
        }
      } else if (node instanceof Node.RoleTypes roles) {
        roles(roles);
      } else if (node instanceof Node.Conditional choice) {
        nodes(choice.then().isEmpty() ? choice.otherwise() : choice.then(), true);
      } else if (node instanceof Node.Optional optional) {
        if (isThere(optional.body().requires())) {
          nodes(optional.body().nodes(), conditional);
        }
      } else if (node instanceof Node.BuildChoice choice) {
        nodes(choice.arm().nodes(), conditional);
      } else if (node instanceof Node.Call call) {
        nodes(call.expansion().nodes(), conditional);
      }
    }
  }

  private boolean isThere(List<Require> requires) {
    for (Require require : requires) {
      boolean type = require.kind() == NameKind.TYPE || require.kind() == NameKind.ATTRIBUTE;
      if (type
          && policy.types().names().id(require.name()) < 0
          && !contexts.containsKey(require.name())
          && !derived.containsKey(require.name())) {
        return false;
      }
      if (require.kind() == NameKind.BOOLEAN && policy.booleans().names().id(require.name()) < 0) {
        return false;
      }
    }
    return true;
  }

  private void access(Node.Access rule, boolean conditional) {
    for (Item item : items(rule)) {
      if (conditional && !item.conditions()) {
        continue;
      }
      if (lacksName(item, rule.sources(), true) || lacksName(item, rule.targets(), false)) {
        continue;
      }
      for (SecurityContext source : contexts(rule.sources(), null, true)) {
        for (SecurityContext target : contexts(rule.targets(), source, false)) {
          for (String className : rule.classes().included()) {
            question(item, rule, source, target, className);
          }
        }
      }
    }
  }

  private void question(
      Item item,
      Node.Access rule,
      SecurityContext source,
      SecurityContext target,
      String className) {
    int objectClass = policy.classes().names().id(className);
    if (objectClass < 0) {
      return;
    }
    int mask = 0;
    for (String permission : rule.permissions().included()) {
      mask |= policy.classes().get(objectClass).mask(permission);
    }
    int missing = mask & ~decisions.allowed(source, target, objectClass);
    if (missing == 0) {
      return;
    }
    Finding finding = finding(item);
    Question question = new Question(source, target, objectClass, missing);
    if (finding.told.size() < MOST_NOTES && finding.told.add(question)) {
      reasons.question(question, missing, finding.problem);
      reasons.denied(question, missing, decisions, finding.problem);
    }
  }

  /** Tells of a name that stands for nothing in the policy. */
  private boolean lacksName(Item item, SymbolSet set, boolean source) {
    boolean lacks = false;
    for (String name : set.included()) {
      if (!name.equals(SELF) && contexts(name, source) == null) {
        lacks = true;
        note(item, noContext(name));
      }
    }
    return lacks;
  }

  private String noContext(String name) {
    List<String> given = contexts.getOrDefault(name, List.of());
    for (String each : given) {
      if (reader.read(each) instanceof ContextReading.Wrong wrong) {
        return wrong.problem();
      }
    }
    return "The policy has no type `" + name + "`.";
  }

  private void membership(Node.TypeAttribute membership) {
    for (Symbol attribute : membership.attributes()) {
      membership(membership.type(), attribute, membership);
    }
  }

  private void membership(Symbol type, Symbol attribute, Node node) {
    int group = policy.types().names().id(attribute.name());
    for (Item item : items(node)) {
      List<SecurityContext> known = contexts(type.name(), false);
      if (known == null) {
        note(item, noContext(type.name()));
      } else {
        for (SecurityContext each : known) {
          if (group < 0 || !policy.types().membersOf().get(group).contains(each.type())) {
            note(
                item,
                "`"
                    + policy.types().names().name(each.type())
                    + "` is not in the attribute `"
                    + attribute.name()
                    + "`.");
          }
        }
      }
    }
  }

  private void roles(Node.RoleTypes roles) {
    int role = policy.roles().names().id(roles.role().name());
    for (Item item : items(roles)) {
      for (SecurityContext each : contexts(roles.types(), null, true)) {
        if (role < 0 || !policy.roles().typesOf().get(role).contains(each.type())) {
          note(
              item,
              "The role `"
                  + roles.role().name()
                  + "` may not have the type `"
                  + policy.types().names().name(each.type())
                  + "`.");
        }
      }
    }
  }

  // ---- findings

  private List<Item> items(Node node) {
    int at = node.origin().outermost().start();
    List<Item> found = new ArrayList<>();
    for (Item item : items) {
      if (item.start() <= at && at < item.end()) {
        found.add(item);
      }
    }
    return found;
  }

  private void note(Item item, String note) {
    Finding finding = finding(item);
    if (finding.told.size() < MOST_NOTES && finding.told.add(note)) {
      finding.problem.note(note);
    }
  }

  private Finding finding(Item item) {
    Finding known = findings.get(item);
    if (known == null) {
      known =
          new Finding(
              Diagnostic.at(
                      Code.NOT_COVERED,
                      item.place(),
                      "The policy does not allow all that " + item.what() + " needs.")
                  .label("not covered"));
      findings.put(item, known);
    }
    return known;
  }
}
