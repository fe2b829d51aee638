package org.svpc.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet.Element;
import org.svpc.source.Origin;
import org.svpc.syntax.Name;

/** Takes single names: parameters are replaced, pieces pasted, {@code this} looked up. */
final class Names {
  static final String THIS = "this";

  private final Diagnostics diagnostics;

  Names(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * What a name in a set stands for: itself, or the members that a parameter was given. A parameter
   * that was given {@code ~} or {@code *} is the caller's to look at first.
   */
  List<Element> elements(Name name, boolean excluded, Frame frame, Position position) {
    Binding binding = frame.binding(name.text());
    if (binding != null && (frame.fits(binding.kind(), position) || !position.hasOwnWords())) {
      if (!frame.fits(binding.kind(), position)) {
        wrongParameter(name, binding, position);
        return List.of();
      }
      if (!excluded) {
        return binding.names().elements();
      }
      List<Element> reversed = new ArrayList<>();
      for (Element e : binding.names().elements()) {
        reversed.add(new Element(e.name(), !e.excluded(), e.expansion(), e.origin()));
      }
      return reversed;
    }
    Symbol symbol = plain(name, frame);
    return symbol == null
        ? List.of()
        : List.of(new Element(symbol.name(), excluded, List.of(), symbol.origin()));
  }

  /** The one name that a place takes; null, with a diagnostic, where there is none. */
  @Nullable Symbol symbol(Name name, Frame frame, Position position) {
    Binding binding = frame.binding(name.text());
    if (binding == null) {
      return plain(name, frame);
    }
    if (!frame.fits(binding.kind(), position)) {
      wrongParameter(name, binding, position);
      return null;
    }
    List<Element> elements = binding.names().elements();
    if (elements.size() == 1 && !elements.get(0).excluded() && !binding.names().complement()) {
      return new Symbol(elements.get(0).name(), elements.get(0).origin());
    }
    if (elements.isEmpty() && !binding.given()) {
      diagnostics.add(
          Diagnostic.at(
                  Code.EMPTY_SET,
                  frame.origin(name.span()),
                  "`" + name.text() + "` is used here, but the call leaves it out.")
              .label("not given")
              .note("Put the statement under `ifdef (given " + name.text() + ")`."));
    } else if (!elements.isEmpty()) {
      diagnostics.add(
          Diagnostic.at(
                  Code.ARGUMENT_KIND,
                  elements.get(0).origin(),
                  "`" + name.text() + "` takes one name here, not a set.")
              .label(name.span(), "one name is needed here"));
    }
    return null;
  }

  /** What a name that is no parameter stands for; null, with a diagnostic, where it is nothing. */
  @Nullable Symbol plain(Name name, Frame frame) {
    if (name.is(THIS)) {
      Symbol self = frame.self();
      if (self == null) {
        diagnostics.add(
            Diagnostic.at(
                    Code.THIS_OUTSIDE_BLOCK,
                    frame.origin(name.span()),
                    "`this` has no meaning here.")
                .label("not in a block of a type")
                .note(
                    "`this` is the type of the `domain`, `type` or `extend` block around it; write"
                        + " the type's name."));
        return null;
      }
      return new Symbol(self.name(), frame.origin(name.span()));
    }
    if (!name.isPasted()) {
      return new Symbol(name.text(), frame.origin(name.span()));
    }
    String pasted = paste(name, frame);
    return pasted == null ? null : new Symbol(pasted, giver(name, frame));
  }

  /**
   * Whose a pasted name is: that of the text which gave the last piece, as it is with a parameter
   * that stands alone. In the target's own text names are that text's.
   */
  private static Origin giver(Name name, Frame frame) {
    String text = name.text();
    int open = text.lastIndexOf("${");
    Binding binding = frame.binding(text.substring(open + 2, text.indexOf('}', open)));
    return frame.foreign() || binding == null || binding.names().elements().isEmpty()
        ? frame.origin(name.span())
        : binding.names().elements().get(0).origin();
  }

  private @Nullable String paste(Name name, Frame frame) {
    String text = name.text();
    StringBuilder result = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
      int close = text.indexOf('}', open);
      String parameter = text.substring(open + 2, close);
      Binding binding = frame.binding(parameter);
      String value = binding == null ? null : binding.text();
      if (value == null) {
        diagnostics.add(
            Diagnostic.at(
                    Code.UNKNOWN_NAME,
                    frame.origin(name.span()),
                    binding == null
                        ? "There is no parameter `" + parameter + "` to paste."
                        : "`" + parameter + "` has no single name to paste.")
                .label("pasted here")
                .note("`${name}` stands for what the call gave for that parameter."));
        return null;
      }
      result.append(text, at, open).append(value);
      at = close + 1;
    }
    return result.append(text, at, text.length()).toString();
  }

  private void wrongParameter(Name name, Binding binding, Position position) {
    Diagnostic.Builder diagnostic =
        Diagnostic.at(
                Code.ARGUMENT_KIND,
                name.span(),
                "`"
                    + name.text()
                    + "` is a parameter of kind `"
                    + binding.kind().word()
                    + "`, and "
                    + position.phrase()
                    + " is needed here.")
            .label(position.phrase() + " is needed");
    switch (binding.kind()) {
      case STEM, STRING ->
          diagnostic.note("Paste it into a name: `${" + name.text() + "}_t` for instance.");
      default -> diagnostic.note("Declare the parameter with the kind that it is used as.");
    }
    diagnostics.add(diagnostic);
  }
}
