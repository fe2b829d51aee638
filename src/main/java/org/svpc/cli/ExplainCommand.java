package org.svpc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.report.Pages;
import org.svpc.text.Spelling;

/** {@code svpc explain}: prints the page of a diagnostic. */
final class ExplainCommand {
  private static final String PREFIX = "SVP";

  private ExplainCommand() {}

  static int run(Request.Run request, Console console) {
    String word = request.operands().get(0);
    String id = word.toUpperCase(Locale.ROOT);
    Code code = code(id);
    String page = code == null ? null : Pages.of(code);
    if (page != null) {
      console.out().print(page);
      return Status.FINE;
    }
    console.complain("There is no diagnostic `" + word + "`.");
    List<String> known = new ArrayList<>();
    for (Code other : Code.values()) {
      known.add(other.id());
    }
    List<String> close = id.startsWith(PREFIX) ? Spelling.closest(id, known) : List.of();
    if (!close.isEmpty()) {
      console.err().print("  Close ones are " + String.join(", ", close) + ".\n");
    }
    return Status.MISUSE;
  }

  private static @Nullable Code code(String id) {
    for (Code code : Code.values()) {
      if (code.id().equals(id)) {
        return code;
      }
    }
    return null;
  }
}
