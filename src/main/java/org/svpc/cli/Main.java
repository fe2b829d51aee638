package org.svpc.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.svpc.authoring.BuildCommand;
import org.svpc.authoring.CheckCommand;
import org.svpc.authoring.DocCommand;
import org.svpc.authoring.ExplainCommand;
import org.svpc.authoring.FmtCommand;
import org.svpc.authoring.ImportCommand;
import org.svpc.authoring.InitCommand;
import org.svpc.authoring.LinkCommand;
import org.svpc.authoring.PackageCommand;
import org.svpc.console.Console;
import org.svpc.console.Environment;
import org.svpc.console.Status;
import org.svpc.guests.GuestCommand;
import org.svpc.guests.LabelsCommand;
import org.svpc.inspection.AccessCommand;
import org.svpc.inspection.DiffCommand;
import org.svpc.inspection.FlowCommand;
import org.svpc.inspection.QueryCommand;
import org.svpc.inspection.TestCommand;
import org.svpc.usage.Help;
import org.svpc.usage.Request;
import org.svpc.usage.Version;
import org.svpc.usage.Words;

/** The process's entry. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its status.
   *
   * @param args the words after the program's name
   */
  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    int status = run(new Console(out, err, System.in, new ProcessEnvironment()), args);
    // Whoever read our output has gone, or the disk is full: the output is not whole.
    if (out.checkError() && status == Status.FINE) {
      err.print("svpc: Standard output was closed or is full; not all could be written.\n");
      status = Status.UNUSABLE;
    }
    err.flush();
    System.exit(status);
  }

  /** UTF-8 whatever the locale: the output's bytes depend on the sources alone. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }

  /**
   * Runs one command without a terminal, and with nothing to read.
   *
   * @param out where results go
   * @param err where messages go
   * @param args the words after the program's name
   * @return the exit status
   */
  static int run(PrintStream out, PrintStream err, String... args) {
    return run(new Console(out, err, InputStream.nullInputStream(), new Bare()), args);
  }

  /** Runs one command. What goes wrong inside svpc ends here, with a request to report it. */
  static int run(Console console, String... args) {
    try {
      return carryOut(Words.read(args), console);
    } catch (OutOfMemoryError e) {
      console.complain("The memory that svpc takes is too small for this input.");
      console.err().print("  Set `SVPC_JAVA_OPTS=-Xmx4g` or more, with which Java runs svpc.\n");
      return Status.UNUSABLE;
    } catch (RuntimeException | Error e) {
      reportBug(e, console);
      return Status.BUG;
    }
  }

  private static int carryOut(Request request, Console console) {
    if (request instanceof Request.Run run) {
      return carryOut(run, console);
    }
    if (request instanceof Request.Misuse misuse) {
      console.refuse(misuse.command(), misuse.message(), misuse.advice());
      return Status.MISUSE;
    }
    if (request instanceof Request.Help help) {
      console.out().print(Help.text(help.command()));
      return Status.FINE;
    }
    console.out().print("svpc " + Version.NUMBER + "\n");
    return Status.FINE;
  }

  private static int carryOut(Request.Run run, Console console) {
    return switch (run.command()) {
      case INIT -> InitCommand.run(run, console);
      case BUILD -> BuildCommand.run(run, console);
      case CHECK -> CheckCommand.run(run, console);
      case FMT -> FmtCommand.run(run, console);
      case EXPLAIN -> ExplainCommand.run(run, console);
      case IMPORT -> ImportCommand.run(run, console);
      case LINK -> LinkCommand.run(run, console);
      case DIFF -> DiffCommand.run(run, console);
      case ACCESS -> AccessCommand.run(run, console);
      case FLOW -> FlowCommand.run(run, console);
      case QUERY -> QueryCommand.run(run, console);
      case TEST -> TestCommand.run(run, console);
      case GUEST -> GuestCommand.run(run, console);
      case LABELS -> LabelsCommand.run(run, console);
      case DOC -> DocCommand.run(run, console);
      case PACKAGE -> PackageCommand.run(run, console);
      case COMPLETION -> CompletionCommand.run(run, console);
    };
  }

  private static void reportBug(Throwable bug, Console console) {
    console.complain("This is a bug in svpc " + Version.NUMBER + ": " + bug.getClass().getName());
    console
        .err()
        .print(
            "  Please report it, with what you typed and the sources. With `SVPC_DEBUG=1` in the"
                + " environment the\n  place of the bug is printed as well: put that into the"
                + " report.\n");
    String debug = console.environment().variable("SVPC_DEBUG");
    if (debug != null && !debug.isEmpty()) {
      bug.printStackTrace(console.err());
    }
  }

  /** No variables and no terminal. */
  private static final class Bare implements Environment {
    @Override
    public @Nullable String variable(String name) {
      return null;
    }

    @Override
    public boolean onTerminal() {
      return false;
    }
  }
}
