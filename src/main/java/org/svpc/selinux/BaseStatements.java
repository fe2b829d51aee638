package org.svpc.selinux;

/** The statements of checkpolicy that only a base policy may hold, by the word they begin with. */
public final class BaseStatements {
  private BaseStatements() {}

  /** Whether the statement that begins with this word ends with its line, without a {@code ;}. */
  public static boolean isOneLine(String word) {
    return switch (word) {
      case "sid", "genfscon", "portcon", "netifcon", "nodecon", "ibpkeycon", "ibendportcon" -> true;
      default -> false;
    };
  }

  /** Whether a statement of checkpolicy that no module takes begins with this word. */
  public static boolean isStatement(String word) {
    return switch (word) {
      case "sid",
          "genfscon",
          "portcon",
          "netifcon",
          "nodecon",
          "ibpkeycon",
          "ibendportcon",
          "class",
          "common",
          "constrain",
          "mlsconstrain",
          "validatetrans",
          "mlsvalidatetrans",
          "policycap",
          "fs_use_xattr",
          "fs_use_task",
          "fs_use_trans",
          "sensitivity",
          "category",
          "level",
          "dominance",
          "default_user",
          "default_role",
          "default_type",
          "default_range" ->
          true;
      default -> false;
    };
  }
}
