package org.svpc.authoring;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.Formatting;
import org.svpc.compiler.Sources;
import org.svpc.console.Console;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.IoReason;
import org.svpc.source.SourceFile;
import org.svpc.text.UnifiedDiff;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.workspace.Jobs;

/** {@code svpc fmt}: lays sources out. A file with syntax errors is left as it is. */
public final class FmtCommand {
  private static final String STANDARD_INPUT = "-";
  private static final String TEMPORARY = ".svpc-fmt";

  private final Request.Run request;
  private final Console console;
  private final Diagnostics diagnostics = new Diagnostics();
  private final boolean check;
  private final boolean diff;

  /** Names and differences; a report for machines has standard output for itself. */
  private final PrintStream list;

  private boolean unlike;

  private FmtCommand(Request.Run request, Console console) {
    this.request = request;
    this.console = console;
    check = request.has(Option.CHECK_ONLY);
    diff = request.has(Option.DIFF);
    boolean human = request.value(Option.REPORT, "human").equals("human");
    list = human ? console.out() : console.err();
  }

  public static int run(Request.Run request, Console console) {
    if (request.operands().contains(STANDARD_INPUT)) {
      boolean machine = !request.value(Option.REPORT, "human").equals("human");
      if (request.operands().size() > 1 || machine) {
        console.err().print("svpc fmt: `-` stands alone, and with the report for people only.\n");
        return Status.MISUSE;
      }
      return new FmtCommand(request, console).standardInput();
    }
    Jobs jobs = Jobs.of(request, console);
    if (jobs == null) {
      return Status.MISUSE;
    }
    if (jobs.all().isEmpty()) {
      return Reporting.report(jobs.judged(List.of()), request, console);
    }
    FmtCommand command = new FmtCommand(jobs.all().get(0).request(), console);
    command.files();
    return command.end(jobs.judged(List.of(command.diagnostics)));
  }

  private int standardInput() {
    SourceFile source = Sources.read("<stdin>", console.in(), diagnostics);
    String text = source == null ? null : Formatting.format(source, diagnostics);
    if (source != null && text != null) {
      if (check || diff) {
        tell(source, text);
      } else {
        console.out().print(text);
      }
    }
    return end(diagnostics);
  }

  private void files() {
    List<Path> inputs = new ArrayList<>();
    for (String operand : request.operands()) {
      try {
        inputs.add(Path.of(operand));
      } catch (InvalidPathException e) {
        diagnostics.add(
            Diagnostic.of(
                Code.UNREADABLE_SOURCE, "`" + operand + "` cannot be the name of a file."));
      }
    }
    for (Path path : Sources.find(inputs, diagnostics)) {
      SourceFile source = Sources.read(path, diagnostics);
      String text = source == null ? null : Formatting.format(source, diagnostics);
      if (source != null && text != null && !text.equals(source.text())) {
        if (check || diff) {
          tell(source, text);
        } else {
          write(path, text);
        }
      }
    }
  }

  /** Says that a file is laid out in another way, and how it should be. */
  private void tell(SourceFile source, String text) {
    if (text.equals(source.text())) {
      return;
    }
    unlike = true;
    if (check) {
      list.print(source.name() + "\n");
    }
    if (diff) {
      list.print(UnifiedDiff.of(source.name(), source.name(), source.text(), text));
    }
  }

  private int end(Diagnostics told) {
    int status = Reporting.report(told, request, console);
    return status == Status.FINE && unlike ? Status.ERRORS : status;
  }

  /** Replaces a file in one step; a link stays a link, and the rights stay what they were. */
  private void write(Path path, String text) {
    Path temporary = null;
    try {
      Path file = path.toRealPath();
      Path name = file.getFileName();
      if (!Files.isWritable(file) || name == null) {
        diagnostics.add(unwritable(path, "permission denied"));
        return;
      }
      temporary = file.resolveSibling("." + name + TEMPORARY);
      Files.deleteIfExists(temporary);
      Files.writeString(temporary, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      PosixFileAttributeView rights =
          Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
      if (rights != null) {
        rights.setPermissions(Files.getPosixFilePermissions(file));
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      diagnostics.add(unwritable(path, IoReason.of(e)));
      remove(temporary);
    }
  }

  private static void remove(@Nullable Path temporary) {
    try {
      if (temporary != null) {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      // The file could not be written, and that is told; what is left bears the name of a leftover.
    }
  }

  private static Diagnostic unwritable(Path path, String reason) {
    return Diagnostic.of(
            Code.UNWRITABLE_OUTPUT, "The file `" + path + "` cannot be written: " + reason + ".")
        .note("It is as it was.")
        .build();
  }
}
