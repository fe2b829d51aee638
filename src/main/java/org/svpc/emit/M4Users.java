package org.svpc.emit;

import java.util.ArrayList;
import java.util.List;
import org.svpc.ir.Node;
import org.svpc.selinux.LevelRange;

/** Declarations of users: with {@code gen_user} where it can say them. */
final class M4Users {
  private static final String LOWEST = "s0";

  private M4Users() {}

  static String text(Node.UserDeclaration user, M4 m4) {
    LevelRange level = user.level();
    LevelRange range = user.range();
    boolean lowest =
        level == null
            || range == null
            || (level.text().equals(LOWEST)
                && range.low().text().equals(LOWEST)
                && range.high().sensitivity().equals(LOWEST));
    String name = user.name().name();
    if (!lowest || !m4.isInert(name) || !areInert(user, m4)) {
      return new Statements(new M4Words(m4)).text(user);
    }
    List<String> arguments = new ArrayList<>();
    arguments.add(name);
    arguments.add("");
    arguments.add(String.join(" ", user.roles().included()));
    arguments.add(LOWEST);
    arguments.add(range == null ? LOWEST : quoted(range.text()));
    String high = range == null ? LOWEST : range.high().text();
    if (high.indexOf(':') > 0) {
      arguments.add(quoted(high.substring(high.indexOf(':') + 1)));
    }
    return "gen_user(" + String.join(", ", arguments) + ")";
  }

  private static boolean areInert(Node.UserDeclaration user, M4 m4) {
    if (user.roles().complement() || !user.roles().excluded().isEmpty()) {
      return false;
    }
    for (String role : user.roles().included()) {
      if (!m4.isInert(role) || role.equals("*")) {
        return false;
      }
    }
    return true;
  }

  private static String quoted(String text) {
    return text.indexOf(',') < 0 ? text : "`" + text + "'";
  }
}
