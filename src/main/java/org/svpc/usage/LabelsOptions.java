package org.svpc.usage;

import java.util.List;

/** The options of {@code svpc labels}. */
public final class LabelsOptions {
  public static final Option RANGE =
      new Option(
          "--range",
          "cA.cB",
          List.of(),
          false,
          false,
          "What libvirt draws from for guests that are not in the plan, else what the plan says.");
  public static final Option GROUPS =
      new Option(
          "--groups",
          "N",
          List.of(),
          false,
          false,
          "Without PLAN: how many categories groups reserve, else none.");
  public static final Option POLICY =
      new Option(
          "--policy",
          "FILE",
          List.of(),
          false,
          false,
          "The kernel policy, else the installed one.");
  public static final Option PRINT =
      new Option(
          "--print",
          "matrix|seclabel|commands|daemon",
          List.of("matrix", "seclabel", "commands", "daemon"),
          false,
          false,
          "What is printed: who reaches what; elements for libvirt; commands that label files; how"
              + " the daemon gets its range.");
  public static final Option ONLY =
      new Option(
          "--only", "NAME", List.of(), false, false, "The seclabel of this guest or group alone.");
  public static final Option CHECK =
      new Option(
          "--check",
          null,
          List.of(),
          false,
          false,
          "Write nothing, and exit with 1 where PLAN.lock is not as this run would leave it.");

  static final List<Option> ALL =
      List.of(RANGE, GROUPS, POLICY, PRINT, ONLY, CHECK, Option.ANSWER, Option.COLOR);

  private LabelsOptions() {}
}
