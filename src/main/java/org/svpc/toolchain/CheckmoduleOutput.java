package org.svpc.toolchain;

import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.Origin;

/**
 * Reads what checkmodule prints: <code>x.te:3:ERROR 'unknown category c9' at token ';' on line 3:
 * </code>, after which it shows two lines of the text. The number behind "on line" is that of the
 * file it read, whatever {@code #line} says.
 */
final class CheckmoduleOutput {
  private static final int MOST = 20;
  private static final String TOKEN = "' at token '";
  private static final String LINE = "' on line ";

  private final CheckmoduleInput policy;

  CheckmoduleOutput(CheckmoduleInput policy) {
    this.policy = policy;
  }

  void read(String output, int status, Diagnostics diagnostics) {
    int found = 0;
    StringBuilder rest = new StringBuilder();
    int from = 0;
    while (from < output.length()) {
      int end = output.indexOf('\n', from);
      end = end < 0 ? output.length() : end;
      String line = output.substring(from, end).strip();
      from = end + 1;
      int error = line.indexOf(":ERROR '");
      int warning = line.indexOf(":WARNING '");
      if (error > 0 || warning > 0) {
        if (found++ < MOST) {
          message(
              line,
              error > 0 ? error + ":ERROR '".length() : warning + ":WARNING '".length(),
              error > 0,
              diagnostics);
        }
      } else if (line.startsWith("libsepol") || line.startsWith("checkmodule")) {
        rest.append(line).append('\n');
      }
    }
    if (status != 0 && found == 0) {
      refused(rest.toString(), status, diagnostics);
    }
  }

  private void message(String line, int from, boolean error, Diagnostics diagnostics) {
    int token = line.indexOf(TOKEN, from);
    int number = line.lastIndexOf(LINE);
    String text = line.substring(from, token < 0 ? endOf(line) : token).strip();
    String at =
        token < 0 || number < token + TOKEN.length()
            ? ""
            : line.substring(token + TOKEN.length(), number);
    int lineNumber = number < 0 ? 0 : numberAt(line, number + LINE.length());
    StringBuilder message = new StringBuilder("`checkmodule` says: ").append(text);
    if (text.endsWith(".")) {
      message.setLength(message.length() - 1);
    }
    if (!at.isEmpty() && !at.equals(";")) {
      message.append(", at `").append(at).append('`');
    }
    message.append('.');
    Code code = error ? Code.REFUSED_BY_CHECKMODULE : Code.WARNING_OF_CHECKMODULE;
    Origin origin = policy.origins().origin(lineNumber);
    Diagnostic.Builder diagnostic =
        origin == null
            ? Diagnostic.of(code, message.toString())
            : Diagnostic.at(code, origin, message.toString());
    String written = lineText(lineNumber);
    if (!written.isEmpty()) {
      diagnostic.note("The policy given to it says `" + written + "`.");
    }
    diagnostics.add(diagnostic);
  }

  private void refused(String rest, int status, Diagnostics diagnostics) {
    int space = rest.indexOf(": ");
    String reason = space < 0 ? "" : rest.substring(space + 2, rest.indexOf('\n', space));
    if (reason.contains("module policy version")) {
      diagnostics.add(
          Diagnostic.of(
                  Code.MODULE_VERSION,
                  "Module `"
                      + policy.name()
                      + "` holds what module version "
                      + policy.maxVersion().orElse(0)
                      + " cannot say.")
              .note("`checkmodule` says: " + reason + "."));
      return;
    }
    Diagnostic.Builder diagnostic =
        Diagnostic.of(
            Code.TOOL_FAILED,
            "`checkmodule` ended with status "
                + status
                + " and did not compile module `"
                + policy.name()
                + "`.");
    if (!reason.isEmpty()) {
      diagnostic.note("It says: " + reason.strip() + ".");
    }
    diagnostics.add(diagnostic);
  }

  private String lineText(int number) {
    String text = policy.te();
    int from = 0;
    for (int line = 1; line < number && from >= 0; line++) {
      int end = text.indexOf('\n', from);
      from = end < 0 ? -1 : end + 1;
    }
    if (number < 1 || from < 0 || from >= text.length()) {
      return "";
    }
    int end = text.indexOf('\n', from);
    return text.substring(from, end < 0 ? text.length() : end).strip();
  }

  private static int endOf(String line) {
    int end = line.lastIndexOf('\'');
    return end < 0 ? line.length() : end;
  }

  private static int numberAt(String line, int from) {
    int number = 0;
    for (int at = from; at < line.length() && number < 100_000_000; at++) {
      char c = line.charAt(at);
      if (c < '0' || c > '9') {
        break;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
