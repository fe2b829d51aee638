package org.svpc.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;

/** Permissions that an access rule must have any, all or exactly of, as masks for each class. */
final class PermissionCriterion {
  private enum Wish {
    ANY,
    ALL,
    EXACTLY
  }

  private final Wish wish;
  private final int[] masks;
  private final int[] all;
  private final boolean[] complete;
  private final boolean extended;

  private PermissionCriterion(Policy policy, Set<String> names, Wish wish, boolean extended) {
    List<ObjectClass> classes = policy.classes().classes();
    this.wish = wish;
    masks = new int[classes.size()];
    all = new int[classes.size()];
    complete = new boolean[classes.size()];
    for (int id = 0; id < masks.length; id++) {
      ObjectClass objectClass = classes.get(id);
      all[id] = objectClass.all();
      complete[id] = true;
      for (String name : names) {
        int mask = objectClass.mask(name);
        masks[id] |= mask;
        complete[id] &= mask != 0;
      }
    }
    this.extended = extended;
  }

  /**
   * @param classes the classes that each permission must be one of, or null for any
   */
  static PermissionCriterion of(
      String text,
      boolean equal,
      boolean subset,
      @Nullable IdSet classes,
      Lookup lookup,
      Policy policy) {
    Set<String> names = new HashSet<>(Lookup.parts(text));
    for (String name : Lookup.parts(text)) {
      if (!isKnown(name, classes, policy)) {
        String classNames = classes == null ? "" : String.join("`, `", names(classes, policy));
        lookup.unknown(
            classes == null
                ? "No class of the policy has a permission `" + name + "`."
                : classes.size() == 1
                    ? "Class `" + classNames + "` has no permission `" + name + "`."
                    : "None of the classes `" + classNames + "` has a permission `" + name + "`.",
            name,
            permissions(classes, policy),
            "`--list class --expand` lists them.");
      }
    }
    // A rule on ioctl commands counts as one with the permission `ioctl` alone.
    boolean extended = names.contains("ioctl") && !(equal && names.size() > 1);
    Wish wish = subset ? Wish.ALL : equal ? Wish.EXACTLY : Wish.ANY;
    return new PermissionCriterion(policy, names, wish, extended);
  }

  private static boolean isKnown(String name, @Nullable IdSet classes, Policy policy) {
    List<ObjectClass> known = policy.classes().classes();
    for (int id = 0; id < known.size(); id++) {
      if ((classes == null || classes.contains(id)) && known.get(id).mask(name) != 0) {
        return true;
      }
    }
    return false;
  }

  private static List<String> names(IdSet classes, Policy policy) {
    List<String> names = new ArrayList<>();
    for (int id = classes.next(0); id >= 0; id = classes.next(id + 1)) {
      names.add(policy.classes().names().name(id));
    }
    return names;
  }

  private static List<String> permissions(@Nullable IdSet classes, Policy policy) {
    List<String> permissions = new ArrayList<>();
    List<ObjectClass> known = policy.classes().classes();
    for (int id = 0; id < known.size(); id++) {
      if (classes == null || classes.contains(id)) {
        permissions.addAll(known.get(id).permissions());
      }
    }
    return permissions;
  }

  /** Whether an access rule of a class with these permissions is meant. */
  boolean holds(int objectClass, int permissions) {
    int mask = masks[objectClass];
    return switch (wish) {
      case ANY -> (permissions & mask) != 0;
      case ALL -> complete[objectClass] && (permissions & mask) == mask;
      case EXACTLY -> complete[objectClass] && (permissions & all[objectClass]) == mask;
    };
  }

  /** Whether a rule on ioctl commands is meant. */
  boolean holdsOfExtended() {
    return extended;
  }
}
