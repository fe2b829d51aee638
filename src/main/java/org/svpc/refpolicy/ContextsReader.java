package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.refpolicy.ContextText.Call;
import org.svpc.refpolicy.ContextText.Line;
import org.svpc.refpolicy.ContextText.Part;
import org.svpc.refpolicy.ContextText.Remark;
import org.svpc.refpolicy.ContextText.Word;
import org.svpc.refpolicy.Contexts.Item;
import org.svpc.refpolicy.Lexer.Piece;
import org.svpc.selinux.FileKind;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.Name;
import org.svpc.target.M4Words;
import org.svpc.target.Target;

/**
 * Reads a module's {@code .fc}: one of refpolicy, or plain lines of file_contexts(5). A choice has
 * to stand on lines of its own, so that each line is one whichever options are on.
 */
public final class ContextsReader {
  /** How deep choices may stand in each other. */
  private static final int DEEPEST = 100;

  private static final String NONE = "<<none>>";

  private final SourceFile file;
  private final Target target;
  private final Problems problems;
  private final char[] chars;
  private final ContextLabel labels;

  private ContextsReader(SourceFile file, Target target, Diagnostics diagnostics) {
    this.file = file;
    this.chars = file.chars();
    this.target = target;
    this.problems = new Problems(diagnostics);
    this.labels = new ContextLabel(file, target, problems);
  }

  /**
   * Reads a file; what cannot be read is told and left out.
   *
   * @param target tells which words are macros
   */
  public static Contexts read(SourceFile file, Target target, Diagnostics diagnostics) {
    ContextsReader reader = new ContextsReader(file, target, diagnostics);
    List<Item> items = new ArrayList<>();
    reader.items(0, file.text().length(), 0, items);
    return new Contexts(file, items);
  }

  /** Reads a stretch; gives whether what follows it begins a line, but for blanks. */
  private boolean items(int from, int to, int depth, List<Item> out) {
    ContextText text = new ContextText(file, from, to, target, problems);
    boolean first = depth > 0;
    boolean fresh = true;
    for (Line line = text.next(); line != null; line = text.next()) {
      if (line.broken()) {
        fresh = true;
      } else if (line.parts().isEmpty()) {
        if (!first && !line.last()) {
          gap(line.span(), out);
        }
        fresh = true;
      } else {
        fresh = line(line, depth, out);
        if (!line.last() && isFolded(line)) {
          gap(line.span(), out);
        }
      }
      first = false;
    }
    return fresh;
  }

  /** Whether a {@code dnl} took the end of the line, so that it ends with an empty one behind. */
  private static boolean isFolded(Line line) {
    return line.parts().get(line.parts().size() - 1) instanceof Remark remark && remark.joins();
  }

  private static void gap(Span span, List<Item> out) {
    if (out.isEmpty() || !(out.get(out.size() - 1) instanceof Contexts.Gap)) {
      out.add(new Contexts.Gap(span));
    }
  }

  /** Reads a line; gives whether it leaves nothing behind that would join what follows it. */
  private boolean line(Line line, int depth, List<Item> out) {
    List<Part> parts = line.parts();
    if (depth > 0 && dropsWhatFollows(parts)) {
      malformed(
          parts.get(parts.size() - 1).span(),
          "This `dnl` drops the end of the line behind the choice as well.");
      return true;
    }
    boolean fresh = true;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part instanceof Remark remark) {
        remark(remark, out);
        fresh &= remark.joins();
      } else if (!fresh) {
        malformed(part.span(), "What stands here joins the line that a choice before it leaves.");
        return true;
      } else if (part instanceof Call call && call.isChoice()) {
        Remark behind = i + 1 < parts.size() && parts.get(i + 1) instanceof Remark r ? r : null;
        fresh = choice(call, behind == null ? null : text(behind), depth, out);
        if (behind != null) {
          fresh &= behind.joins();
          i++;
        }
      } else {
        entry(parts.subList(i, parts.size()), out);
        return false;
      }
    }
    return fresh;
  }

  private static boolean dropsWhatFollows(List<Part> parts) {
    return parts.get(parts.size() - 1) instanceof Remark remark
        && remark.dnl()
        && remark.open()
        && !(parts.get(0) instanceof Remark);
  }

  private static void remark(Remark remark, List<Item> out) {
    String text = text(remark);
    if (text != null) {
      out.add(new Contexts.Remark(text, remark.span()));
    }
  }

  private static @Nullable String text(Remark remark) {
    return remark.text().isEmpty() ? null : remark.text();
  }

  // ---- choices

  /** Reads a choice; gives whether each arm ends its last line. */
  private boolean choice(Call call, @Nullable String trailing, int depth, List<Item> out) {
    if (depth >= DEEPEST) {
      problems.add(
          Diagnostic.at(
              Code.TOO_DEEP, call.name(), "Macros nest deeper than " + DEEPEST + " levels."));
      return true;
    }
    Name option = option(call);
    List<Item> then = new ArrayList<>();
    List<Item> otherwise = new ArrayList<>();
    boolean not = call.macro().equals("ifndef");
    boolean fresh = arm(call, 1, depth, not ? otherwise : then);
    fresh &= arm(call, 2, depth, not ? then : otherwise);
    if (option != null) {
      out.add(new Contexts.Choice(option, then, otherwise, trailing, call.span()));
    }
    return fresh;
  }

  private @Nullable Name option(Call call) {
    Piece piece = call.arguments().get(0);
    Span place = new Span(file, piece.start(), piece.end());
    Piece inner = unquoted(piece);
    String name = inner == null ? "" : file.text().substring(inner.start(), inner.end());
    if (inner == null || inner.equals(piece)) {
      problems.add(
          Diagnostic.at(
                  Code.REFPOLICY_UNSUPPORTED,
                  place,
                  "`" + call.macro() + "` asks for a name that is not in quotes.")
              .label("replaced before it is asked for")
              .note("A macro that is defined is replaced here, so that the answer is always no.")
              .help("Put the name in m4's quotes."));
      return null;
    }
    if (!Reading.isWord(name) || Lexer.isDigit(name.charAt(0))) {
      inexpressible(place, "`" + call.macro() + "` asks for what is no name of a build option.");
      return null;
    }
    if (!target.option(name)
        && (M4Words.actsWhenCalled(name) || ContextText.isMacro(name, target))) {
      inexpressible(place, "`" + name + "` is a macro of every build, no build option.");
      return null;
    }
    return new Name(name, new Span(file, inner.start(), inner.end()));
  }

  private boolean arm(Call call, int index, int depth, List<Item> out) {
    if (index >= call.arguments().size()) {
      return true;
    }
    Piece piece = call.arguments().get(index);
    Piece inner = unquoted(piece);
    Span place = new Span(file, piece.start(), piece.end());
    if (inner == null || (inner.equals(piece) && place.text().contains("dnl"))) {
      inexpressible(place, "What `" + call.macro() + "` chooses between has to stand in quotes.");
      return true;
    }
    return items(inner.start(), inner.end(), depth + 1, out);
  }

  /** An argument without its quotes, or as it is where it has none; null where it has some. */
  private @Nullable Piece unquoted(Piece piece) {
    String text = file.text();
    int end = piece.end();
    while (end > piece.start() && text.charAt(end - 1) <= ' ') {
      end--;
    }
    int open = text.indexOf('`', piece.start());
    if (open < 0 || open >= end) {
      return piece;
    }
    return open == piece.start() && Lexer.closingQuote(chars, open, end) == end
        ? new Piece(open + 1, end - 1)
        : null;
  }

  // ---- lines of file_contexts(5)

  private void entry(List<Part> parts, List<Item> out) {
    List<Part> words = new ArrayList<>(3);
    String trailing = null;
    for (Part part : parts) {
      if (part instanceof Remark remark) {
        trailing = trailing == null ? text(remark) : trailing;
      } else {
        words.add(part);
      }
    }
    Span whole = words.get(0).span().to(words.get(words.size() - 1).span());
    for (Part word : words) {
      if (word instanceof Call call && call.isChoice()) {
        inexpressible(call.name(), "A choice in the middle of a line cannot be said in SVP.");
        return;
      }
    }
    Part first = words.get(0);
    if (first instanceof Word word && word.text().startsWith("#")) {
      // In quotes it is no comment for m4, but one for those who read what m4 writes.
      out.add(new Contexts.Remark(whole.text(), whole));
      return;
    }
    if (words.size() < 2 || words.size() > 3 || !(first instanceof Word pattern)) {
      problems.add(
          Diagnostic.at(
                  Code.REFPOLICY_SYNTAX,
                  whole,
                  "Expected a pattern, a kind of file if there is one, and a context.")
              .label("no line of file contexts"));
      return;
    }
    FileKind kind = words.size() == 2 ? FileKind.ANY : kind(words.get(1));
    if (kind == null) {
      return;
    }
    Part last = words.get(words.size() - 1);
    Contexts.Label label = null;
    if (!(last instanceof Word word && word.text().equals(NONE))) {
      label = last instanceof Call call ? labels.ofCall(call) : labels.ofWord((Word) last);
      if (label == null) {
        return;
      }
    }
    out.add(new Contexts.Entry(pattern.text(), pattern.span(), kind, label, trailing, whole));
  }

  private @Nullable FileKind kind(Part part) {
    String mark = part instanceof Word word ? word.text() : "";
    for (FileKind kind : FileKind.values()) {
      if (kind != FileKind.ANY && kind.mark().equals(mark)) {
        return kind;
      }
    }
    problems.add(
        Diagnostic.at(
                Code.REFPOLICY_SYNTAX,
                part.span(),
                "Expected the mark of a kind of file between the pattern and the context.")
            .label("no mark of a kind")
            .note("The marks are `--`, `-d`, `-l`, `-b`, `-c`, `-s` and `-p`."));
    return null;
  }

  private void malformed(Span place, String message) {
    problems.add(Diagnostic.at(Code.REFPOLICY_SYNTAX, place, message));
  }

  private void inexpressible(Span place, String message) {
    problems.add(
        Diagnostic.at(Code.REFPOLICY_UNSUPPORTED, place, message)
            .label("has no counterpart in SVP"));
  }
}
