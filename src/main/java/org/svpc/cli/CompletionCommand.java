package org.svpc.cli;

import org.svpc.console.Console;
import org.svpc.console.Status;
import org.svpc.usage.Completion;
import org.svpc.usage.Request;

/** {@code svpc completion}: prints a script for a shell. */
final class CompletionCommand {
  private CompletionCommand() {}

  static int run(Request.Run request, Console console) {
    String shell = request.operands().get(0);
    switch (shell) {
      case "bash" -> console.out().print(Completion.bash());
      case "zsh" -> console.out().print(Completion.zsh());
      case "fish" -> console.out().print(Completion.fish());
      default -> {
        console.complain("There is no completion for `" + shell + "`.");
        console.err().print("  `svpc completion` knows `bash`, `zsh` and `fish`.\n");
        return Status.MISUSE;
      }
    }
    return Status.FINE;
  }
}
