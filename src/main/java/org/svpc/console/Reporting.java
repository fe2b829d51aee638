package org.svpc.console;

import java.util.List;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Severity;
import org.svpc.report.HumanReport;
import org.svpc.report.JsonReport;
import org.svpc.report.SarifReport;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.usage.Version;

/** Prints the diagnostics of a command in the form asked for, and says how it ended. */
public final class Reporting {
  private Reporting() {}

  /**
   * Prints all diagnostics. People read standard error, and read nothing where there is nothing to
   * tell; machines get a document on standard output always.
   *
   * @return the exit status
   */
  public static int report(Diagnostics diagnostics, Request.Run request, Console console) {
    String form = request.value(Option.REPORT, "human");
    if (!form.equals("human") || !diagnostics.isEmpty()) {
      List<Diagnostic> sorted = diagnostics.sorted();
      switch (form) {
        case "json" -> console.out().print(new JsonReport(Version.NUMBER).render(sorted));
        case "sarif" -> console.out().print(new SarifReport(Version.NUMBER).render(sorted));
        default -> {
          boolean coloured = console.coloured(request.value(Option.COLOR, "auto"));
          console.err().print(new HumanReport(coloured).render(sorted));
        }
      }
      return status(sorted);
    }
    return Status.FINE;
  }

  /** Tells people of diagnostics beside a result; the exit status that they ask for. */
  public static int complain(Diagnostics diagnostics, Request.Run request, Console console) {
    List<Diagnostic> sorted = diagnostics.sorted();
    if (!sorted.isEmpty()) {
      boolean coloured = console.coloured(request.value(Option.COLOR, "auto"));
      console.err().print(new HumanReport(coloured).render(sorted));
    }
    return status(sorted);
  }

  private static int status(List<Diagnostic> diagnostics) {
    int status = Status.FINE;
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.severity() == Severity.ERROR) {
        status = Math.max(status, unusable(diagnostic.code()) ? Status.UNUSABLE : Status.ERRORS);
      }
    }
    return status;
  }

  /** Whether a code means that a file or tool could not be used, not that a source is wrong. */
  private static boolean unusable(Code code) {
    return switch (code) {
      case TOOL_REQUIRED, TOOL_FAILED, MODULE_VERSION, LINK_INPUT, LINK_BASE -> true;
      default -> code.id().startsWith("SVP07") || code.id().startsWith("SVP09");
    };
  }
}
