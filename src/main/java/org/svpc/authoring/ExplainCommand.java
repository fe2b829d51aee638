package org.svpc.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.svpc.compiler.Explainer;
import org.svpc.console.Console;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.report.Pages;
import org.svpc.target.Target;
import org.svpc.text.Spelling;
import org.svpc.usage.Request;
import org.svpc.workspace.Compilation;
import org.svpc.workspace.Jobs;

/** {@code svpc explain}: prints the page of a diagnostic, or what an interface stands for. */
public final class ExplainCommand {
  private static final String PREFIX = "SVP";

  private ExplainCommand() {}

  public static int run(Request.Run request, Console console) {
    String word = request.operands().get(0);
    String id = word.toUpperCase(Locale.ROOT);
    Code code = Code.of(id);
    String page = code == null ? null : Pages.of(code);
    if (page != null) {
      console.out().print(page);
      return Status.FINE;
    }
    return id.startsWith(PREFIX) && word.indexOf('(') < 0
        ? unknownCode(word, id, console)
        : name(word, request, console);
  }

  private static int name(String word, Request.Run request, Console console) {
    Jobs jobs = Jobs.inTarget(request, console);
    if (jobs == null) {
      return Status.MISUSE;
    }
    List<Jobs.Job> all = jobs.all();
    return all.isEmpty()
        ? Reporting.report(jobs.judged(List.of()), request, console)
        : explain(word, all.get(0).request(), console);
  }

  private static int unknownCode(String word, String id, Console console) {
    console.complain("There is no diagnostic `" + word + "`.");
    List<String> known = new ArrayList<>();
    for (Code other : Code.values()) {
      known.add(other.id());
    }
    closeOnes(Spelling.closest(id, known), console);
    return Status.MISUSE;
  }

  private static int explain(String word, Request.Run request, Console console) {
    Explainer explainer = null;
    String text = null;
    boolean call = word.indexOf('(') >= 0;
    Diagnostics found = new Diagnostics();
    Diagnostics diagnostics;
    try (Ticker ticker = new Ticker(console, "Explaining")) {
      Compilation compilation = new Compilation(request, ticker);
      Target target = compilation.readTarget();
      if (target != null) {
        explainer = new Explainer(target, compilation.libraries());
        text = call ? explainer.explainCall(word, found) : explainer.explain(word, found);
      }
      diagnostics = compilation.diagnostics();
    }
    if (explainer == null) {
      return Reporting.report(diagnostics, request, console);
    }
    if (text != null) {
      console.out().print(text);
      return Status.FINE;
    }
    if (found.hasErrors()) {
      return Reporting.report(found, request, console);
    }
    console.complain("There is no diagnostic, interface or template `" + word + "` in sight.");
    closeOnes(Spelling.closest(word, explainer.names()), console);
    return Status.MISUSE;
  }

  private static void closeOnes(List<String> close, Console console) {
    if (!close.isEmpty()) {
      console.err().print("  Close ones are " + String.join(", ", close) + ".\n");
    }
  }
}
