package org.svpc.bind;

import java.util.IdentityHashMap;
import java.util.List;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Externs;
import org.svpc.ir.Node;
import org.svpc.ir.Scope;
import org.svpc.ir.Symbol;
import org.svpc.ir.Unbound;
import org.svpc.selinux.NameKind;
import org.svpc.target.Target;

/** Collects what a module declares, each name in its region. */
final class Declarations {
  private final Externs externs;
  private final boolean replaces;
  private final Target target;
  private final Diagnostics diagnostics;
  private final IdentityHashMap<Scope, Region> regions = new IdentityHashMap<>();

  /** All declarations that reach the policy, wherever they stand, to find names out of scope. */
  private final Region everywhere = new Region(null, true);

  Declarations(Unbound unbound, Target target, Diagnostics diagnostics) {
    this.externs = unbound.externs();
    this.replaces = unbound.replaces();
    this.target = target;
    this.diagnostics = diagnostics;
  }

  Region region(Scope scope, Region fallback) {
    return regions.getOrDefault(scope, fallback);
  }

  Region everywhere() {
    return everywhere;
  }

  void collect(List<Node> nodes, Region region) {
    for (Node node : nodes) {
      if (node instanceof Node.TypeDeclaration type) {
        declare(NameKind.TYPE, type.name(), region);
        declareAll(type.aliases(), region);
      } else if (node instanceof Node.TypeAlias alias) {
        declareAll(alias.aliases(), region);
      } else if (node instanceof Node.AttributeDeclaration attribute) {
        declare(NameKind.ATTRIBUTE, attribute.name(), region);
      } else if (node instanceof Node.RoleDeclaration role) {
        declareRole(role.name(), region);
      } else if (node instanceof Node.RoleAttributeDeclaration attribute) {
        declare(NameKind.ROLE_ATTRIBUTE, attribute.name(), region);
      } else if (node instanceof Node.BooleanDeclaration bool) {
        declareBoolean(bool.name(), region);
      } else if (node instanceof Node.UserDeclaration user) {
        declare(NameKind.USER, user.name(), region);
      } else if (node instanceof Node.Conditional conditional) {
        collect(conditional.then(), region);
        collect(conditional.otherwise(), region);
      } else if (node instanceof Node.Optional optional) {
        collectIn(optional.body(), new Region(region, true));
      } else if (node instanceof Node.BuildChoice choice) {
        collectIn(choice.then(), choice.taken() ? region : new Region(region, false));
        collectIn(choice.otherwise(), choice.taken() ? new Region(region, false) : region);
      } else if (node instanceof Node.Call call) {
        collect(call.expansion().nodes(), region);
      }
    }
  }

  private void collectIn(Scope scope, Region region) {
    if (!scope.nodes().isEmpty()) {
      regions.put(scope, region);
      collect(scope.nodes(), region);
    }
  }

  private void declareAll(List<Symbol> aliases, Region region) {
    for (Symbol alias : aliases) {
      declare(NameKind.TYPE, alias, region);
    }
  }

  /** A role may be declared by several modules: the declaration then only adds to it. */
  private void declareRole(Symbol name, Region region) {
    if (region.find(Expected.Space.ROLES, name.name()) == null) {
      declare(NameKind.ROLE, name, region);
    }
  }

  private void declareBoolean(Symbol name, Region region) {
    if (region.live() && !replaces && target.declaresBoolean(name.name())) {
      diagnostics.add(
          Diagnostic.at(
                  Code.DUPLICATE_DECLARATION,
                  name.origin(),
                  "The target declares a boolean `" + name.name() + "` already.")
              .label("declared again")
              .note(
                  "Leave the declaration out to use the target's, or put it under `ifdef (!boolean "
                      + name.name()
                      + ")`."));
    }
    declare(NameKind.BOOLEAN, name, region);
  }

  private void declare(NameKind kind, Symbol name, Region region) {
    Declaration declaration = new Declaration(kind, name.name(), name.origin(), region);
    Declaration before = region.declare(declaration);
    if (region.live() && !region.inBody()) {
      Declaration elsewhere = everywhere.declare(declaration);
      before = before == null ? elsewhere : before;
    }
    if (before != null) {
      diagnostics.add(
          Diagnostic.at(
                  Code.DUPLICATE_DECLARATION,
                  name.origin(),
                  "`" + name.name() + "` is declared twice.")
              .label("declared again as " + kind.word())
              .label(before.origin().span(), "first declared here as " + before.kind().word()));
      return;
    }
    Externs.Extern extern = externs.find(kind, name.name());
    if (extern != null && extern.own() && region.live()) {
      diagnostics.add(
          Diagnostic.at(
                  Code.DUPLICATE_DECLARATION,
                  name.origin(),
                  "`" + name.name() + "` is declared here and said to be extern.")
              .label("declared here")
              .label(extern.span(), "said to be declared elsewhere"));
    }
  }
}
