package org.svpc.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.ir.ArgumentUse;
import org.svpc.ir.Provider;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;
import org.svpc.ir.SymbolSet.Element;
import org.svpc.lower.Program.Callable;
import org.svpc.selinux.Level;
import org.svpc.selinux.LevelRange;
import org.svpc.selinux.ParameterKind;
import org.svpc.source.Origin;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement.InterfaceDeclaration;
import org.svpc.text.Spelling;

/** Matches the arguments of a call with the parameters of what it calls. */
final class Arguments {
  private static final SymbolSet NOTHING = new SymbolSet(List.of(), false);

  private final Context context;

  Arguments(Context context) {
    this.context = context;
  }

  /** What each parameter is bound to; null, with a diagnostic, where the call does not fit. */
  @Nullable List<Binding> bind(
      Callable callable,
      Name name,
      List<Argument> given,
      @Nullable Symbol block,
      Origin origin,
      Frame frame) {
    InterfaceDeclaration callee = callable.declaration();
    boolean foreign = callable.provider() == Provider.TARGET;
    // The target's own calls are as they are; m4 takes whatever they give.
    boolean lenient = foreign && (frame.foreign() || frame.dead());
    List<Parameter> parameters = callee.parameters();
    List<List<Argument>> slots = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      slots.add(new ArrayList<>(1));
    }
    int next = block == null ? 0 : 1;
    if (block != null && parameters.isEmpty()) {
      count(callee, name, frame, "takes no parameter, so a type cannot be one.");
      return null;
    }
    for (Argument argument : given) {
      Name parameterName = argument.name();
      if (parameterName != null) {
        int index = indexOf(parameters, parameterName.text());
        if (index < 0) {
          unknownParameter(callee, parameterName, frame);
          return null;
        }
        boolean taken = !slots.get(index).isEmpty() && !parameters.get(index).rest();
        if (taken || (block != null && index == 0)) {
          count(callee, parameterName, frame, "is given `" + parameterName.text() + "` twice.");
          return null;
        }
        slots.get(index).add(argument);
      } else if (next < parameters.size()) {
        if (!isLeftOut(argument, parameters.get(next), frame)) {
          slots.get(next).add(argument);
        }
        if (!parameters.get(next).rest()) {
          next++;
        }
      } else if (!lenient) {
        tooMany(callee, argument.span(), given.size(), block != null, frame);
        return null;
      }
    }
    return bindAll(callee, name, slots, block, origin, frame, lenient, foreign);
  }

  /**
   * Whether an argument stands for nothing: it is empty, or a parameter that the call around left
   * out where this one may be left out too.
   */
  private static boolean isLeftOut(Argument argument, Parameter parameter, Frame frame) {
    if (!(argument.value() instanceof Argument.Names names) || names.set().complement()) {
      return false;
    }
    List<NameSet.Element> elements = names.set().elements();
    if (elements.isEmpty()) {
      return true;
    }
    Binding outer = outer(argument, frame);
    return outer != null && !outer.given() && (parameter.optional() || frame.foreign());
  }

  private @Nullable List<Binding> bindAll(
      InterfaceDeclaration callee,
      Name name,
      List<List<Argument>> slots,
      @Nullable Symbol block,
      Origin origin,
      Frame frame,
      boolean lenient,
      boolean foreign) {
    List<Binding> bindings = new ArrayList<>(slots.size());
    boolean whole = true;
    for (int i = 0; i < slots.size(); i++) {
      Parameter parameter = callee.parameters().get(i);
      List<Argument> values = slots.get(i);
      Binding binding;
      if (i == 0 && block != null) {
        binding = ofNames(parameter, 1, true, SymbolSet.of(block));
      } else if (values.isEmpty()) {
        if (!parameter.optional() && !parameter.rest() && !lenient) {
          missing(callee, parameter, name, frame);
          return null;
        }
        binding = new Binding(parameter.kind(), i + 1, false, NOTHING, null, null);
      } else {
        binding = value(callee, parameter, i + 1, values, frame, lenient, foreign);
      }
      if (binding == null) {
        whole = false;
      } else {
        bindings.add(binding);
        if (!foreign || !frame.foreign()) {
          // A call within the target's own text leaves no node that could tell of its arguments.
          note(callee, parameter, binding, origin);
        }
      }
    }
    return whole ? bindings : null;
  }

  private static Binding ofNames(Parameter parameter, int index, boolean given, SymbolSet names) {
    List<Element> elements = names.elements();
    String text = elements.size() == 1 ? elements.get(0).name() : null;
    return new Binding(parameter.kind(), index, given, names, text, null);
  }

  private @Nullable Binding value(
      InterfaceDeclaration callee,
      Parameter parameter,
      int index,
      List<Argument> values,
      Frame frame,
      boolean lenient,
      boolean foreign) {
    return switch (parameter.kind()) {
      case DOMAIN, TYPE, ATTRIBUTE, NEW_TYPE, ROLE, ROLE_ATTRIBUTE, BOOLEAN ->
          names(callee, parameter, index, values, frame, !parameter.rest() && !lenient);
      case STEM -> names(callee, parameter, index, values, frame, !parameter.rest() && !foreign);
      case DOMAINS, TYPES, CLASSES, PERMISSIONS ->
          names(callee, parameter, index, values, frame, false);
      case FILE_NAME, STRING -> text(callee, parameter, index, values.get(0), frame);
      case RANGE -> range(callee, parameter, index, values.get(0), frame);
    };
  }

  private @Nullable Binding names(
      InterfaceDeclaration callee,
      Parameter parameter,
      int index,
      List<Argument> values,
      Frame frame,
      boolean one) {
    List<Element> elements = new ArrayList<>();
    boolean complement = false;
    for (Argument argument : values) {
      if (!(argument.value() instanceof Argument.Names names)) {
        wrongKind(callee, parameter, argument.value().span(), frame);
        return null;
      }
      SymbolSet set = namesOf(parameter, names.set(), frame);
      if (set == null) {
        return null;
      }
      elements.addAll(set.elements());
      complement = set.complement();
    }
    if (one && (elements.size() != 1 || elements.get(0).excluded() || complement)) {
      context.diagnostics.add(
          kind(callee, parameter, values.get(0).value().span(), frame)
              .note("A set may be given to a parameter of kind `types`."));
      return null;
    }
    return ofNames(parameter, index, true, new SymbolSet(elements, complement));
  }

  private @Nullable SymbolSet namesOf(Parameter parameter, NameSet set, Frame frame) {
    return switch (parameter.kind()) {
      case ROLE, ROLE_ATTRIBUTE -> context.sets.any(set, frame, Position.ROLES);
      case BOOLEAN -> context.sets.any(set, frame, Position.BOOLEANS);
      case CLASSES -> context.sets.classes(set, frame);
      case PERMISSIONS -> context.sets.any(set, frame, Position.PERMISSIONS);
      case STEM -> stem(set, frame);
      default -> context.sets.any(set, frame, Position.TYPES);
    };
  }

  /** A stem is any name, or what another stem stands for. */
  private @Nullable SymbolSet stem(NameSet set, Frame frame) {
    if (set.elements().size() == 1 && set.elements().get(0) instanceof NameSet.Member member) {
      Binding binding = frame.binding(member.name().text());
      String text = binding == null ? null : binding.text();
      if (binding != null && text != null) {
        // A piece that is handed on stays that of the text which gave it first.
        return binding.names().elements().isEmpty()
            ? new SymbolSet(List.of(Element.of(text, frame.origin(member.span()))), false)
            : binding.names();
      }
    }
    return context.sets.any(set, frame, Position.TYPES);
  }

  private @Nullable Binding text(
      InterfaceDeclaration callee, Parameter parameter, int index, Argument argument, Frame frame) {
    if (argument.value() instanceof Argument.Text text) {
      return new Binding(parameter.kind(), index, true, NOTHING, text.text(), null);
    }
    Binding outer = outer(argument, frame);
    if (outer != null
        && (outer.kind() == ParameterKind.FILE_NAME || outer.kind() == ParameterKind.STRING)) {
      return new Binding(parameter.kind(), index, outer.given(), NOTHING, outer.text(), null);
    }
    if (parameter.kind() == ParameterKind.STRING
        && outer == null
        && argument.value() instanceof Argument.Names names
        && names.set().elements().size() == 1
        && names.set().elements().get(0) instanceof NameSet.Member member
        && !member.excluded()) {
      String word = member.name().text();
      return new Binding(parameter.kind(), index, true, NOTHING, word, null);
    }
    wrongKind(callee, parameter, argument.value().span(), frame);
    return null;
  }

  private static @Nullable Binding outer(Argument argument, Frame frame) {
    return argument.value() instanceof Argument.Names names
            && names.set().elements().size() == 1
            && names.set().elements().get(0) instanceof NameSet.Member member
        ? frame.binding(member.name().text())
        : null;
  }

  private @Nullable Binding range(
      InterfaceDeclaration callee, Parameter parameter, int index, Argument argument, Frame frame) {
    Range range = null;
    if (argument.value() instanceof Argument.Levels levels) {
      range = levels.range();
    } else if (argument.value() instanceof Argument.Names names
        && names.set().elements().size() == 1
        && !names.set().complement()
        && names.set().elements().get(0) instanceof NameSet.Member member
        && !member.excluded()) {
      range =
          new Range(new Range.LevelText(member.name().text(), member.span()), null, member.span());
    }
    if (range == null) {
      wrongKind(callee, parameter, argument.value().span(), frame);
      return null;
    }
    LevelRange value = context.ranges.argument(range, frame);
    return value == null ? null : new Binding(parameter.kind(), index, true, NOTHING, null, value);
  }

  /** Keeps names that are arguments, so that their kind can be held against the parameter's. */
  private void note(
      InterfaceDeclaration callee, Parameter parameter, Binding binding, Origin origin) {
    switch (parameter.kind()) {
      case DOMAIN, DOMAINS, TYPE, TYPES, ATTRIBUTE, ROLE, ROLE_ATTRIBUTE, BOOLEAN -> {
        for (Element element : binding.names().elements()) {
          if (!Sets.isParameter(element.name())) {
            context.argumentUses.add(
                new ArgumentUse(
                    origin,
                    callee.name().text(),
                    parameter.name().text(),
                    parameter.kind(),
                    element));
          }
        }
      }
      case NEW_TYPE, CLASSES, PERMISSIONS, STEM, FILE_NAME, RANGE, STRING -> {
        // Declared by the callee, or checked where they are used.
      }
    }
  }

  // ---- bodies lowered for their own sake

  List<Binding> symbolic(InterfaceDeclaration callee) {
    List<Binding> bindings = new ArrayList<>();
    List<Parameter> parameters = callee.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      Origin origin = Origin.at(parameter.name().span());
      String text = "$" + (i + 1);
      bindings.add(
          switch (parameter.kind()) {
            case FILE_NAME, STRING ->
                new Binding(parameter.kind(), i + 1, true, NOTHING, text, null);
            case RANGE ->
                new Binding(
                    parameter.kind(),
                    i + 1,
                    true,
                    NOTHING,
                    null,
                    LevelRange.of(new Level(text, text, List.of())));
            default -> ofNames(parameter, i + 1, true, symbolicNames(parameter, i + 1, origin));
          });
    }
    return bindings;
  }

  /** The last of the nine arguments that every m4 takes. */
  private static final int LAST_ARGUMENT = 9;

  private static SymbolSet symbolicNames(Parameter parameter, int index, Origin origin) {
    List<Element> elements = new ArrayList<>();
    int last = parameter.rest() ? Math.max(index, LAST_ARGUMENT) : index;
    for (int i = index; i <= last; i++) {
      elements.add(Element.of("$" + i, origin));
    }
    return new SymbolSet(elements, false);
  }

  // ---- what refpolicy writes

  /** The arguments as refpolicy writes them; what is left out at the end is not written. */
  List<String> texts(List<Binding> bindings) {
    List<String> texts = new ArrayList<>();
    for (Binding binding : bindings) {
      texts.add(text(binding));
    }
    while (!texts.isEmpty() && texts.get(texts.size() - 1).isEmpty()) {
      texts.remove(texts.size() - 1);
    }
    return texts;
  }

  private static String text(Binding binding) {
    if (!binding.given()) {
      return "";
    }
    LevelRange range = binding.range();
    if (range != null) {
      return range.written();
    }
    String text = binding.text();
    if (binding.kind() == ParameterKind.FILE_NAME && text != null && !Sets.isParameter(text)) {
      return '"' + text + '"';
    }
    if (text != null && binding.names().elements().isEmpty()) {
      return text;
    }
    return text(binding.names());
  }

  private static String text(SymbolSet names) {
    List<Element> elements = names.elements();
    if (elements.isEmpty()) {
      return "";
    }
    StringBuilder joined = new StringBuilder();
    for (Element element : elements) {
      joined.append(joined.length() == 0 ? "" : " ");
      joined.append(element.excluded() ? "-" : "").append(element.name());
    }
    String prefix = names.complement() ? "~" : "";
    return prefix + (elements.size() == 1 ? joined : "{ " + joined + " }");
  }

  /** An argument of a call that cannot be matched with what it calls, as refpolicy writes it. */
  String written(Argument argument, Frame frame) {
    if (argument.value() instanceof Argument.Text text) {
      return '"' + text.text() + '"';
    }
    return argument.value() instanceof Argument.Names names
        ? written(names.set(), frame)
        : argument.value().span().text().strip();
  }

  private String written(NameSet set, Frame frame) {
    StringBuilder joined = new StringBuilder();
    for (NameSet.Element element : set.elements()) {
      joined.append(joined.length() == 0 ? "" : " ");
      if (element instanceof NameSet.Nested nested) {
        joined.append(nested.excluded() ? "-" : "").append(written(nested.set(), frame));
      } else if (element instanceof NameSet.Member member) {
        Binding binding = frame.binding(member.name().text());
        Symbol symbol = binding == null ? context.names.plain(member.name(), frame) : null;
        joined.append(member.excluded() ? "-" : "");
        joined.append(binding != null ? text(binding) : symbol == null ? "" : symbol.name());
      }
    }
    return (set.complement() ? "~" : "") + (set.braces() ? "{ " + joined + " }" : joined);
  }

  // ---- diagnostics

  private static int indexOf(List<Parameter> parameters, String name) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().text().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private void unknownParameter(InterfaceDeclaration callee, Name parameter, Frame frame) {
    context.diagnostics.add(
        Diagnostic.at(
                Code.ARGUMENT_COUNT,
                frame.origin(parameter.span()),
                "`" + callee.name().text() + "` has no parameter `" + parameter.text() + "`.")
            .label("unknown parameter")
            .label(callee.name().span(), "declared here")
            .note(signature(callee))
            .suggest(
                Spelling.closest(
                    parameter.text(),
                    callee.parameters().stream().map(p -> p.name().text()).toList())));
  }

  private void count(InterfaceDeclaration callee, Name at, Frame frame, String problem) {
    context.diagnostics.add(
        Diagnostic.at(
                Code.ARGUMENT_COUNT,
                frame.origin(at.span()),
                "`" + callee.name().text() + "` " + problem)
            .label("does not fit the parameters")
            .label(callee.name().span(), "declared here")
            .note(signature(callee)));
  }

  private void tooMany(
      InterfaceDeclaration callee, Span at, int given, boolean block, Frame frame) {
    int takes = callee.parameters().size() - (block ? 1 : 0);
    context.diagnostics.add(
        Diagnostic.at(
                Code.ARGUMENT_COUNT,
                frame.origin(at),
                "`"
                    + callee.name().text()
                    + "` takes "
                    + takes
                    + (takes == 1 ? " argument" : " arguments")
                    + (block ? " besides the type itself, and " : ", and ")
                    + given
                    + (given == 1 ? " is given." : " are given."))
            .label("one too many")
            .label(callee.name().span(), "declared here")
            .note(signature(callee)));
  }

  private void missing(InterfaceDeclaration callee, Parameter parameter, Name call, Frame frame) {
    context.diagnostics.add(
        Diagnostic.at(
                Code.ARGUMENT_COUNT,
                frame.origin(call.span()),
                "`"
                    + callee.name().text()
                    + "` needs its parameter `"
                    + parameter.name().text()
                    + "`, and the call leaves it out.")
            .label("`" + parameter.name().text() + "` is missing")
            .label(parameter.span(), "declared here")
            .note(signature(callee)));
  }

  private void wrongKind(
      InterfaceDeclaration callee, Parameter parameter, Span argument, Frame frame) {
    context.diagnostics.add(kind(callee, parameter, argument, frame));
  }

  private static Diagnostic.Builder kind(
      InterfaceDeclaration callee, Parameter parameter, Span argument, Frame frame) {
    return Diagnostic.at(
            Code.ARGUMENT_KIND,
            frame.origin(argument),
            "`"
                + parameter.name().text()
                + "` of `"
                + callee.name().text()
                + "` takes "
                + phrase(parameter.kind())
                + ".")
        .label(phrase(parameter.kind()) + " is needed")
        .label(parameter.span(), "declared here");
  }

  static String phrase(ParameterKind kind) {
    return switch (kind) {
      case DOMAIN -> "one domain";
      case DOMAINS -> "a set of domains";
      case TYPE -> "one type";
      case TYPES -> "a set of types";
      case ATTRIBUTE -> "one attribute";
      case NEW_TYPE -> "the name of a new type";
      case ROLE -> "one role";
      case ROLE_ATTRIBUTE -> "one role attribute";
      case CLASSES -> "a set of classes";
      case PERMISSIONS -> "a set of permissions";
      case BOOLEAN -> "one boolean";
      case STEM -> "a piece of a name";
      case FILE_NAME -> "a file's name in quotes";
      case RANGE -> "a level or a range";
      case STRING -> "text in quotes";
    };
  }

  /** The callee's head, as its author wrote it. */
  static String signature(InterfaceDeclaration callee) {
    StringBuilder text = new StringBuilder("It is `").append(callee.name().text()).append('(');
    String separator = "";
    for (Parameter parameter : callee.parameters()) {
      text.append(separator)
          .append(parameter.optional() ? "optional " : "")
          .append(parameter.kind().word())
          .append(' ')
          .append(parameter.name().text())
          .append(parameter.rest() ? "..." : "");
      separator = ", ";
    }
    return text.append(")`.").toString();
  }
}
