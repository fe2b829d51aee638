package org.svpc.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessDecisions;
import org.svpc.access.PolicyText;
import org.svpc.index.IdSet;
import org.svpc.index.MlsRange;
import org.svpc.index.Policy;
import org.svpc.index.Policy.UnknownHandling;
import org.svpc.index.RuleKind;
import org.svpc.index.SecurityContext;

/**
 * What svpc knows of a policy in one state of its booleans, to find what a process needs around the
 * one thing that is tried: a folder that it may walk through, a file system that holds a label.
 */
final class Model {
  private static final String OBJECT_ROLE = "object_r";
  private static final List<String> LIKELY =
      List.of("root_t", "tmp_t", "var_t", "etc_t", "usr_t", "fs_t", "tmpfs_t");

  private final AccessDecisions decisions;
  private final Policy policy;
  private final PolicyText text;
  private final Map<String, @Nullable SecurityContext> found = new HashMap<>();

  Model(AccessDecisions decisions) {
    this.decisions = decisions;
    policy = decisions.policy();
    text = new PolicyText(policy);
  }

  AccessDecisions decisions() {
    return decisions;
  }

  String shown(SecurityContext context) {
    return text.context(context);
  }

  boolean has(String capability) {
    return policy.properties().capabilities().contains(capability);
  }

  /** Whether all of some permissions are allowed; what the policy does not know, as it says. */
  boolean allows(
      SecurityContext source, SecurityContext target, String className, String... permissions) {
    int objectClass = policy.classes().names().id(className);
    boolean unknown = policy.properties().unknown() == UnknownHandling.ALLOW;
    if (objectClass < 0) {
      return unknown;
    }
    int allowed = decisions.allowed(source, target, objectClass);
    for (String permission : permissions) {
      int mask = policy.classes().get(objectClass).mask(permission);
      if (mask == 0 ? !unknown : (allowed & mask) == 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the type's denials are only logged, so that nothing keeps its processes from acting.
   */
  boolean isPermissive(SecurityContext source) {
    return policy.types().permissive().contains(source.type());
  }

  /** A context for an object on which a process has permissions; null where there is none. */
  @Nullable SecurityContext objectFor(
      SecurityContext source, String className, String... permissions) {
    String key = shown(source) + ' ' + className + ' ' + String.join(" ", permissions);
    if (!found.containsKey(key)) {
      found.put(key, search(source, className, permissions));
    }
    return found.get(key);
  }

  /** A context for a file system that may hold objects of a context; null where there is none. */
  @Nullable SecurityContext fileSystemFor(SecurityContext object) {
    String key = "fs " + shown(object);
    if (!found.containsKey(key)) {
      found.put(key, search(object, "filesystem", "associate"));
    }
    return found.get(key);
  }

  private @Nullable SecurityContext search(
      SecurityContext source, String className, String... permissions) {
    int role = policy.roles().names().id(OBJECT_ROLE);
    MlsRange own = source.range();
    MlsRange level = own == null ? null : new MlsRange(own.low(), own.low());
    for (String name : LIKELY) {
      int type = policy.types().names().id(name);
      if (type >= 0 && role >= 0) {
        SecurityContext context = new SecurityContext(source.user(), role, type, level);
        if (allows(source, context, className, permissions)) {
          return context;
        }
      }
    }
    IdSet attributes = policy.types().attributes();
    for (int type = 0; role >= 0 && type < policy.types().names().size(); type++) {
      if (policy.types().names().isUsed(type) && !attributes.contains(type)) {
        SecurityContext context = new SecurityContext(source.user(), role, type, level);
        if (allows(source, context, className, permissions)) {
          return context;
        }
      }
    }
    return null;
  }

  /** The permissions that any rule grants, in whatever state of the booleans. */
  int everGranted(SecurityContext source, SecurityContext target, int objectClass) {
    int[] mask = new int[1];
    decisions.eachRule(
        source.type(),
        target.type(),
        objectClass,
        rule -> {
          if (policy.rules().kind(rule) == RuleKind.ALLOW) {
            mask[0] |= policy.rules().datum(rule);
          }
        });
    return mask[0];
  }

  /** The ioctl commands that are granted, or would be if {@code ioctl} were. */
  IdSet commands(SecurityContext source, SecurityContext target, String className) {
    int objectClass = policy.classes().names().id(className);
    return objectClass < 0
        ? IdSet.EMPTY
        : decisions.commandsOfRules(source.type(), target.type(), objectClass);
  }

  boolean mayRelabel(
      SecurityContext before, SecurityContext after, SecurityContext process, String className) {
    int objectClass = policy.classes().names().id(className);
    return objectClass < 0 || decisions.mayRelabel(before, after, process, objectClass);
  }
}
