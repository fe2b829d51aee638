package org.svpc.toolchain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.Span;
import org.svpc.text.Spelling;

/**
 * Turns what semodule prints into diagnostics. It speaks of lines in CIL files of its own, such as
 * {@code .../tmp/modules/400/NAME/cil:5}; what stands there is looked up, and where it came from.
 */
final class LinkErrors {
  private static final String NEVERALLOW = "neverallow check failed at ";
  private static final String UNRESOLVED = "Failed to resolve ";
  private static final String STATEMENT_AT = " statement at ";
  private static final String DUPLICATE = "Re-declaration of ";
  private static final String BAD_REGEX = " has invalid regex ";

  /** What `pp` writes for a level that a context lacks. */
  private static final String NO_LEVEL = "systemlow";

  private static final String ENGINE = "REGEX back-end error: ";
  private static final int MOST_LINES = 12;

  private final Path root;
  private final Map<String, LinkModule> ours;
  private final BaseCil base;
  private final Diagnostics diagnostics;

  LinkErrors(Path root, Map<String, LinkModule> ours, BaseCil base, Diagnostics diagnostics) {
    this.root = root;
    this.ours = ours;
    this.base = base;
    this.diagnostics = diagnostics;
  }

  /** Adds at least one error. */
  void explain(String output) {
    List<String> lines = output.lines().toList();
    boolean explained = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith(NEVERALLOW)) {
        int end = i + 1;
        while (end < lines.size() && lines.get(end).startsWith(" ")) {
          end++;
        }
        new NeverallowError(ours, base, diagnostics).explain(lines.subList(i, end));
        i = end - 1;
        explained = true;
      } else if (line.startsWith(UNRESOLVED) && line.contains(STATEMENT_AT)) {
        unresolved(line, i > 0 ? lines.get(i - 1) : "");
        explained = true;
      } else if (line.startsWith(DUPLICATE)) {
        duplicate(line, lines.subList(i, Math.min(lines.size(), i + 3)));
        explained = true;
      } else if (line.contains(BAD_REGEX) && !explained) {
        badRegex(line);
        explained = true;
      }
    }
    if (!explained) {
      general(output);
    }
  }

  private void unresolved(String line, String before) {
    int at = line.indexOf(STATEMENT_AT);
    String kind = line.substring(UNRESOLVED.length(), at);
    CilPlace place = CilPlace.parse(line.substring(at + STATEMENT_AT.length()));
    LinkModule module = place == null ? null : ours.get(place.module());
    String statement = place == null ? "" : statement(place);
    String permission =
        before.startsWith(UNRESOLVED + "permission ")
            ? before.substring((UNRESOLVED + "permission ").length()).strip()
            : "";
    Span span = place == null || module == null ? null : place.span(module);
    List<String> words = CilText.words(statement);
    String name = permission.isEmpty() ? base.undeclared(words, ours.values()) : permission;
    if (name.equals(NO_LEVEL)) {
      name = "";
    }
    String message;
    if (module == null) {
      message =
          "With these modules, "
              + (place == null ? "the base policy" : "module `" + place.module() + "`")
              + " of the base policy does not resolve any more.";
    } else if (!permission.isEmpty()) {
      message =
          "The classes of this statement have no permission `" + permission + "` in the base.";
    } else if (!name.isEmpty()) {
      message =
          "Neither the base policy nor a module linked with it declares `"
              + name
              + "`, which module `"
              + module.name()
              + "` uses.";
    } else if (kind.equals("filecon")) {
      message = "This file context of module `" + module.name() + "` does not fit the base policy.";
    } else {
      message = "This statement of module `" + module.name() + "` does not fit the base policy.";
    }
    Code code = kind.equals("filecon") && name.isEmpty() ? Code.LINK_CONTEXT : Code.LINK_UNRESOLVED;
    Diagnostic.Builder diagnostic =
        span == null ? Diagnostic.of(code, message) : Diagnostic.at(code, span, message);
    if (!statement.isEmpty()) {
      diagnostic.note("In CIL it is `" + brief(statement) + "`.");
    }
    if (kind.equals("filecon") && name.isEmpty()) {
      diagnostic.note("In a policy with levels, a context needs one, such as `:s0`.");
    } else if (permission.isEmpty() && before.startsWith("Failed to ")) {
      diagnostic.note("`semodule` says: " + plain(before) + ".");
    }
    if (!name.isEmpty() && permission.isEmpty() && module != null) {
      // Only a question: the name may stand anywhere in the place that is shown.
      List<String> close = Spelling.closest(name, base.names());
      if (!close.isEmpty()) {
        diagnostic.help("Did you mean `" + String.join("`, `", close) + "`?");
      }
      diagnostic.help("Link the module that declares it too, or use it in an `optional` block.");
    }
    diagnostics.add(diagnostic);
  }

  private void duplicate(String line, List<String> block) {
    String what = line.substring(DUPLICATE.length()).strip();
    int space = what.indexOf(' ');
    String kind = space < 0 ? "" : what.substring(0, space);
    String name = what.substring(space + 1);
    List<String> owners = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (LinkModule module : ours.values()) {
      String beginning = "(" + kind + " " + name + (kind.equals("boolean") ? " " : ")");
      if (module.cil().text().contains(beginning)) {
        owners.add(module.name());
        Span span = module.placeOf(beginning);
        if (span != null) {
          spans.add(span);
        }
      }
    }
    for (String more : block) {
      int at = more.indexOf(" at ");
      CilPlace place = at < 0 ? null : CilPlace.parse(more.substring(at + 4));
      if (place != null && !owners.contains(place.module())) {
        owners.add(place.module());
      }
    }
    String message =
        owners.size() > 1
            ? "The "
                + word(kind)
                + " `"
                + name
                + "` is declared by module `"
                + owners.get(0)
                + "` and by module `"
                + owners.get(1)
                + "`."
            : "The " + word(kind) + " `" + name + "` is declared twice.";
    Diagnostic.Builder diagnostic =
        spans.isEmpty()
            ? Diagnostic.of(Code.LINK_DUPLICATE, message)
            : Diagnostic.at(Code.LINK_DUPLICATE, spans.get(0), message);
    for (Span second : spans.subList(Math.min(1, spans.size()), spans.size())) {
      diagnostic.label(second, "declared here too");
    }
    diagnostic.help(
        "Declare it in one module only; the others say that it is `extern`, or `use` a library.");
    diagnostics.add(diagnostic);
  }

  /** The word of the policy language for a kind of CIL's. */
  private static String word(String kind) {
    return switch (kind) {
      case "typeattribute" -> "attribute";
      case "roleattribute" -> "attribute of roles";
      case "typealias" -> "alias";
      default -> kind;
    };
  }

  private void badRegex(String line) {
    int from = line.indexOf(BAD_REGEX) + BAD_REGEX.length();
    int colon = line.indexOf(":  ", from);
    String regex = line.substring(from, colon < 0 ? line.length() : colon);
    String reason = colon < 0 ? "" : line.substring(colon + 1).strip();
    reason = reason.startsWith(ENGINE) ? reason.substring(ENGINE.length()) : reason;
    Span span = null;
    String owner = "the base policy";
    for (LinkModule module : ours.values()) {
      String beginning = "(filecon \"" + regex + "\"";
      if (module.cil().text().contains(beginning)) {
        owner = "module `" + module.name() + "`";
        span = module.placeOf(beginning);
      }
    }
    String message = "A file context of " + owner + " is no regular expression: `" + regex + "`.";
    Diagnostic.Builder diagnostic =
        span == null
            ? Diagnostic.of(Code.LINK_CONTEXT, message)
            : Diagnostic.at(Code.LINK_CONTEXT, span, message);
    if (!reason.isEmpty()) {
      diagnostic.note("`setfiles` says: " + reason + ".");
    }
    diagnostics.add(diagnostic);
  }

  private void general(String output) {
    Span span = null;
    for (String line : output.lines().toList()) {
      int at = line.indexOf(" at ");
      CilPlace place = at < 0 ? null : CilPlace.parse(line.substring(at + 4));
      LinkModule module = place == null ? null : ours.get(place.module());
      if (place != null && module != null && span == null) {
        span = place.span(module);
      }
    }
    String message = "`semodule` does not link the modules.";
    Diagnostic.Builder diagnostic =
        span == null
            ? Diagnostic.of(Code.LINK_FAILED, message)
            : Diagnostic.at(Code.LINK_FAILED, span, message);
    for (String line : lastLines(output, root)) {
      diagnostic.note("It says: " + line + ".");
    }
    diagnostics.add(diagnostic);
  }

  private String statement(CilPlace place) {
    LinkModule module = ours.get(place.module());
    return module == null
        ? base.text(place.module()).statement(place.line())
        : module.cil().statement(place.line());
  }

  /** A statement on one line, shortened. */
  static String brief(String statement) {
    String line = statement.replace('\n', ' ').strip();
    return line.length() > 200 ? line.substring(0, 197) + "..." : line;
  }

  /** What a tool printed last, without the path of the private store and without a final dot. */
  static List<String> lastLines(String output, Path root) {
    List<String> lines = new ArrayList<>();
    for (String line : output.lines().toList()) {
      String plain = plain(line.replace(root + "/", ""));
      if (!plain.isEmpty()
          && !plain.startsWith("libsemanage.add_user:")
          && !plain.endsWith(":  Failed!")
          && !plain.equals("Failed to resolve AST")
          && !plain.equals("Failed to build AST")) {
        lines.add(plain);
      }
    }
    return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
  }

  private static String plain(String line) {
    String stripped = line.strip();
    return stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
  }

  /** A place as semodule prints it. */
  record CilPlace(String module, int line, @Nullable String markedFile, int markedLine) {
    private static final String MODULES = "/modules/";
    private static final String FROM = " from ";

    /** Reads {@code PATH/modules/400/NAME/cil:5}, possibly followed by {@code from FILE:12}. */
    static @Nullable CilPlace parse(String text) {
      int from = text.indexOf(FROM);
      String own = from < 0 ? text : text.substring(0, from);
      int modules = own.lastIndexOf(MODULES);
      int priorityEnd = modules < 0 ? -1 : own.indexOf('/', modules + MODULES.length());
      int nameEnd = own.lastIndexOf("/cil:");
      if (priorityEnd < 0 || nameEnd <= priorityEnd) {
        return null;
      }
      String marked = from < 0 ? null : text.substring(from + FROM.length()).strip();
      int colon = marked == null ? -1 : marked.lastIndexOf(':');
      return new CilPlace(
          own.substring(priorityEnd + 1, nameEnd),
          number(own.substring(nameEnd + "/cil:".length())),
          marked == null || colon < 0 ? null : marked.substring(0, colon),
          marked == null || colon < 0 ? 0 : number(marked.substring(colon + 1)));
    }

    private static int number(String text) {
      int number = 0;
      for (int at = 0; at < text.length() && number < 100_000_000; at++) {
        char c = text.charAt(at);
        if (c < '0' || c > '9') {
          break;
        }
        number = number * 10 + (c - '0');
      }
      return number;
    }

    @Nullable Span span(LinkModule in) {
      return in.place(line, markedFile, markedLine);
    }
  }
}
