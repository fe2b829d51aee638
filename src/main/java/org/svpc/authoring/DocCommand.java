package org.svpc.authoring;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.svpc.compiler.CompiledModule;
import org.svpc.console.Console;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.OutputFiles;
import org.svpc.manual.HtmlPage;
import org.svpc.manual.ManPage;
import org.svpc.manual.Manual;
import org.svpc.manual.Page;
import org.svpc.usage.DocOptions;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.workspace.Compilation;
import org.svpc.workspace.Jobs;
import org.svpc.workspace.OutputFolder;

/** {@code svpc doc}: writes the manual pages of sources that have no errors. */
public final class DocCommand {
  private DocCommand() {}

  public static int run(Request.Run request, Console console) {
    Jobs jobs = Jobs.of(request, console);
    if (jobs == null) {
      return Status.MISUSE;
    }
    List<Diagnostics> found = new ArrayList<>();
    try (Ticker ticker = new Ticker(console, "Documenting")) {
      for (Jobs.Job job : jobs.all()) {
        found.add(document(job.request(), console, ticker));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      console.complain("It was interrupted; nothing was written.");
      return Status.UNUSABLE;
    }
    return Reporting.report(jobs.judged(found), request, console);
  }

  private static Diagnostics document(Request.Run request, Console console, Ticker ticker)
      throws InterruptedException {
    Compilation compilation = new Compilation(request, ticker);
    Diagnostics diagnostics = compilation.diagnostics();
    List<CompiledModule> modules = compilation.compile(request.operands());
    String folder = request.value(Option.FOLDER, ".");
    OutputFiles files = modules == null ? null : OutputFolder.files(folder, diagnostics);
    if (modules != null && files != null) {
      String format = request.value(DocOptions.FORMAT, "");
      String date = date(console);
      for (CompiledModule module : modules) {
        Page page = Manual.of(module.module(), module.library());
        if (!format.equals("html")) {
          files.put(page.name() + ".8", ManPage.render(page, date));
        }
        if (!format.equals("man")) {
          files.put(page.name() + ".html", HtmlPage.render(page));
        }
      }
      OutputFolder.write(files, folder, diagnostics);
    }
    return diagnostics;
  }

  /** Today, or what builds that shall be repeatable give: seconds since 1970. */
  private static String date(Console console) {
    String given = console.environment().variable("SOURCE_DATE_EPOCH");
    if (given != null && !given.isEmpty()) {
      try {
        return LocalDate.ofInstant(Instant.ofEpochSecond(Long.parseLong(given)), ZoneOffset.UTC)
            .toString();
      } catch (NumberFormatException | java.time.DateTimeException e) {
        // As if it were not set.
      }
    }
    return LocalDate.now(ZoneOffset.UTC).toString();
  }
}
