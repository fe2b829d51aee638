package org.svpc.emit;

import org.svpc.ir.Node;

/** Calls as refpolicy writes them. */
final class M4Calls {
  private M4Calls() {}

  /**
   * Whether a call is written as one. Calls of libraries are not, since refpolicy has no such
   * libraries; nor is a call whose arguments m4 would not hand on as they are.
   */
  static boolean isKept(Node.Call call, M4 m4) {
    if (!call.isMacro()) {
      return false;
    }
    for (String argument : call.arguments()) {
      if (!m4.mayBeArgument(argument)) {
        return false;
      }
    }
    return true;
  }

  static String text(Node.Call call, M4 m4) {
    StringBuilder text = new StringBuilder(call.name()).append('(');
    String separator = "";
    for (String given : call.arguments()) {
      String argument = SingleCategories.ofArgument(given);
      text.append(separator);
      if (argument.indexOf(',') >= 0 || m4.mayHoldCommas(argument)) {
        text.append('`').append(argument).append('\'');
      } else {
        text.append(argument);
      }
      separator = ", ";
    }
    return text.append(')').toString();
  }
}
