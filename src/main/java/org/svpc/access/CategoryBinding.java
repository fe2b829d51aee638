package org.svpc.access;

import java.util.List;
import org.svpc.index.IdSet;
import org.svpc.index.MlsLevel;
import org.svpc.index.MlsRange;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;

/** Which types the constraints of a policy bind to their categories, as MCS means it. */
public final class CategoryBinding {
  /** What has to be denied between two levels for categories to keep processes apart. */
  private static final List<String> FILE_CLASSES = List.of("file", "blk_file", "chr_file");

  private final AccessDecisions decisions;
  private final Policy policy;

  /**
   * @param decisions over a policy with at least two categories
   */
  public CategoryBinding(AccessDecisions decisions) {
    this.decisions = decisions;
    policy = decisions.policy();
  }

  /**
   * Whether constraints deny what two processes of a type, with a category each, could do to each
   * other's files, and that one traces the other.
   */
  public boolean binds(int type) {
    SecurityContext source = context(type, 0);
    SecurityContext target = context(type, 1);
    for (String className : FILE_CLASSES) {
      if (!isDenied(source, target, className, "read", "write")) {
        return false;
      }
    }
    return isDenied(source, target, "process", "ptrace");
  }

  private boolean isDenied(
      SecurityContext source, SecurityContext target, String className, String... permissions) {
    int objectClass = policy.classes().names().id(className);
    if (objectClass < 0) {
      return true;
    }
    int mask = 0;
    for (String permission : permissions) {
      mask |= policy.classes().get(objectClass).mask(permission);
    }
    return decisions.constrained(source, target, objectClass, mask) == mask;
  }

  /** A context of the type with one category; constraints of MCS look at no user and no role. */
  private SecurityContext context(int type, int category) {
    MlsLevel level = new MlsLevel(0, IdSet.of(category));
    int user = Math.max(0, policy.users().names().id("system_u"));
    int role = Math.max(0, policy.roles().names().id("system_r"));
    return new SecurityContext(user, role, type, new MlsRange(level, level));
  }
}
