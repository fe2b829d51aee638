package org.svpc.selinux;

import java.util.Locale;
import java.util.Set;

/**
 * The words that checkpolicy's scanner keeps for itself, and that no module can therefore declare:
 * those of its statements, of constraints and of kinds of objects long gone. Each is also taken in
 * capitals.
 *
 * <p>Found by giving each word of the scanner of checkpolicy 3.4 to checkmodule as a type's name.
 */
public final class ReservedNames {
  private static final Set<String> WORDS =
      Set.of(
          "alias",
          "allow",
          "allowxperm",
          "and",
          "attribute",
          "attribute_role",
          "auditallow",
          "auditallowxperm",
          "auditdeny",
          "bool",
          "category",
          "class",
          "clone",
          "common",
          "constrain",
          "default_range",
          "default_role",
          "default_type",
          "default_user",
          "devicetreecon",
          "dom",
          "domby",
          "dominance",
          "dontaudit",
          "dontauditxperm",
          "else",
          "eq",
          "expandattribute",
          "false",
          "fs_use_task",
          "fs_use_trans",
          "fs_use_xattr",
          "fscon",
          "genfscon",
          "glblub",
          "h1",
          "h2",
          "high",
          "ibendportcon",
          "ibpkeycon",
          "if",
          "incomp",
          "inherits",
          "iomemcon",
          "ioportcon",
          "l1",
          "l2",
          "level",
          "low",
          "low-high",
          "mlsconstrain",
          "mlsvalidatetrans",
          "module",
          "netifcon",
          "neverallow",
          "neverallowxperm",
          "nodecon",
          "not",
          "optional",
          "or",
          "pcidevicecon",
          "permissive",
          "pirqcon",
          "policycap",
          "portcon",
          "r1",
          "r2",
          "r3",
          "range",
          "range_transition",
          "require",
          "role",
          "role_transition",
          "roleattribute",
          "roles",
          "sameuser",
          "sensitivity",
          "sid",
          "source",
          "t1",
          "t2",
          "t3",
          "target",
          "true",
          "tunable",
          "type",
          "type_change",
          "type_member",
          "type_transition",
          "typealias",
          "typeattribute",
          "typebounds",
          "types",
          "u1",
          "u2",
          "u3",
          "user",
          "validatetrans",
          "xor");

  private static final String SELF = "self";

  private ReservedNames() {}

  /** All words, in small letters. */
  public static Set<String> words() {
    return WORDS;
  }

  /** Whether checkpolicy takes a name for a word of its own. */
  public static boolean contains(String name) {
    return WORDS.contains(name)
        || name.equals(SELF)
        || (isUpperCase(name) && WORDS.contains(name.toLowerCase(Locale.ROOT)));
  }

  private static boolean isUpperCase(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isLowerCase(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
