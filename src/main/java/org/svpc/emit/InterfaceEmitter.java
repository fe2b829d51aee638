package org.svpc.emit;

import java.util.ArrayList;
import java.util.List;
import org.svpc.ir.Interface;
import org.svpc.ir.Module;
import org.svpc.selinux.ParameterKind;

/**
 * Writes the .if file: what other modules may call, with its documentation. Interfaces are macros
 * of m4 in every format, and nothing that comes from the source runs m4 in them.
 */
public final class InterfaceEmitter {
  private InterfaceEmitter() {}

  /** The .if file, also of a module without interfaces: it holds the module's documentation. */
  public static EmittedText emit(Module module, Macros macros) {
    Paragraphs out = new Paragraphs();
    new PolicyXml(out).module(module.name(), module.doc(), module.origin());
    for (Interface callable : module.interfaces()) {
      callable(callable, module, macros, out);
    }
    return out.finished();
  }

  private static void callable(Interface callable, Module module, Macros macros, Paragraphs out) {
    M4 m4 = M4.inInterface(macros, module, parameters(callable));
    Paragraphs definition = new Paragraphs();
    String word = callable.template() ? "template" : "interface";
    definition.open(word + "(`" + callable.name() + "',`", callable.origin());
    body(callable, m4, definition);
    definition.close("')", callable.origin());
    EmittedText written = definition.finished();
    out.gap();
    out.add("########################################", callable.origin());
    new PolicyXml(out).callable(callable, used(callable, written.text()));
    out.add("#", callable.origin());
    out.add(written);
  }

  private static void body(Interface callable, M4 m4, Paragraphs out) {
    String deprecation = callable.deprecation();
    if (deprecation != null) {
      String text = m4.message(deprecation);
      out.add("refpolicywarn(`$0($*) is deprecated: " + text + "')", callable.origin());
      out.gap();
    }
    new M4Scopes(out, m4).scope(callable.body());
  }

  private static List<ParameterKind> parameters(Interface callable) {
    List<ParameterKind> kinds = new ArrayList<>();
    for (Interface.Parameter parameter : callable.parameters()) {
      kinds.add(parameter.kind());
    }
    return kinds;
  }

  /** Whether the definition as written uses each parameter. */
  private static List<Boolean> used(Interface callable, String text) {
    List<Boolean> used = new ArrayList<>();
    for (int i = 1; i <= callable.parameters().size(); i++) {
      used.add(text.contains("$" + i));
    }
    return used;
  }
}
