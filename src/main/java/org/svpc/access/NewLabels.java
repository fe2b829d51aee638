package org.svpc.access;

import org.jspecify.annotations.Nullable;
import org.svpc.index.ClassTable.Default;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.IdSet;
import org.svpc.index.MlsLevel;
import org.svpc.index.MlsRange;
import org.svpc.index.Policy;
import org.svpc.index.RoleTable;
import org.svpc.index.RuleKind;
import org.svpc.index.SecurityContext;

/**
 * The label of what a process creates, and of a process that runs a file, as the kernel computes it
 * ({@code security_compute_sid} with AVTAB_TRANSITION).
 */
public final class NewLabels {
  private final AccessDecisions decisions;
  private final Policy policy;

  /**
   * @param decisions tells which conditional rules hold
   */
  public NewLabels(AccessDecisions decisions) {
    this.decisions = decisions;
    policy = decisions.policy();
  }

  /**
   * The label of a new object.
   *
   * @param source of the process
   * @param target of the directory or, for a process, of the file that it runs
   * @param objectClass of what is created; {@code process} for a process that runs a file
   * @param name of what is created, or null
   */
  public SecurityContext of(
      SecurityContext source, SecurityContext target, int objectClass, @Nullable String name) {
    ObjectClass known = policy.classes().get(objectClass);
    boolean process = isProcessOrSocket(known.name());
    int user = known.defaultUser() == Default.TARGET ? target.user() : source.user();
    int role =
        switch (known.defaultRole()) {
          case SOURCE -> source.role();
          case TARGET -> target.role();
          case NONE -> process ? source.role() : objectRole(source.role());
        };
    int type = type(source.type(), target.type(), objectClass, name, known, process);
    for (RoleTable.Transition transition : policy.roles().transitions()) {
      if (transition.role() == source.role()
          && transition.objectClass() == objectClass
          && covers(transition.type(), target.type())) {
        role = transition.result();
        break;
      }
    }
    return new SecurityContext(
        user, role, type, range(source, target, objectClass, known, process));
  }

  /** {@code object_r}, which every policy has. */
  private int objectRole(int otherwise) {
    int role = policy.roles().names().id("object_r");
    return role < 0 ? otherwise : role;
  }

  private int type(
      int source,
      int target,
      int objectClass,
      @Nullable String name,
      ObjectClass known,
      boolean process) {
    if (name != null) {
      for (Policy.NameTransition transition : policy.nameTransitions()) {
        if (transition.objectClass() == objectClass
            && transition.name().equals(name)
            && covers(transition.source(), source)
            && covers(transition.target(), target)) {
          return transition.result();
        }
      }
    }
    int ruled = decisions.typeRule(RuleKind.TYPE_TRANSITION, source, target, objectClass);
    if (ruled >= 0) {
      return ruled;
    }
    return switch (known.defaultType()) {
      case SOURCE -> source;
      case TARGET -> target;
      case NONE -> process ? source : target;
    };
  }

  private @Nullable MlsRange range(
      SecurityContext source,
      SecurityContext target,
      int objectClass,
      ObjectClass known,
      boolean process) {
    MlsRange ofSource = source.range();
    MlsRange ofTarget = target.range();
    if (ofSource == null || ofTarget == null) {
      return null;
    }
    for (Policy.RangeTransition transition : policy.rangeTransitions()) {
      if (transition.objectClass() == objectClass
          && covers(transition.source(), source.type())
          && covers(transition.target(), target.type())) {
        return transition.range();
      }
    }
    return switch (known.defaultRange()) {
      case SOURCE_LOW -> single(ofSource.low());
      case SOURCE_HIGH -> single(ofSource.high());
      case SOURCE_LOW_HIGH -> ofSource;
      case TARGET_LOW -> single(ofTarget.low());
      case TARGET_HIGH -> single(ofTarget.high());
      case TARGET_LOW_HIGH -> ofTarget;
      case GREATEST_LOWEST -> greatestLowest(ofSource, ofTarget);
      case NONE -> process ? ofSource : single(ofSource.low());
    };
  }

  private static MlsRange single(MlsLevel level) {
    return new MlsRange(level, level);
  }

  /** The greatest lower bound of two ranges ({@code mls_context_glblub}). */
  private static MlsRange greatestLowest(MlsRange one, MlsRange other) {
    return new MlsRange(
        new MlsLevel(
            Math.max(one.low().sensitivity(), other.low().sensitivity()),
            one.low().categories().and(other.low().categories())),
        new MlsLevel(
            Math.min(one.high().sensitivity(), other.high().sensitivity()),
            one.high().categories().and(other.high().categories())));
  }

  private boolean covers(int id, int type) {
    if (id == type) {
      return true;
    }
    IdSet attributes = policy.types().attributesOf().get(type);
    return attributes.contains(id);
  }

  /** Classes whose objects get the label of the process ({@code security_is_socket_class}). */
  private static boolean isProcessOrSocket(String name) {
    return name.equals("process") || name.endsWith("socket");
  }
}
