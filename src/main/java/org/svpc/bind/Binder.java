package org.svpc.bind;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.ArgumentUse;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.FileContext;
import org.svpc.ir.Interface;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Provider;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;
import org.svpc.ir.Unbound;
import org.svpc.selinux.NameKind;
import org.svpc.source.Origin;
import org.svpc.target.Target;

/**
 * The stage that resolves names.
 *
 * <p>Requires follow what m4 makes of interfaces: a scope's own text requires the foreign names it
 * uses; the text of an interface requires every name that it does not declare itself, the module's
 * own included, since its {@code gen_require} says so. Where a scope in sight requires a name
 * already, by a call, the module's own text requires it there and not again below. What a {@code
 * require} block names is required besides, where the block stands. So the three output formats
 * require the same.
 */
public final class Binder {
  /** Part of the work: the nodes of a scope, where their requires go, and what they see. */
  private record Work(List<Node> nodes, Bearer bearer, Region region) {}

  private final Target target;
  private final Resolver resolver;
  private final Declarations declarations;
  private final IdentityHashMap<Origin, List<ArgumentUse>> arguments = new IdentityHashMap<>();

  /** Calls whose expansion bears requires of its own. */
  private final IdentityHashMap<Origin, Node.Call> macroCalls = new IdentityHashMap<>();

  private final LeftNames leftNames = new LeftNames();

  private final IdentityHashMap<Scope, Bearer> bearers = new IdentityHashMap<>();

  /** Expansions of calls, which belong to the scope that is being visited. */
  private final Deque<Work> parts = new ArrayDeque<>();

  /** Scopes within those that were visited. */
  private final Deque<Work> scopes = new ArrayDeque<>();

  /** Whether the text is an interface's, which requires the module's own names as well. */
  private boolean interfaceText;

  private Binder(Unbound unbound, Target target, Diagnostics diagnostics) {
    this.target = target;
    declarations = new Declarations(unbound, target, diagnostics);
    resolver =
        new Resolver(unbound.externs(), target, declarations, unbound.callables(), diagnostics);
    for (ArgumentUse use : unbound.argumentUses()) {
      List<ArgumentUse> uses = arguments.get(use.call());
      if (uses == null) {
        uses = new ArrayList<>();
        arguments.put(use.call(), uses);
      }
      uses.add(use);
    }
  }

  /** Resolves a module's names and fills in what its scopes require. */
  public static Module bind(Unbound unbound, Target target, Diagnostics diagnostics) {
    Binder binder = new Binder(unbound, target, diagnostics);
    Module module = unbound.module();
    Region region = new Region(null, true);
    binder.declarations.collect(module.body().nodes(), region);

    List<Interface> interfaces = new ArrayList<>();
    for (Interface each : module.interfaces()) {
      interfaces.add(binder.bindInterface(each, region));
    }
    binder.interfaceText = false;
    Bearer root = Bearer.root();
    root.require(NameKind.ROLE, Resolver.SYSTEM_ROLE, null);
    binder.bindAll(module.body(), root, region);
    binder.fileContexts(module.fileContexts(), region);
    binder.leftNames.tell(diagnostics);
    new ClaimNames(binder.resolver, binder.declarations, region).check(unbound.claims());
    Scope body = binder.rebuilt(module.body(), root);
    if (!diagnostics.hasErrors()) {
      unusedBooleans(module.body().nodes(), binder.resolver.gating(), diagnostics);
    }
    return new Module(
        module.name(),
        module.version(),
        module.doc(),
        body,
        module.fileContexts(),
        interfaces,
        module.origin());
  }

  private Interface bindInterface(Interface each, Region module) {
    Region region = Region.ofBody(module);
    declarations.collect(each.body().nodes(), region);
    Bearer root = Bearer.root();
    interfaceText = true;
    bindAll(each.body(), root, region);
    return new Interface(
        each.name(),
        each.template(),
        each.doc(),
        each.parameters(),
        each.deprecation(),
        rebuilt(each.body(), root),
        each.origin());
  }

  // ---- the walk: direct uses first, scopes after, so that a name is required outermost

  private void bindAll(Scope scope, Bearer root, Region region) {
    parts.add(new Work(scope.nodes(), root, region));
    while (!parts.isEmpty() || !scopes.isEmpty()) {
      Work work = parts.isEmpty() ? scopes.remove() : parts.remove();
      visit(work.nodes(), work.bearer(), work.region());
    }
  }

  private void visit(List<Node> nodes, Bearer bearer, Region region) {
    requireAll(nodes, bearer, region);
    for (Node node : nodes) {
      if (!visitScope(node, bearer, region)) {
        NodeUses.visit(node, new Use(bearer, region));
      }
    }
  }

  /** What is required in so many words comes before what is required by being used. */
  private void requireAll(List<Node> nodes, Bearer bearer, Region region) {
    for (Node node : nodes) {
      if (node instanceof Node.Required required) {
        required(required, bearer, region);
      } else if (node instanceof Node.LeftToCaller left) {
        left(left, bearer, region);
      }
    }
  }

  private boolean visitScope(Node node, Bearer bearer, Region region) {
    if (node instanceof Node.Conditional conditional) {
      variables(conditional.condition(), bearer, region);
      visit(conditional.then(), bearer, region);
      visit(conditional.otherwise(), bearer, region);
    } else if (node instanceof Node.Optional optional) {
      Scope body = optional.body();
      if (!body.nodes().isEmpty()) {
        Bearer inner = bearer.scope(owner(optional.origin()));
        bearers.put(body, inner);
        said(body, inner);
        scopes.add(new Work(body.nodes(), inner, declarations.region(body, region)));
      }
    } else if (node instanceof Node.BuildChoice choice) {
      Origin owner = owner(choice.origin());
      Bearer apart = bearer.scope(owner);
      // What an arm requires that the target does not take, no other text can count on.
      part(choice.then(), owner, choice.taken() ? bearer : apart, region);
      part(choice.otherwise(), owner, choice.taken() ? apart : bearer, region);
    } else if (node instanceof Node.Call call) {
      call(call, bearer, region);
    } else {
      return node instanceof Node.Required || node instanceof Node.LeftToCaller;
    }
    return true;
  }

  private void part(Scope scope, @Nullable Origin owner, Bearer bearer, Region region) {
    if (!scope.nodes().isEmpty()) {
      Bearer inner = bearer.part(owner);
      bearers.put(scope, inner);
      said(scope, inner);
      parts.add(new Work(scope.nodes(), inner, declarations.region(scope, region)));
    }
  }

  private void call(Node.Call call, Bearer bearer, Region region) {
    for (ArgumentUse use : arguments.getOrDefault(call.origin(), List.of())) {
      // What the expansion does not use, m4 drops; so it is the use that requires.
      argument(use, Bearer.root(), region);
    }
    if (call.isMacro()) {
      macroCalls.put(call.origin(), call);
      if (!call.expansion().nodes().isEmpty()) {
        part(call.expansion(), call.origin(), bearer, region);
      }
    } else {
      visit(call.expansion().nodes(), bearer, region);
    }
  }

  /** What plain policy, which m4 made, says to require. */
  private static void said(Scope scope, Bearer bearer) {
    for (Require require : scope.requires()) {
      if (require.kind() == NameKind.CLASS) {
        bearer.permissions(require.name()).addAll(require.permissions());
      } else {
        bearer.requireHere(require.kind(), require.name());
      }
    }
  }

  private void argument(ArgumentUse use, Bearer bearer, Region region) {
    SymbolSet.Element argument = use.argument();
    resolve(
        argument.name(),
        argument.origin(),
        Expected.of(use.kind()),
        bearer,
        region,
        "`" + use.parameter() + "` of `" + use.callee() + "`");
  }

  /** The call of a macro that brought a piece of text; null for the module's or interface's own. */
  private @Nullable Origin owner(Origin origin) {
    for (Origin via = origin.via(); via != null; via = via.via()) {
      if (macroCalls.containsKey(via)) {
        return via;
      }
    }
    return null;
  }

  private void variables(BooleanExpression expression, Bearer bearer, Region region) {
    if (expression instanceof BooleanExpression.Variable variable) {
      Symbol name = variable.name();
      resolve(name.name(), name.origin(), Expected.BOOLEAN, bearer, region, null);
    } else if (expression instanceof BooleanExpression.Not not) {
      variables(not.operand(), bearer, region);
    } else if (expression instanceof BooleanExpression.Binary binary) {
      variables(binary.left(), bearer, region);
      variables(binary.right(), bearer, region);
    }
  }

  // ---- names

  private void resolve(
      String name,
      Origin origin,
      Expected expected,
      Bearer bearer,
      Region region,
      @Nullable String argumentOf) {
    if (name.equals("self") || name.equals("*")) {
      return;
    }
    if (name.indexOf('$') >= 0 && region.find(expected.space(), name) == null) {
      // What a call gives, and what is pasted of it, is for the calling text to require.
      return;
    }
    Origin owner = owner(origin);
    if (owner != null && isOfTarget(owner)) {
      // The target's own text requires what its gen_require says, and what tunable_policy adds.
      if (region.find(expected.space(), name) == null) {
        if (expected == Expected.BOOLEAN) {
          bearer.require(NameKind.BOOLEAN, name, owner);
        } else if (argumentOf == null) {
          left(name, owner, expected, bearer, region);
        }
      }
      return;
    }
    Resolver.Meaning meaning = resolver.resolve(name, origin, expected, region, argumentOf);
    if (meaning == null) {
      return;
    }
    if (declaredByText(meaning.declaration(), owner)) {
      return;
    }
    if (owner == null && !interfaceText) {
      bearer.requireForModule(meaning.kind(), name);
    } else if (bearer.leaves(meaning.kind(), name, owner)) {
      if (owner != null && meaning.declaration() == null) {
        left(name, owner, expected, bearer, region);
      }
    } else {
      bearer.require(meaning.kind(), name, owner);
    }
  }

  /**
   * What an author requires: in the scope where it is said, be the name the module's own or
   * required further out.
   */
  private void required(Node.Required required, Bearer bearer, Region region) {
    String name = required.name().name();
    if (required.kind() == NameKind.CLASS) {
      new Use(bearer, region).classes(SymbolSet.of(required.name()), required.permissions());
      return;
    }
    Origin owner = owner(required.origin());
    if (owner != null && isOfTarget(owner)) {
      bearer.requireHere(required.kind(), name);
      return;
    }
    boolean parameter = name.indexOf('$') >= 0;
    Expected expected = Expected.of(required.kind());
    if (parameter
        || resolver.check(name, required.name().origin(), expected, region, null) != null) {
      bearer.requireHere(required.kind(), name);
    }
  }

  private void left(Node.LeftToCaller left, Bearer bearer, Region region) {
    String name = left.name().name();
    if (name.indexOf('$') >= 0
        || resolver.check(name, left.name().origin(), Expected.of(left.kind()), region, null)
            != null) {
      bearer.leave(left.kind(), name);
    }
  }

  /** Notes that a text uses a name that is for others to require. */
  private void left(String name, Origin owner, Expected expected, Bearer bearer, Region region) {
    Node.Call call = macroCalls.get(owner);
    if (call != null
        && !interfaceText
        && region.live()
        && !LeftNames.isSeen(name, expected, bearer)) {
      leftNames.add(name, expected, bearer, call);
    }
  }

  private boolean isOfTarget(Origin call) {
    Node.Call found = macroCalls.get(call);
    return found != null && found.provider() == Provider.TARGET;
  }

  /** Whether the text that uses a name declares it as well, so that it need not require it. */
  @SuppressWarnings("ReferenceEquality") // Calls are told apart as in macroCalls.
  private boolean declaredByText(@Nullable Declaration declaration, @Nullable Origin owner) {
    if (declaration == null) {
      return false;
    }
    if (owner == null) {
      return !interfaceText || declaration.region().inBody();
    }
    for (Origin via = declaration.origin().via(); via != null; via = via.via()) {
      if (via == owner) {
        return true;
      }
    }
    return false;
  }

  /** Takes the names of one node. */
  private final class Use implements NodeUses.Names {
    private final Bearer bearer;
    private final Region region;

    Use(Bearer bearer, Region region) {
      this.bearer = bearer;
      this.region = region;
    }

    @Override
    public void name(Symbol symbol, Expected expected) {
      resolve(symbol.name(), symbol.origin(), expected, bearer, region, null);
    }

    @Override
    public void set(SymbolSet set, Expected expected) {
      for (SymbolSet.Element element : set.elements()) {
        resolve(element.name(), element.origin(), expected, bearer, region, null);
      }
    }

    @Override
    public void classes(SymbolSet classes, List<String> permissions) {
      if (!region.live()) {
        return;
      }
      for (String className : classes.included()) {
        if (className.indexOf('$') < 0 && bearer.isNew(className, permissions)) {
          permissions(className, permissions);
        }
      }
    }

    private void permissions(String className, List<String> permissions) {
      Set<String> required = bearer.permissions(className);
      boolean any = false;
      for (String permission : permissions) {
        if (isName(permission)) {
          required.add(permission);
          any = true;
        }
      }
      if (!any) {
        List<String> all = target.vocabulary().permissionsOf(className);
        if (!all.isEmpty()) {
          required.add(all.get(0));
        }
      }
    }

    private static boolean isName(String permission) {
      char first = permission.isEmpty() ? ' ' : permission.charAt(0);
      return first != '~' && first != '*' && permission.indexOf('$') < 0;
    }
  }

  private void fileContexts(List<FileContext> contexts, Region region) {
    for (FileContext context : contexts) {
      if (context instanceof FileContext.Choice choice) {
        fileContexts(choice.then(), region);
        fileContexts(choice.otherwise(), region);
      } else if (context instanceof FileContext.Entry entry && entry.context() != null) {
        Symbol type = entry.context().type();
        if (declarations.everywhere().find(Expected.Space.TYPES, type.name()) == null) {
          resolver.resolve(type.name(), type.origin(), Expected.TYPE, region, null);
        }
      }
    }
  }

  // ---- the result

  private Scope rebuilt(Scope scope, @Nullable Bearer bearer) {
    return new Scope(bearer == null ? List.of() : bearer.requires(), rebuilt(scope.nodes()));
  }

  private List<Node> rebuilt(List<Node> nodes) {
    if (!changes(nodes)) {
      return nodes;
    }
    List<Node> rebuilt = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      if (!(node instanceof Node.Required || node instanceof Node.LeftToCaller)) {
        rebuilt.add(rebuilt(node));
      }
    }
    return rebuilt;
  }

  /** Whether a node is left out of the result or holds others. */
  private static boolean changes(List<Node> nodes) {
    for (Node node : nodes) {
      if (node instanceof Node.Call
          || node instanceof Node.Required
          || node instanceof Node.LeftToCaller
          || node instanceof Node.Optional
          || node instanceof Node.BuildChoice
          || node instanceof Node.Conditional) {
        return true;
      }
    }
    return false;
  }

  private Node rebuilt(Node node) {
    if (node instanceof Node.Optional optional) {
      return new Node.Optional(rebuilt(optional.body()), optional.origin());
    }
    if (node instanceof Node.BuildChoice choice) {
      return new Node.BuildChoice(
          choice.condition(),
          choice.taken(),
          rebuilt(choice.then()),
          rebuilt(choice.otherwise()),
          choice.origin());
    }
    if (node instanceof Node.Call call) {
      return new Node.Call(
          call.name(), call.provider(), call.arguments(), rebuilt(call.expansion()), call.origin());
    }
    if (node instanceof Node.Conditional conditional) {
      return new Node.Conditional(
          conditional.condition(),
          rebuilt(conditional.then()),
          rebuilt(conditional.otherwise()),
          conditional.origin());
    }
    return node;
  }

  private Scope rebuilt(Scope scope) {
    return scope.nodes().isEmpty() ? scope : rebuilt(scope, bearers.get(scope));
  }

  // ---- booleans

  private static void unusedBooleans(
      List<Node> nodes, Set<String> gating, Diagnostics diagnostics) {
    Map<String, Node.BooleanDeclaration> declared = new HashMap<>();
    booleans(nodes, declared);
    for (Node.BooleanDeclaration declaration : declared.values()) {
      String name = declaration.name().name();
      if (!gating.contains(name)) {
        diagnostics.add(
            Diagnostic.at(
                    Code.UNUSED_BOOLEAN,
                    declaration.name().origin(),
                    "The boolean `" + name + "` gates nothing in this module.")
                .label("in no condition")
                .note("It is declared all the same; another module may use it."));
      }
    }
  }

  private static void booleans(List<Node> nodes, Map<String, Node.BooleanDeclaration> declared) {
    for (Node node : nodes) {
      if (node instanceof Node.BooleanDeclaration declaration) {
        declared.put(declaration.name().name(), declaration);
      } else if (node instanceof Node.Optional optional) {
        booleans(optional.body().nodes(), declared);
      } else if (node instanceof Node.BuildChoice choice) {
        booleans(choice.arm().nodes(), declared);
      } else if (node instanceof Node.Call call) {
        booleans(call.expansion().nodes(), declared);
      }
    }
  }
}
