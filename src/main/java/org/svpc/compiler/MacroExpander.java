package org.svpc.compiler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Scope;
import org.svpc.lower.Expander;
import org.svpc.m4.M4Engine;
import org.svpc.m4.M4Limits;
import org.svpc.m4.M4Result;
import org.svpc.plain.PlainReader;
import org.svpc.source.Origin;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;
import org.svpc.target.TargetInterface;

/**
 * Expands what the headers define with m4's own means ({@code define} in a body, {@code $*}) by the
 * engine that does as m4 does. It is given the support files and no more definitions than the call
 * can come to.
 */
final class MacroExpander implements Expander {
  /** What the headers' Makefile writes for {@code $*} in definitions. */
  private static final String STAR = "dollarsstar";

  private final Target target;
  private final Set<String> defined = new HashSet<>();

  /** Knows the support files: what it makes of a definition is the definition of a macro. */
  private @Nullable M4Engine headers;

  /** Knows the support files and those macros. */
  private @Nullable M4Engine calls;

  MacroExpander(Target target) {
    this.target = target;
  }

  @Override
  public @Nullable Scope expand(String name, List<String> arguments, Origin call) {
    M4Engine ready = calls;
    M4Engine reader = headers;
    if (ready == null || reader == null) {
      ready = engine();
      reader = ready.fork();
      calls = ready;
      headers = reader;
    }
    if (!define(name, reader, ready)) {
      return null;
    }
    String text = name + "(" + String.join(",", arguments) + ")\n";
    M4Result result = ready.fork().expand(text, name);
    if (result.problem() != null) {
      return null;
    }
    Diagnostics problems = new Diagnostics();
    Scope scope =
        PlainReader.readScope(new SourceFile(name + "(...)", result.output()), call, problems);
    return problems.hasErrors() ? null : scope;
  }

  private M4Engine engine() {
    M4Engine ready = new M4Engine(M4Limits.REFPOLICY);
    for (Map.Entry<String, String> option : target.options().entrySet()) {
      ready.define(option.getKey(), option.getValue());
    }
    for (String support : target.targetNames().supportTexts()) {
      ready.read(support, "support");
    }
    return ready;
  }

  /** Defines an interface and all that its text may call; false where something goes wrong. */
  private boolean define(String name, M4Engine reader, M4Engine ready) {
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      String next = open.remove();
      if (!defined.add(next)) {
        continue;
      }
      TargetInterface found = target.findInterface(next);
      if (found == null || found.text().isEmpty()) {
        continue;
      }
      // The text ends where the body does: what closes the definition is not part of it.
      M4Result macro = reader.fork().expand(found.text() + "')\n", next);
      M4Result read =
          macro.problem() == null ? ready.read(macro.output().replace(STAR, "$*"), next) : macro;
      if (read.problem() != null) {
        return false;
      }
      words(found.text(), open);
    }
    return true;
  }

  private void words(String text, Deque<String> into) {
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && isWord(text.charAt(end))) {
        end++;
      }
      if (end > at && end < text.length() && text.charAt(end) == '(') {
        String word = text.substring(at, end);
        if (!defined.contains(word)) {
          into.add(word);
        }
      }
      at = Math.max(end, at + 1);
    }
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
  }
}
