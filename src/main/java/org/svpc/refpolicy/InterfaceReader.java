package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.refpolicy.Lexer.Piece;
import org.svpc.refpolicy.Lexer.Token;
import org.svpc.selinux.Documentation;
import org.svpc.source.Span;
import org.svpc.syntax.Name;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.SourceUnit.Comment;
import org.svpc.syntax.Statement;

/** Reads the body of an interface, template or pattern. */
public final class InterfaceReader {
  /**
   * A body that was read.
   *
   * @param statements its statements
   * @param quoted the parameters that stand in double quotes
   * @param deprecation what a message at its top says of it, or null
   */
  public record Read(
      List<Statement> statements,
      List<Comment> comments,
      Set<String> quoted,
      @Nullable String deprecation) {}

  /** The longest body that is read, in characters; the longest of refpolicy has 30,000. */
  private static final int LONGEST = 1 << 20;

  private InterfaceReader() {}

  /** Written out: one made of lambdas costs a cold process milliseconds. */
  private static final class ByPlace implements Comparator<Comment> {
    @Override
    public int compare(Comment left, Comment right) {
      return left.span().compareTo(right.span());
    }
  }

  /** Reads a body whose parameters stay {@code $1}, {@code $2} ... */
  public static Read raw(Definition definition, Diagnostics diagnostics) {
    return read(definition, Parameters.UNNAMED, diagnostics);
  }

  /**
   * A definition in the words of SVP, without its documentation: reading that takes as long as
   * reading the body, and a call has no use for it.
   *
   * @param signature what its parameters are
   */
  public static Statement.InterfaceDeclaration declaration(
      Definition definition, Signature signature, Diagnostics diagnostics) {
    Read body = read(definition, signature.parametersOfBody(), diagnostics);
    return declaration(definition, signature, body, Documentation.NONE);
  }

  /** The same with what {@link #read} made of the body, and with the documentation. */
  public static Statement.InterfaceDeclaration declaration(
      Definition definition, Signature signature, Read body) {
    Documentation doc =
        documentation(
            definition.file().text(),
            definition.start(),
            definition.place().start(),
            signature.names());
    return declaration(definition, signature, body, doc);
  }

  /** The documentation of a definition whose file holds nothing else. */
  public static Documentation documentation(Statement.InterfaceDeclaration declaration) {
    Span place = declaration.name().span();
    List<String> names = new ArrayList<>(declaration.parameters().size());
    for (Parameter parameter : declaration.parameters()) {
      names.add(parameter.name().text());
    }
    return documentation(place.file().text(), 0, place.start(), names);
  }

  private static Statement.InterfaceDeclaration declaration(
      Definition definition, Signature signature, Read body, Documentation doc) {
    List<Parameter> parameters = new ArrayList<>(signature.parameters().size());
    for (Signature.Parameter parameter : signature.parameters()) {
      parameters.add(
          new Parameter(
              parameter.kind(),
              new Name(parameter.name(), definition.place()),
              parameter.optional(),
              false,
              definition.place()));
    }
    return new Statement.InterfaceDeclaration(
        doc,
        definition.kind() == Definition.Kind.TEMPLATE,
        new Name(definition.name(), definition.place()),
        parameters,
        body.deprecation(),
        body.statements(),
        new Span(definition.file(), definition.place().start(), definition.bodyEnd()));
  }

  /** Reads a body, its parameters in the words of SVP. */
  public static Read read(Definition definition, Signature signature, Diagnostics diagnostics) {
    return read(definition, signature.parametersOfBody(), diagnostics);
  }

  /** The documentation, its parameters under the names that they have in SVP. */
  private static Documentation documentation(String text, int from, int to, List<String> names) {
    Documentation doc = Documents.read(text, from, to).documentation();
    List<Documentation.Parameter> renamed = new ArrayList<>();
    int count = Math.min(doc.parameters().size(), names.size());
    for (int i = 0; i < count; i++) {
      renamed.add(new Documentation.Parameter(names.get(i), doc.parameters().get(i).text()));
    }
    return new Documentation(
        doc.summary(), doc.description(), renamed, doc.infoflow(), doc.rolecap());
  }

  static Read read(Definition definition, Parameters parameters, Diagnostics diagnostics) {
    Reading reading =
        new Reading(definition.file(), parameters, new ArrayList<>(), new HashSet<>(), diagnostics);
    if (definition.bodyEnd() - definition.body() > LONGEST) {
      diagnostics.add(
          Diagnostic.at(
              Code.TOO_LARGE,
              definition.place(),
              "The body of `" + definition.name() + "` has more than " + LONGEST + " characters."));
      return new Read(List.of(), List.of(), Set.of(), null);
    }
    List<Statement> statements = Body.read(reading, definition.body(), definition.bodyEnd());
    reading.comments().sort(new ByPlace());
    return new Read(statements, reading.comments(), reading.quoted(), deprecation(definition));
  }

  /**
   * What <code>refpolicywarn(`$0($*) has been deprecated, please use other() instead.')</code> says
   * behind the name, where it stands at the top of the body.
   */
  static @Nullable String deprecation(Definition definition) {
    String body = definition.file().text().substring(definition.body(), definition.bodyEnd());
    if (!body.contains("refpolicywarn(")) {
      return null;
    }
    Reading reading =
        new Reading(
            definition.file(),
            Parameters.UNNAMED,
            new ArrayList<>(),
            new HashSet<>(),
            new Diagnostics());
    Lexer lexer = reading.lexer(definition.body(), definition.bodyEnd());
    while (lexer.token() != Token.END) {
      if (lexer.isCalled()) {
        boolean message = lexer.isName("refpolicywarn");
        List<Piece> pieces = lexer.arguments();
        if (pieces == null) {
          return null;
        }
        if (message) {
          return message(reading.textOf(reading.unquoted(pieces, 0)));
        }
      } else {
        lexer.advance();
      }
    }
    return null;
  }

  private static @Nullable String message(String text) {
    String rest = text.startsWith("$0") ? text.substring(2) : text;
    for (String call : new String[] {"($*)", "()", "(...)"}) {
      if (rest.startsWith(call)) {
        rest = rest.substring(call.length());
        break;
      }
    }
    rest = rest.strip();
    for (String verb : new String[] {"is ", "has been ", "was "}) {
      for (String word : new String[] {"deprecated", "obsoleted", "obsolete", "renamed"}) {
        if (rest.startsWith(verb + word)) {
          return advice(rest.substring(verb.length() + word.length()));
        }
      }
    }
    return null;
  }

  private static String advice(String behind) {
    String rest = behind.strip();
    while (!rest.isEmpty() && ",;:.-".indexOf(rest.charAt(0)) >= 0) {
      rest = rest.substring(1).strip();
    }
    if (rest.isEmpty()) {
      return "It may go away.";
    }
    String sentence = Character.toUpperCase(rest.charAt(0)) + rest.substring(1);
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }
}
