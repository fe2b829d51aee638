package org.svpc.check;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Interface;
import org.svpc.ir.Node;
import org.svpc.selinux.AccessKind;

/**
 * What may stand under {@code if}: allow, auditallow, dontaudit and type rules without an object's
 * name. The rest is refused by checkpolicy's grammar, since the kernel has no conditional form.
 */
public final class ConditionalContents implements Check, Nodes.Visitor {
  /** What of these nodes may not stand under {@code if}, in words with their articles, sorted. */
  public static SortedSet<String> refusals(List<Node> nodes) {
    SortedSet<String> refusals = new TreeSet<>();
    Nodes.walk(nodes, new Collector(refusals), new Diagnostics());
    return refusals;
  }

  private record Collector(SortedSet<String> refusals) implements Nodes.Visitor {
    @Override
    public void visit(Node node, Nodes.Place place, Diagnostics diagnostics) {
      String what = place.inOptional() || place.inConditional() ? null : refused(node);
      if (what != null) {
        refusals.add(what);
      }
    }
  }

  @Override
  public void check(Subject subject, Diagnostics diagnostics) {
    Nodes.walk(subject.module().body().nodes(), this, diagnostics);
    for (Interface each : subject.module().interfaces()) {
      Nodes.walk(each.body().nodes(), this, diagnostics);
    }
  }

  @Override
  public void visit(Node node, Nodes.Place place, Diagnostics diagnostics) {
    String what = place.inConditional() ? refused(node) : null;
    if (what != null) {
      diagnostics.add(diagnostic(node, what));
    }
  }

  private static Diagnostic.Builder diagnostic(Node node, String what) {
    boolean called = node.origin().via() != null;
    Diagnostic.Builder diagnostic =
        Diagnostic.at(
            Code.NOT_IN_CONDITIONAL,
            node.origin().outermost(),
            called
                ? "This call brings " + what + ", which may not stand under `if`."
                : "The kernel has no conditional form of "
                    + what
                    + ", so it may not stand under `if`.");
    if (called) {
      diagnostic.label("called under `if`").label(node.origin().span(), "the statement is here");
    } else {
      diagnostic.label("not under `if`");
    }
    return diagnostic.help(
        "Under `if` there may be `allow`, `auditallow`, `dontaudit` and type rules without an"
            + " object's name; move the statement out.");
  }

  private static @Nullable String refused(Node node) {
    if (node instanceof Node.Access access) {
      return access.kind() == AccessKind.NEVERALLOW ? "a `neverallow`" : null;
    }
    if (node instanceof Node.TypeRule rule) {
      return rule.objectName() == null
          ? null
          : "a `" + rule.kind().word() + "` with an object's name";
    }
    if (node instanceof Node.Call
        || node instanceof Node.BuildChoice
        || node instanceof Node.Comment
        || node instanceof Node.Section) {
      return null;
    }
    return word(node);
  }

  private static String word(Node node) {
    if (node instanceof Node.Conditional) {
      return "an `if`";
    }
    if (node instanceof Node.Optional) {
      return "an `optional`";
    }
    if (node instanceof Node.ExtendedAccess access) {
      return "an `" + access.kind().word() + "xperm`";
    }
    if (node instanceof Node.TypeAttribute) {
      return "a `typeattribute`";
    }
    if (node instanceof Node.RangeTransition) {
      return "a `range_transition`";
    }
    if (node instanceof Node.TypeBounds) {
      return "a `typebounds`";
    }
    if (node instanceof Node.Permissive) {
      return "a `permissive`";
    }
    if (node instanceof Node.ExpandAttribute) {
      return "an `expandattribute`";
    }
    if (node instanceof Node.Customizable) {
      return "a `customizable`";
    }
    if (node instanceof Node.RoleTypes
        || node instanceof Node.RoleAllow
        || node instanceof Node.RoleTransition
        || node instanceof Node.RoleAttribute) {
      return "a rule about roles";
    }
    return "a declaration";
  }
}
