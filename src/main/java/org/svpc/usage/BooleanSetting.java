package org.svpc.usage;

import org.jspecify.annotations.Nullable;

/** The state of a boolean as a command line says it: {@code NAME=on} or {@code NAME=off}. */
public record BooleanSetting(String name, boolean on) {
  /** Reads one; null where it is none. Whether there is such a boolean is not looked at. */
  public static @Nullable BooleanSetting of(String text) {
    int equals = text.indexOf('=');
    String state = text.substring(equals + 1);
    return equals < 0 || !(state.equals("on") || state.equals("off"))
        ? null
        : new BooleanSetting(text.substring(0, equals), state.equals("on"));
  }

  /** What is wrong with a text that is none. */
  public static String problem(String text) {
    return "`" + text + "` is no setting of a boolean; expected `NAME=on` or `NAME=off`.";
  }
}
