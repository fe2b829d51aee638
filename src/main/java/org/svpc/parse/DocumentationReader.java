package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.selinux.Documentation;
import org.svpc.source.Span;
import org.svpc.syntax.SourceUnit.Comment;
import org.svpc.text.Spelling;

/** Reads the lines of one {@code ///} comment: paragraphs and the tags that start with an at. */
final class DocumentationReader {
  private static final List<String> TAGS = List.of("@param", "@infoflow", "@rolecap");
  private static final List<String> DIRECTIONS = List.of("read", "write", "both", "none");

  /**
   * The weight of refpolicy's infoflow where none is given: its interfaces say 10 nearly always.
   */
  private static final int DEFAULT_WEIGHT = 10;

  private final Diagnostics diagnostics;
  private final List<String> paragraphs = new ArrayList<>();
  private final List<Documentation.Parameter> parameters = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();
  private @Nullable String openParameter;
  private Documentation.@Nullable Infoflow infoflow;
  private boolean rolecap;

  DocumentationReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Documentation read(List<Comment> lines) {
    for (Comment line : lines) {
      String text = line.text().substring(3).strip();
      if (text.isEmpty()) {
        close();
      } else if (text.charAt(0) == '@') {
        close();
        tag(text, line);
      } else {
        append(text);
      }
    }
    close();
    if (paragraphs.isEmpty() && parameters.isEmpty() && infoflow == null && !rolecap) {
      return Documentation.NONE;
    }
    return new Documentation(
        paragraphs.isEmpty() ? "" : paragraphs.get(0),
        paragraphs.isEmpty() ? List.of() : paragraphs.subList(1, paragraphs.size()),
        parameters,
        infoflow,
        rolecap);
  }

  private void append(String text) {
    if (open.length() > 0) {
      open.append(' ');
    }
    open.append(text);
  }

  /** Ends a paragraph, or the text of a parameter. */
  private void close() {
    if (openParameter != null) {
      parameters.add(new Documentation.Parameter(openParameter, open.toString()));
      openParameter = null;
    } else if (open.length() > 0) {
      paragraphs.add(open.toString());
    }
    open.setLength(0);
  }

  private void tag(String text, Comment line) {
    String tag = word(text);
    Span whole = line.span();
    int start = whole.start() + line.text().indexOf('@');
    Span span = new Span(whole.file(), start, start + tag.length());
    String rest = text.substring(tag.length()).strip();
    switch (tag) {
      case "@param" -> {
        String name = word(rest);
        if (name.isEmpty()) {
          complain(span, "`@param` names no parameter.", "Write `@param NAME text`.");
        } else {
          openParameter = name;
          append(rest.substring(name.length()).strip());
        }
      }
      case "@infoflow" -> infoflow(rest, span);
      case "@rolecap" -> rolecap = true;
      default ->
          diagnostics.add(
              Diagnostic.at(Code.DANGLING_DOC, span, "`" + tag + "` is no documentation tag.")
                  .help("The tags are `@param`, `@infoflow` and `@rolecap`.")
                  .suggest(Spelling.closest(tag, TAGS)));
    }
  }

  private void infoflow(String rest, Span span) {
    String direction = word(rest);
    String weight = rest.substring(direction.length()).strip();
    int value = weight.isEmpty() ? DEFAULT_WEIGHT : weight(weight);
    if (!DIRECTIONS.contains(direction) || value < 1) {
      complain(
          span,
          "`@infoflow` does not say which way information flows, or its weight is not 1 to 10.",
          "Write `@infoflow read`, `write`, `both` or `none`, and a weight of 1 to 10 if any.");
    } else {
      infoflow = new Documentation.Infoflow(direction, value);
    }
  }

  /** The number from 1 to 10 that a text holds, or 0. */
  private static int weight(String text) {
    if (text.equals("10")) {
      return 10;
    }
    char digit = text.charAt(0);
    return text.length() == 1 && digit >= '1' && digit <= '9' ? digit - '0' : 0;
  }

  private void complain(Span span, String message, String help) {
    diagnostics.add(Diagnostic.at(Code.DANGLING_DOC, span, message).help(help));
  }

  /** The text up to the first blank. */
  private static String word(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '\t') {
      end++;
    }
    return text.substring(0, end);
  }
}
