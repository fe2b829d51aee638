package org.svpc.emit;

import java.util.ArrayList;
import java.util.List;
import org.svpc.ir.Interface;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.ParameterKind;
import org.svpc.source.Origin;

/**
 * Documentation in the XML of refpolicy's sources, as its policy.dtd and segenxml.py take it. That
 * tool says that the file is ISO-8859-1, so other characters than ASCII are written as references.
 */
final class PolicyXml {
  private static final int WIDTH = 68;

  private final Paragraphs out;

  PolicyXml(Paragraphs out) {
    this.out = out;
  }

  /** Words in lines of at most {@value #WIDTH} characters, longer words alone in theirs. */
  static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words(text)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) <= ' ') {
        if (i > from) {
          words.add(text.substring(from, i));
        }
        from = i + 1;
      }
    }
    return words;
  }

  void module(String name, Documentation doc, Origin origin) {
    String summary = doc.summary().isEmpty() ? "Policy for " + name + "." : doc.summary();
    List<String> lines = wrapped(summary);
    if (lines.size() == 1) {
      line("<summary>" + escaped(lines.get(0)) + "</summary>", origin);
    } else {
      block("summary", "", summary, origin);
    }
    description(doc, origin);
  }

  void tunable(String name, Documentation doc, Origin origin) {
    line("<desc>", origin);
    paragraph(doc.summary().isEmpty() ? "The boolean " + name + "." : doc.summary(), origin);
    for (String text : doc.description()) {
      paragraph(text, origin);
    }
    line("</desc>", origin);
  }

  /**
   * The XML before an interface.
   *
   * @param used whether the body uses each parameter
   */
  void callable(Interface callable, List<Boolean> used) {
    Documentation doc = callable.doc();
    Origin origin = callable.origin();
    String summary = doc.summary().isEmpty() ? "Undocumented." : doc.summary();
    block(
        "summary",
        "",
        callable.deprecation() == null ? summary : summary + " (Deprecated)",
        origin);
    description(doc, origin);
    for (int i = 0; i < callable.parameters().size(); i++) {
      Interface.Parameter parameter = callable.parameters().get(i);
      boolean optional = parameter.optional() || parameter.rest();
      parameter(
          parameter.name(),
          (optional ? " optional=\"true\"" : "") + (used.get(i) ? "" : " unused=\"true\""),
          text(parameter, doc),
          origin);
    }
    if (callable.parameters().isEmpty()) {
      // The DTD wants one at least, and refpolicy writes this where there is none.
      parameter("domain", " unused=\"true\"", defaultText(ParameterKind.DOMAIN), origin);
    }
    if (doc.infoflow() != null && !callable.template()) {
      line(
          "<infoflow type=\""
              + escaped(doc.infoflow().direction())
              + "\" weight=\""
              + doc.infoflow().weight()
              + "\"/>",
          origin);
    }
    if (doc.rolecap()) {
      line("<rolecap/>", origin);
    }
  }

  private static String text(Interface.Parameter parameter, Documentation doc) {
    for (Documentation.Parameter documented : doc.parameters()) {
      if (documented.name().equals(parameter.name()) && !documented.text().isBlank()) {
        return documented.text();
      }
    }
    return defaultText(parameter.kind());
  }

  private static String defaultText(ParameterKind kind) {
    return switch (kind) {
      case DOMAIN, DOMAINS -> "Domain allowed access.";
      case TYPE -> "Type or attribute.";
      case TYPES -> "Set of types and attributes.";
      case ATTRIBUTE -> "Attribute.";
      case NEW_TYPE -> "Type to be declared.";
      case ROLE -> "Role allowed access.";
      case ROLE_ATTRIBUTE -> "Role attribute.";
      case CLASSES -> "Object class or set of classes.";
      case PERMISSIONS -> "Permission or set of permissions.";
      case BOOLEAN -> "Boolean.";
      case STEM -> "Prefix of derived names.";
      case FILE_NAME -> "Name of the object, in double quotes.";
      case RANGE -> "Level or range.";
      case STRING -> "Text.";
    };
  }

  private void parameter(String name, String attributes, String text, Origin origin) {
    line("<param name=\"" + escaped(name) + "\"" + attributes + ">", origin);
    indented("<summary>", origin);
    for (String words : wrapped(text)) {
      indented(escaped(words), origin);
    }
    indented("</summary>", origin);
    line("</param>", origin);
  }

  private void description(Documentation doc, Origin origin) {
    if (!doc.description().isEmpty()) {
      line("<desc>", origin);
      for (String text : doc.description()) {
        paragraph(text, origin);
      }
      line("</desc>", origin);
    }
  }

  private void paragraph(String text, Origin origin) {
    indented("<p>", origin);
    for (String line : wrapped(text)) {
      indented(escaped(line), origin);
    }
    indented("</p>", origin);
  }

  private void block(String tag, String attributes, String text, Origin origin) {
    line("<" + tag + attributes + ">", origin);
    for (String line : wrapped(text)) {
      indented(escaped(line), origin);
    }
    line("</" + tag + ">", origin);
  }

  private void line(String text, Origin origin) {
    out.add("## " + text, origin);
  }

  private void indented(String text, Origin origin) {
    out.add("##\t" + text, origin);
  }

  /** Text as XML, its quote signs as well where m4 would count them. */
  private String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      escape(text.codePointAt(at), out);
    }
    return out.toString();
  }

  private void escape(int c, StringBuilder into) {
    switch (c) {
      case '&' -> into.append("&amp;");
      case '<' -> into.append("&lt;");
      case '>' -> into.append("&gt;");
      case '"' -> into.append("&quot;");
      case '`', '\'', '$' -> {
        if (out.inQuotes()) {
          into.append("&#").append(c).append(';');
        } else {
          into.appendCodePoint(c);
        }
      }
      default -> {
        if (c < 0x7f) {
          into.appendCodePoint(c);
        } else {
          into.append("&#").append(c).append(';');
        }
      }
    }
  }
}
