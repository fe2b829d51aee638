package org.svpc.cli;

import org.svpc.difference.PolicyDifference;
import org.svpc.index.Policy;

/** {@code svpc diff}: what one policy means and another does not. */
final class DiffCommand {
  private DiffCommand() {}

  static int run(Request.Run request, Console console) {
    Policy old = PolicyFile.open(console, request.operands().get(0));
    Policy other = old == null ? null : PolicyFile.open(console, request.operands().get(1));
    if (old == null || other == null) {
      return Status.UNUSABLE;
    }
    PolicyDifference difference;
    try (Ticker ticker = new Ticker(console, "Comparing")) {
      ticker.step("Comparing rules");
      difference = PolicyDifference.between(old, other);
    }
    DiffText text = new DiffText(difference);
    console
        .out()
        .print(
            switch (request.value(Option.DIFFERENCE, "human")) {
              case "json" -> text.json();
              case "summary" -> text.summary();
              default -> text.human();
            });
    return request.has(Option.EXIT_CODE) && !difference.isEmpty() ? Status.ERRORS : Status.FINE;
  }
}
