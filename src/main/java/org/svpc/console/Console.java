package org.svpc.console;

import java.io.InputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.svpc.usage.Command;

/**
 * What a command reads and writes.
 *
 * @param out results, and reports for machines
 * @param err messages, and reports for people
 */
public record Console(PrintStream out, PrintStream err, InputStream in, Environment environment) {
  /** Whether a report for people is coloured: as asked, else on a terminal that takes colours. */
  public boolean coloured(String wish) {
    if (!wish.equals("auto")) {
      return wish.equals("always");
    }
    @Nullable String refused = environment.variable("NO_COLOR");
    return (refused == null || refused.isEmpty())
        && !"dumb".equals(environment.variable("TERM"))
        && environment.onTerminal();
  }

  /**
   * Hands on what was written; false where nobody reads it any more, so that there is no use in
   * answering further questions.
   */
  public boolean flushed() {
    return !out.checkError();
  }

  /** Says why a command could not be carried out. */
  public void complain(String message) {
    err.print("svpc: " + message + "\n");
  }

  /** Says why what a command was given cannot be meant, and what to do; both are sentences. */
  public void refuse(@Nullable Command command, String message, String advice) {
    err.print("svpc" + (command == null ? "" : " " + command.word()) + ": " + message + "\n");
    if (!advice.isEmpty()) {
      err.print("  " + advice + "\n");
    }
  }
}
