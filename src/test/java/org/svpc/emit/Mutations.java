package org.svpc.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.FileContext;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;
import org.svpc.selinux.AccessKind;
import org.svpc.selinux.FileKind;
import org.svpc.selinux.Level;
import org.svpc.selinux.LevelRange;
import org.svpc.selinux.NameKind;

/**
 * Ways to change what a module means by one thing. What a mutation puts in is named {@code mutant},
 * which no policy has; what it takes away stands in the seed, so nothing else says the same.
 */
final class Mutations {
  private static final String MUTANT = "mutant";

  private final Map<String, UnaryOperator<Module>> all = new LinkedHashMap<>();

  private Mutations() {
    rules();
    sets();
    transitions();
    conditionals();
    optionals();
    requires();
    declarations();
    roles();
    extendedPermissions();
    fileContexts();
  }

  /** Every mutation by its name. */
  static Map<String, UnaryOperator<Module>> all() {
    return new Mutations().all;
  }

  private void rules() {
    access(
        "a permission replaced",
        rule ->
            access(rule, rule.kind(), rule.sources(), rule.targets(), rule.classes(), mutant()));
    access(
        "a permission added",
        rule ->
            access(
                rule,
                rule.kind(),
                rule.sources(),
                rule.targets(),
                rule.classes(),
                with(rule.permissions(), MUTANT)));
    add(
        "a permission lost",
        module ->
            Rewrite.each(
                module,
                Node.Access.class,
                rule ->
                    Rewrite.textOf(rule)
                            .equals("allow seed_t { foreign_t other_t self }:file { read write };")
                        ? Optional.of(
                            access(
                                rule,
                                rule.kind(),
                                rule.sources(),
                                rule.targets(),
                                rule.classes(),
                                set("read")))
                        : Optional.empty()));
    access(
        "a class",
        rule ->
            access(
                rule, rule.kind(), rule.sources(), rule.targets(), mutant(), rule.permissions()));
    access(
        "a source",
        rule ->
            access(
                rule, rule.kind(), mutant(), rule.targets(), rule.classes(), rule.permissions()));
    access(
        "a target",
        rule ->
            access(
                rule, rule.kind(), rule.sources(), mutant(), rule.classes(), rule.permissions()));
    seeded(
        "a rule's kind",
        "auditallow seed_t foreign_t:file read;",
        rule ->
            access(
                (Node.Access) rule,
                AccessKind.DONTAUDIT,
                ((Node.Access) rule).sources(),
                ((Node.Access) rule).targets(),
                ((Node.Access) rule).classes(),
                ((Node.Access) rule).permissions()));
    lost("a rule lost", "auditallow seed_t foreign_t:file read;");
    lost("a neverallow lost", "neverallow * seed_exec_t:file write;");
    lost("a rule in an optional lost", "allow near_t farther_t:fifo_file read;");
  }

  private void sets() {
    seededAccess(
        "self lost from a set",
        "allow seed_t { other_t self }:process sigchld;",
        rule -> targets(rule, set("other_t")));
    seededAccess(
        "an exclusion lost",
        "allow { domain -other_t -seed_t } seed_exec_t:file { getattr open };",
        rule -> sources(rule, set("domain")));
    seededAccess(
        "an exclusion changed",
        "allow { domain -other_t -seed_t } seed_exec_t:file { getattr open };",
        rule -> sources(rule, excluding("domain", "foreign_t", "seed_t")));
    seededAccess(
        "a complement lost",
        "neverallow ~seed_t seed_exec_t:dir search;",
        rule -> sources(rule, set("seed_t")));
    seededAccess(
        "a member of a complement lost",
        "neverallow ~{ other_t seed_t } seed_exec_t:file write;",
        rule -> sources(rule, new SymbolSet(set("seed_t").elements(), true)));
    seededAccess(
        "all types become one",
        "neverallow * seed_exec_t:file write;",
        rule -> sources(rule, set("other_t")));
    seededAccess(
        "all permissions become those but one",
        "allow seed_t self:file *;",
        rule ->
            access(
                rule,
                rule.kind(),
                rule.sources(),
                rule.targets(),
                rule.classes(),
                new SymbolSet(set("entrypoint").elements(), true)));
    seededAccess(
        "a class lost from a set",
        "allow seed_t seed_attr:{ dir file } getattr;",
        rule ->
            access(
                rule,
                rule.kind(),
                rule.sources(),
                rule.targets(),
                set("file"),
                rule.permissions()));
  }

  private void transitions() {
    add(
        "a transition's result",
        module ->
            Rewrite.each(
                module,
                Node.TypeRule.class,
                rule -> Optional.of(typeRule(rule, symbol(MUTANT, rule), rule.objectName()))));
    seeded(
        "a transition's name",
        "type_transition seed_t other_t:file seed_exec_t \"a name\";",
        rule -> typeRule((Node.TypeRule) rule, ((Node.TypeRule) rule).result(), "another"));
    seeded(
        "a transition's name lost",
        "type_transition seed_t other_t:file seed_exec_t \"a name\";",
        rule -> typeRule((Node.TypeRule) rule, ((Node.TypeRule) rule).result(), null));
    lost("a type_change lost", "type_change seed_t other_t:chr_file foreign_t;");
    lost("a type_member lost", "type_member { foreign_t seed_t } other_t:dir foreign_t;");
    range("a range's sensitivity", "s1 - s1:c0.c1023");
    range("a range's categories", "s0 - s0:c0.c1022");
    range("a range's high level lost", "s0");
  }

  private void range(String name, String range) {
    seeded(
        name,
        "range_transition seed_t seed_exec_t:process s0 - s0:c0.c1023;",
        node -> {
          Node.RangeTransition rule = (Node.RangeTransition) node;
          return new Node.RangeTransition(
              rule.sources(), rule.targets(), rule.classes(), levels(range), rule.origin());
        });
  }

  private void conditionals() {
    conditional(
        "arms swapped",
        node ->
            new Node.Conditional(node.condition(), node.otherwise(), node.then(), node.origin()));
    conditional(
        "a condition negated",
        node ->
            new Node.Conditional(
                new BooleanExpression.Not(node.condition()),
                node.then(),
                node.otherwise(),
                node.origin()));
    conditional(
        "a condition's boolean",
        node ->
            new Node.Conditional(
                new BooleanExpression.Variable(symbol(MUTANT, node)),
                node.then(),
                node.otherwise(),
                node.origin()));
    conditional(
        "a condition with one operand more",
        node ->
            new Node.Conditional(
                new BooleanExpression.Binary(
                    BooleanExpression.Operator.AND,
                    node.condition(),
                    new BooleanExpression.Variable(symbol(MUTANT, node))),
                node.then(),
                node.otherwise(),
                node.origin()));
    add(
        "an operator of a condition",
        module ->
            Rewrite.each(
                module,
                Node.Conditional.class,
                node ->
                    node.condition() instanceof BooleanExpression.Binary binary
                            && binary.operator() == BooleanExpression.Operator.NEQ
                        ? Optional.of(
                            new Node.Conditional(
                                new BooleanExpression.Binary(
                                    BooleanExpression.Operator.AND, binary.left(), binary.right()),
                                node.then(),
                                node.otherwise(),
                                node.origin()))
                        : Optional.empty()));
    add(
        "a conditional dissolved",
        module ->
            Rewrite.node(module, node -> isLoneConditional(node).map(Node.Conditional::then)));
    add(
        "a rule moved under a condition",
        module ->
            Rewrite.node(
                module,
                node ->
                    Rewrite.textOf(node).equals("auditallow seed_t foreign_t:file read;")
                        ? Optional.of(
                            List.of(
                                new Node.Conditional(
                                    new BooleanExpression.Variable(symbol("seed_on", node)),
                                    List.of(node),
                                    List.of(),
                                    node.origin())))
                        : Optional.empty()));
  }

  /** A conditional of the seed whose rule stands nowhere else. */
  private static Optional<Node.Conditional> isLoneConditional(Node node) {
    return node instanceof Node.Conditional conditional
            && conditional.otherwise().isEmpty()
            && conditional.then().size() == 1
            && Rewrite.textOf(conditional.then().get(0)).equals("allow seed_t other_t:dir search;")
        ? Optional.of(conditional)
        : Optional.empty();
  }

  private void optionals() {
    add("an optional lost", module -> Rewrite.node(module, once(module, node -> List.of())));
    add(
        "an optional dissolved",
        module -> Rewrite.body(module, dissolve(module.body(), (Node.Optional) firstOnce(module))));
    add("two optionals merged", Mutations::merge);
    add(
        "a rule moved into an optional",
        module ->
            Rewrite.node(
                module,
                node ->
                    Rewrite.textOf(node).equals("auditallow seed_t foreign_t:file read;")
                        ? Optional.of(
                            List.of(
                                new Node.Optional(
                                    new Scope(
                                        List.of(Require.of(NameKind.TYPE, "foreign_t")),
                                        List.of(node)),
                                    node.origin())))
                        : Optional.empty()));
    add(
        "an inner optional moved out",
        module -> {
          List<Node> inner = new ArrayList<>();
          Module without =
              Rewrite.node(
                  module,
                  node -> {
                    if (node instanceof Node.Optional optional
                        && requires(optional, "farther_t", 2)) {
                      inner.add(node);
                      return Optional.of(List.of());
                    }
                    return Optional.empty();
                  });
          return append(without, inner);
        });
  }

  private static boolean requires(Node.Optional optional, String name, int count) {
    return optional.body().requires().size() == count
        && optional.body().requires().contains(Require.of(NameKind.TYPE, name));
  }

  private static Module append(Module module, List<Node> nodes) {
    List<Node> all = new ArrayList<>(module.body().nodes());
    all.addAll(nodes);
    return Rewrite.body(module, new Scope(module.body().requires(), all));
  }

  private static Scope dissolve(Scope scope, Node.Optional optional) {
    List<Require> requires = new ArrayList<>(scope.requires());
    requires.addAll(optional.body().requires());
    List<Node> nodes = new ArrayList<>(scope.nodes());
    nodes.remove(optional);
    nodes.addAll(optional.body().nodes());
    return new Scope(requires, nodes);
  }

  /** Puts the last two optionals of the outermost scope, which are the seed's, into one. */
  private static Module merge(Module module) {
    List<Node> nodes = new ArrayList<>(module.body().nodes());
    List<Node.Optional> last = new ArrayList<>();
    for (int i = nodes.size() - 1; last.size() < 2; i--) {
      if (nodes.get(i) instanceof Node.Optional optional) {
        last.add(optional);
        nodes.remove(i);
      }
    }
    List<Require> requires = new ArrayList<>(last.get(0).body().requires());
    requires.addAll(last.get(1).body().requires());
    List<Node> inside = new ArrayList<>(last.get(0).body().nodes());
    inside.addAll(last.get(1).body().nodes());
    nodes.add(new Node.Optional(new Scope(requires, inside), last.get(0).origin()));
    return Rewrite.body(module, new Scope(module.body().requires(), nodes));
  }

  /** The first optional of the outermost scope that stands there once. */
  private static Node firstOnce(Module module) {
    Map<String, Integer> counts = new HashMap<>();
    for (Node node : module.body().nodes()) {
      if (node instanceof Node.Optional) {
        counts.merge(key(node), 1, Integer::sum);
      }
    }
    return module.body().nodes().stream()
        .filter(node -> node instanceof Node.Optional && counts.get(key(node)) == 1)
        .findFirst()
        .orElseThrow();
  }

  private static String key(Node node) {
    return new ModuleEmitter().block(node).key();
  }

  private static Function<Node, Optional<List<Node>>> once(
      Module module, Function<Node, List<Node>> change) {
    Node first = firstOnce(module);
    return node -> node == first ? Optional.of(change.apply(node)) : Optional.empty();
  }

  private void requires() {
    add(
        "a require of a type lost",
        module -> outermost(module, Require.of(NameKind.TYPE, "foreign_t")));
    add(
        "a require of an attribute lost",
        module -> outermost(module, Require.of(NameKind.ATTRIBUTE, "seed_required")));
    add(
        "a require of a role lost",
        module -> outermost(module, Require.of(NameKind.ROLE, "seed_required_r")));
    add(
        "a require in an optional lost",
        module ->
            Rewrite.optional(
                module,
                scope -> {
                  Optional<Require> first =
                      scope.requires().stream()
                          .filter(require -> require.kind() == NameKind.TYPE)
                          .filter(require -> !isExtended(scope, require.name()))
                          .findFirst();
                  return first.map(
                      require ->
                          new Scope(Rewrite.without(scope.requires(), require), scope.nodes()));
                }));
    add(
        "a require in an optional added",
        module ->
            Rewrite.optional(
                module,
                scope -> {
                  List<Require> requires = new ArrayList<>(scope.requires());
                  requires.add(Require.of(NameKind.TYPE, MUTANT));
                  return Optional.of(new Scope(requires, scope.nodes()));
                }));
  }

  private static boolean isExtended(Scope scope, String name) {
    return scope.nodes().stream()
        .anyMatch(
            node ->
                node instanceof Node.TypeAttribute membership
                    && membership.attributes().stream()
                        .anyMatch(attribute -> attribute.name().equals(name)));
  }

  private static Module outermost(Module module, Require dropped) {
    return Rewrite.body(
        module,
        new Scope(Rewrite.without(module.body().requires(), dropped), module.body().nodes()));
  }

  private void declarations() {
    lost("a type lost", "type unused_t;");
    lost("an attribute lost", "attribute seed_empty;");
    lost("an alias lost", "typealias seed_t alias seed_alias_t;");
    lost("a bound lost", "typebounds seed_parent_t seed_t;");
    lost("permissive lost", "permissive seed_t;");
    lost("an attribute's member lost", "typeattribute seed_exec_t seed_attr;");
    add(
        "a boolean's default",
        module ->
            Rewrite.each(
                module,
                Node.BooleanDeclaration.class,
                node ->
                    Optional.of(
                        new Node.BooleanDeclaration(
                            node.name(), !node.value(), node.doc(), node.origin()))));
    add(
        "a boolean's name",
        module ->
            Rewrite.each(
                module,
                Node.BooleanDeclaration.class,
                node ->
                    Optional.of(
                        new Node.BooleanDeclaration(
                            symbol(MUTANT, node), node.value(), node.doc(), node.origin()))));
    add(
        "an alias renamed",
        module ->
            Rewrite.each(
                module,
                Node.TypeAlias.class,
                node ->
                    Optional.of(
                        new Node.TypeAlias(
                            node.type(), List.of(symbol(MUTANT, node)), node.origin()))));
    add(
        "an attribute of a declared type",
        module ->
            Rewrite.each(
                module,
                Node.TypeDeclaration.class,
                node ->
                    Optional.of(
                        new Node.TypeDeclaration(
                            node.name(),
                            node.aliases(),
                            plus(node.attributes(), symbol(MUTANT, node)),
                            node.doc(),
                            node.origin()))));
    add(
        "an attribute's member",
        module ->
            Rewrite.each(
                module,
                Node.TypeAttribute.class,
                node ->
                    Optional.of(
                        new Node.TypeAttribute(
                            symbol(MUTANT, node), node.attributes(), node.origin()))));
    user("a user's role", user -> set("seed_r"), user -> user.range());
    user("a user's range", user -> user.roles(), user -> levels("s0 - s0:c0.c1023"));
  }

  private void user(
      String name,
      Function<Node.UserDeclaration, SymbolSet> roles,
      Function<Node.UserDeclaration, LevelRange> range) {
    seeded(
        name,
        "user seed_u roles { seed_r user_r } level s0 range s0 - s1:c0.c1023;",
        node -> {
          Node.UserDeclaration user = (Node.UserDeclaration) node;
          return new Node.UserDeclaration(
              user.name(), roles.apply(user), user.level(), range.apply(user), user.origin());
        });
  }

  private void roles() {
    lost("a role lost", "role seed2_r;");
    lost("a role attribute's member lost", "roleattribute seed_r seed_roles, someroles;");
    lost("a role's types lost", "role seed_roles types seed_t;");
    lost("a role allow lost", "allow system_r seed_r;");
    lost("a role transition lost", "role_transition system_r seed_exec_t:file seed_r;");
    seeded(
        "a role transition's result",
        "role_transition system_r seed_exec_t seed_r;",
        node -> {
          Node.RoleTransition rule = (Node.RoleTransition) node;
          return new Node.RoleTransition(
              rule.roles(), rule.types(), rule.classes(), symbol(MUTANT, node), rule.origin());
        });
    add(
        "a role's type",
        module ->
            Rewrite.each(
                module,
                Node.RoleTypes.class,
                node -> Optional.of(new Node.RoleTypes(node.role(), mutant(), node.origin()))));
  }

  private void extendedPermissions() {
    String rule = "allowxperm seed_t foreign_t:chr_file ioctl { 0x5401 0x5403-0x5405 };";
    numbers("an xperm range widened", rule, false, 0x5401, 0x5401, 0x5403, 0x5406);
    numbers("an xperm number lost", rule, false, 0x5403, 0x5405);
    numbers("an xperm complement", rule, true, 0x5401, 0x5401, 0x5403, 0x5405);
    lost("an xperm rule lost", "dontauditxperm seed_t self:chr_file ioctl { 0x1000-0x2000 };");
    lost(
        "a neverallowxperm lost",
        "neverallowxperm seed_t other_t:chr_file ioctl { 0x8900-0x8910 };");
  }

  private void numbers(String name, String text, boolean complement, int... bounds) {
    List<Node.NumberRange> ranges = new ArrayList<>();
    for (int i = 0; i < bounds.length; i += 2) {
      ranges.add(new Node.NumberRange(bounds[i], bounds[i + 1]));
    }
    seeded(
        name,
        text,
        node -> {
          Node.ExtendedAccess rule = (Node.ExtendedAccess) node;
          return new Node.ExtendedAccess(
              rule.kind(),
              rule.sources(),
              rule.targets(),
              rule.classes(),
              new Node.ExtendedPermissions(rule.permissions().operation(), complement, ranges),
              rule.origin());
        });
  }

  private void fileContexts() {
    context("a file context lost", entry -> List.of());
    context(
        "a file context's pattern",
        entry ->
            List.of(
                new FileContext.Entry(
                    entry.pattern() + "/mutant", entry.kind(), entry.context(), entry.origin())));
    context(
        "a file context's kind",
        entry ->
            List.of(
                new FileContext.Entry(
                    entry.pattern(),
                    entry.kind() == FileKind.SOCK_FILE ? FileKind.FIFO_FILE : FileKind.SOCK_FILE,
                    entry.context(),
                    entry.origin())));
    label(
        "a file context's type",
        old ->
            new FileContext.Context(
                old.user(), old.role(), new Symbol(MUTANT, old.type().origin()), old.range()));
    label(
        "a file context's level",
        old -> new FileContext.Context(old.user(), old.role(), old.type(), levels("s9:c9")));
    label(
        "a file context's level lost",
        old -> new FileContext.Context(old.user(), old.role(), old.type(), null));
    label(
        "a file context's user",
        old -> new FileContext.Context(MUTANT, old.role(), old.type(), old.range()));
    context(
        "a file context becomes none",
        entry ->
            List.of(new FileContext.Entry(entry.pattern(), entry.kind(), null, entry.origin())));
  }

  private void label(String name, UnaryOperator<FileContext.Context> change) {
    context(
        name,
        entry ->
            List.of(
                new FileContext.Entry(
                    entry.pattern(), entry.kind(), change.apply(entry.context()), entry.origin())));
  }

  private void context(String name, Function<FileContext.Entry, List<FileContext>> change) {
    add(
        name,
        module ->
            Rewrite.context(
                module,
                entry ->
                    entry.context() == null ? Optional.empty() : Optional.of(change.apply(entry))));
  }

  private void add(String name, UnaryOperator<Module> mutation) {
    if (all.put(name, mutation) != null) {
      throw new IllegalStateException("two mutations are called " + name);
    }
  }

  private void lost(String name, String text) {
    add(name, module -> Rewrite.drop(module, text));
  }

  private void seeded(String name, String text, UnaryOperator<Node> change) {
    add(
        name,
        module ->
            Rewrite.node(
                module,
                node ->
                    Rewrite.textOf(node).equals(text)
                        ? Optional.of(List.of(change.apply(node)))
                        : Optional.empty()));
  }

  private void seededAccess(String name, String text, UnaryOperator<Node.Access> change) {
    seeded(name, text, node -> change.apply((Node.Access) node));
  }

  /** Changes the first access rule whatsoever, which as a rule is upstream's. */
  private void access(String name, UnaryOperator<Node.Access> change) {
    add(
        name,
        module -> Rewrite.each(module, Node.Access.class, rule -> Optional.of(change.apply(rule))));
  }

  /** Changes the first conditional that holds rules in one arm only. */
  private void conditional(String name, UnaryOperator<Node.Conditional> change) {
    add(
        name,
        module ->
            Rewrite.each(module, Node.Conditional.class, node -> Optional.of(change.apply(node))));
  }

  private static Node.Access access(
      Node.Access rule,
      AccessKind kind,
      SymbolSet sources,
      SymbolSet targets,
      SymbolSet classes,
      SymbolSet permissions) {
    return new Node.Access(kind, sources, targets, classes, permissions, rule.origin());
  }

  private static Node.Access sources(Node.Access rule, SymbolSet sources) {
    return access(rule, rule.kind(), sources, rule.targets(), rule.classes(), rule.permissions());
  }

  private static Node.Access targets(Node.Access rule, SymbolSet targets) {
    return access(rule, rule.kind(), rule.sources(), targets, rule.classes(), rule.permissions());
  }

  private static Node.TypeRule typeRule(Node.TypeRule rule, Symbol result, String name) {
    return new Node.TypeRule(
        rule.kind(), rule.sources(), rule.targets(), rule.classes(), result, name, rule.origin());
  }

  private static LevelRange levels(String text) {
    int dash = text.indexOf(" - ");
    return dash < 0
        ? LevelRange.of(Level.parse(text))
        : new LevelRange(
            Level.parse(text.substring(0, dash)), Level.parse(text.substring(dash + 3)));
  }

  private static SymbolSet mutant() {
    return set(MUTANT);
  }

  private static SymbolSet set(String... names) {
    List<SymbolSet.Element> elements = new ArrayList<>();
    for (String name : names) {
      elements.add(SymbolSet.Element.of(name, MutationTest.NOWHERE));
    }
    return new SymbolSet(elements, false);
  }

  private static SymbolSet excluding(String name, String... excluded) {
    List<SymbolSet.Element> elements = new ArrayList<>(set(name).elements());
    for (String other : excluded) {
      elements.add(new SymbolSet.Element(other, true, List.of(), MutationTest.NOWHERE));
    }
    return new SymbolSet(elements, false);
  }

  private static SymbolSet with(SymbolSet set, String name) {
    List<SymbolSet.Element> elements = new ArrayList<>(set.elements());
    elements.add(SymbolSet.Element.of(name, MutationTest.NOWHERE));
    return new SymbolSet(elements, set.complement());
  }

  private static List<Symbol> plus(List<Symbol> symbols, Symbol symbol) {
    List<Symbol> all = new ArrayList<>(symbols);
    all.add(symbol);
    return all;
  }

  private static Symbol symbol(String name, Node node) {
    return new Symbol(name, node.origin());
  }
}
