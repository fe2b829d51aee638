package org.svpc.usage;

import java.util.List;

/** The options of {@code svpc flow}; where seinfoflow and sedta have the same, by their names. */
public final class FlowOptions {
  public static final Option SHORTEST =
      new Option("-S", null, List.of(), false, false, "All shortest paths, instead of one.");
  public static final Option ALL_PATHS =
      new Option("-A", "N", List.of(), false, false, "All paths of at most N hops.");
  public static final Option LIMIT =
      new Option("-l", "N", List.of(), false, false, "At most N paths are printed.");
  public static final Option WEIGHT =
      new Option(
          "-w",
          "N",
          List.of(),
          false,
          false,
          "The least weight of a permission that counts, 1 to 10, else 3.");
  public static final Option WITHOUT =
      new Option(
          "--without",
          "TYPE",
          List.of(),
          true,
          false,
          "A type or attribute that no path may pass, such as one that is trusted; repeatable.");
  public static final Option THROUGH =
      new Option(
          "--through",
          "TYPE",
          List.of(),
          true,
          false,
          "A type or attribute that paths have to pass; of several, any one; repeatable.");
  public static final Option BOOLEAN =
      new Option(
          "--bool",
          "default|NAME=on|off",
          List.of(),
          true,
          false,
          "A boolean's state, or default for those of the policy; others may have any;"
              + " repeatable.");
  public static final Option TRANSITIONS =
      new Option(
          "--transitions",
          null,
          List.of(),
          false,
          false,
          "Changes of a process from domain to domain, instead of flows.");
  public static final Option INTO =
      new Option("--into", null, List.of(), false, false, "Of one type, the hops into it.");
  public static final Option MAP =
      new Option(
          "--map",
          "FILE",
          List.of(),
          false,
          false,
          "A permission map, also one of setools, instead of svpc's.");
  public static final Option BRIEF =
      new Option(
          "--brief", null, List.of(), false, false, "A line for each path, without its rules.");
  public static final Option FULL =
      new Option("--full", null, List.of(), false, false, "All rules of each hop, however many.");
  public static final Option REPORT =
      new Option(
          "--report",
          "human|json",
          List.of("human", "json"),
          false,
          false,
          "How the paths are written.");

  static final List<Option> ALL =
      List.of(
          SHORTEST,
          ALL_PATHS,
          LIMIT,
          WEIGHT,
          WITHOUT,
          THROUGH,
          BOOLEAN,
          TRANSITIONS,
          INTO,
          MAP,
          BRIEF,
          FULL,
          REPORT);

  private FlowOptions() {}
}
