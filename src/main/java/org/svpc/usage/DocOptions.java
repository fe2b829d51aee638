package org.svpc.usage;

import java.util.List;

/** The options of {@code svpc doc}. */
public final class DocOptions {
  public static final Option FORMAT =
      new Option(
          "--format",
          "man|html",
          List.of("man", "html"),
          false,
          false,
          "What is written, else both: a page for man, or HTML.");

  static final List<Option> ALL =
      List.of(
          Option.PROJECT,
          Option.FOLDER,
          FORMAT,
          Option.TARGET,
          Option.LIB,
          Option.NO_CACHE,
          Option.REPORT,
          Option.COLOR);

  private DocOptions() {}
}
