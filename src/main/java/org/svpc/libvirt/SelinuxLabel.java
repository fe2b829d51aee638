package org.svpc.libvirt;

import org.jspecify.annotations.Nullable;
import org.svpc.selinux.ReservedNames;

/**
 * The parts of a context as it is written.
 *
 * @param range the level or range; empty where there is none
 */
record SelinuxLabel(String user, String role, String type, String range) {
  private static final int MOST_NAME = 128;

  /** The parts of a text; null where it is no context. */
  static @Nullable SelinuxLabel parse(String text) {
    String context = text.strip();
    int first = context.indexOf(':');
    int second = first < 0 ? -1 : context.indexOf(':', first + 1);
    if (second < 0) {
      return null;
    }
    int third = context.indexOf(':', second + 1);
    SelinuxLabel parts =
        new SelinuxLabel(
            context.substring(0, first),
            context.substring(first + 1, second),
            context.substring(second + 1, third < 0 ? context.length() : third),
            third < 0 ? "" : context.substring(third + 1));
    return isName(parts.user) && isName(parts.role) && isName(parts.type) && isRange(parts.range)
        ? parts
        : null;
  }

  /** What SVP takes for a name, and checkpolicy does not keep for itself. */
  private static boolean isName(String name) {
    boolean afterMark = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean digit = c >= '0' && c <= '9';
      boolean mark = c == '.' || c == '-';
      if (i == 0 ? !letter : !(letter || digit || (mark && !afterMark))) {
        return false;
      }
      afterMark = mark;
    }
    return !afterMark
        && name.length() <= MOST_NAME
        && !ReservedNames.contains(name)
        && !name.equals("this");
  }

  private static boolean isRange(String range) {
    for (int i = 0; i < range.length(); i++) {
      char c = range.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "_:,.- ".indexOf(c) >= 0)) {
        return false;
      }
    }
    return true;
  }

  /** The categories of the upper level, as they are written; empty without any. */
  String categories() {
    int dash = range.indexOf('-');
    String high = dash < 0 ? range : range.substring(dash + 1).strip();
    int colon = high.indexOf(':');
    return colon < 0 ? "" : high.substring(colon + 1).strip();
  }
}
