package org.svpc.cli;

import java.io.PrintStream;

/** The process's entry. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its status.
   *
   * @param args the words after the program's name
   */
  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /**
   * Runs one command.
   *
   * @param out where results go
   * @param err where messages go
   * @param args the words after the program's name
   * @return the exit status: 0 fine, 2 wrong use
   */
  static int run(PrintStream out, PrintStream err, String... args) {
    if (args.length == 1 && args[0].equals("--version")) {
      out.println("svpc 0.1.0");
      return 0;
    }
    err.println("Usage: svpc --version");
    return 2;
  }
}
