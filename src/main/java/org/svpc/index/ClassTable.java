package org.svpc.index;

import java.util.List;

/**
 * The object classes of a policy.
 *
 * @param names name of each
 * @param commons the common permission sets that classes inherit from
 * @param classes what is known of each, by id; a free id has no permissions
 */
public record ClassTable(Names names, List<Common> commons, List<ObjectClass> classes) {
  public ClassTable {
    commons = List.copyOf(commons);
    classes = List.copyOf(classes);
  }

  public ObjectClass get(int id) {
    return classes.get(id);
  }

  /** A common set: {@code common file { ... }}. */
  public record Common(String name, List<String> permissions) {
    public Common {
      permissions = List.copyOf(permissions);
    }
  }

  /** Whose part of a new object's context is taken where no rule says otherwise. */
  public enum Default {
    NONE,
    SOURCE,
    TARGET
  }

  /** The range of a new object where no range_transition says otherwise. */
  public enum DefaultRange {
    NONE(""),
    SOURCE_LOW("source low"),
    SOURCE_HIGH("source high"),
    SOURCE_LOW_HIGH("source low-high"),
    TARGET_LOW("target low"),
    TARGET_HIGH("target high"),
    TARGET_LOW_HIGH("target low-high"),
    GREATEST_LOWEST("glblub");

    private final String words;

    DefaultRange(String words) {
      this.words = words;
    }

    /** The words of a default_range statement; none for the first. */
    public String words() {
      return words;
    }
  }

  /**
   * An object class.
   *
   * @param common name of the common set it inherits from, or the empty string
   * @param permissions all of them, in the order of their bits: those of the common set first; a
   *     bit without permission has the empty name
   * @param constraints the constrain and mlsconstrain statements
   * @param validations the validatetrans and mlsvalidatetrans statements; they name no permissions
   */
  public record ObjectClass(
      String name,
      String common,
      List<String> permissions,
      List<Constraint> constraints,
      List<Constraint> validations,
      Default defaultUser,
      Default defaultRole,
      Default defaultType,
      DefaultRange defaultRange) {

    public ObjectClass {
      permissions = List.copyOf(permissions);
      constraints = List.copyOf(constraints);
      validations = List.copyOf(validations);
    }

    /** The bit mask of a permission, or 0 where the class has none of this name. */
    public int mask(String permission) {
      int bit = permission.isEmpty() ? -1 : permissions.indexOf(permission);
      return bit < 0 ? 0 : 1 << bit;
    }

    /** The mask of all permissions. */
    public int all() {
      int mask = 0;
      for (int bit = 0; bit < permissions.size(); bit++) {
        mask |= permissions.get(bit).isEmpty() ? 0 : 1 << bit;
      }
      return mask;
    }

    /** The names of the permissions of a mask, in alphabetical order, as SELinux's tools print. */
    public List<String> names(int mask) {
      java.util.ArrayList<String> names = new java.util.ArrayList<>();
      for (int bit = 0; bit < permissions.size(); bit++) {
        if ((mask & (1 << bit)) != 0 && !permissions.get(bit).isEmpty()) {
          names.add(permissions.get(bit));
        }
      }
      names.sort(null);
      return names;
    }
  }
}
