package org.svpc.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.svpc.testing.Command;

/** The command line without a process of its own: the same words, the same answers, much faster. */
public final class InProcess {
  private InProcess() {}

  /** Runs svpc with the words that would stand behind its name. */
  public static Command.Result run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            words);
    return new Command.Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  public static Command.Result run(List<String> words) {
    return run(words.toArray(String[]::new));
  }
}
