package org.svpc.usage;

import java.util.List;

/** The options of {@code svpc guest}. */
public final class GuestOptions {
  public static final Option COVERS =
      new Option(
          "--covers",
          "MODULE.svp",
          List.of(),
          true,
          false,
          "Write nothing; tell what the XML needs and the linked module does not allow; repeatable.");
  public static final Option POLICY =
      new Option(
          "--policy", "FILE", List.of(), false, false, "The same, for a kernel policy as it is.");
  public static final Option WRITE_SECLABEL =
      new Option(
          "--write-seclabel",
          null,
          List.of(),
          false,
          false,
          "Print the XML with the `<seclabel>` that the module wants; the rest stays as it is.");
  public static final Option DOMAIN =
      new Option(
          "--domain",
          "TYPE",
          List.of(),
          false,
          false,
          "The guest's domain, else that of the XML or one named after the guest.");
  public static final Option MODULES_FOLDER =
      new Option(
          "-o",
          "DIR",
          List.of(),
          false,
          false,
          "The folder that the module and its test are written to, else standard output.");

  static final List<Option> ALL =
      List.of(
          Option.TARGETS_PROJECT,
          MODULES_FOLDER,
          COVERS,
          POLICY,
          WRITE_SECLABEL,
          DOMAIN,
          Option.BOOL,
          Option.BASE,
          Option.TARGET,
          Option.LIB,
          Option.NO_CACHE,
          Option.REPORT,
          Option.COLOR);

  private GuestOptions() {}
}
