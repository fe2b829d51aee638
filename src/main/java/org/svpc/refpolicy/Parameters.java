package org.svpc.refpolicy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the parameters of a body are written in SVP: {@code $1} as {@code who}, and where the
 * parameter is a piece of names, {@code $1_t} as {@code ${who}_t}.
 */
final class Parameters {
  /** For a body whose parameters are not known yet: {@code $1} stays {@code $1}. */
  static final Parameters UNNAMED = new Parameters(null, List.of());

  private final @Nullable List<String> names;
  private final List<Boolean> pieces;

  private Parameters(@Nullable List<String> names, List<Boolean> pieces) {
    this.names = names;
    this.pieces = pieces;
  }

  /**
   * @param pieces of each parameter, whether it is pasted everywhere
   */
  static Parameters named(List<String> names, List<Boolean> pieces) {
    return new Parameters(names, pieces);
  }

  /** A name of the body in SVP's words; null where it holds what SVP cannot say. */
  @Nullable String translate(String name) {
    if (name.indexOf('$') < 0) {
      return name;
    }
    List<String> known = names;
    if (isBare(name) && known != null) {
      int index = name.charAt(1) - '1';
      return index < 0 || index >= known.size()
          ? null
          : pieces.get(index) ? "${" + known.get(index) + "}" : known.get(index);
    }
    if (name.contains("$*") || name.contains("$0")) {
      return null;
    }
    if (known == null) {
      return name;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '$') {
        i++;
        int index = name.charAt(i) - '1';
        if (index >= known.size()) {
          return null;
        }
        text.append("${").append(known.get(index)).append('}');
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** Whether the name is a parameter and nothing else. */
  static boolean isBare(String name) {
    return name.length() == 2 && name.charAt(0) == '$' && Lexer.isDigit(name.charAt(1));
  }
}
