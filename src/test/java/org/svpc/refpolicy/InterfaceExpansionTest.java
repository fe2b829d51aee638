package org.svpc.refpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cil.CilComparator;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.Compiler;
import org.svpc.corpus.Commands;
import org.svpc.corpus.ModuleTools;
import org.svpc.corpus.Upstream;
import org.svpc.corpus.Workers;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Severity;
import org.svpc.emit.CilEmitter;
import org.svpc.headers.HeaderReader;
import org.svpc.ir.Module;
import org.svpc.plain.PlainReader;
import org.svpc.source.SourceFile;
import org.svpc.syntax.Parameter;
import org.svpc.target.Target;
import org.svpc.target.TargetInterface;

/**
 * Every interface, template and pattern of the installed headers, called with made-up arguments,
 * stands for what GNU m4 makes of the same call: once with all its parameters, once with those only
 * that a call must give.
 */
final class InterfaceExpansionTest {
  private static final String MARK = "@call@";

  /**
   * Begins what is told of a call that m4 and svpc agree to be none: neither makes policy of it.
   */
  private static final String BROKEN = ": broken: ";

  /** One call, in the words of both languages. */
  private record Case(String name, String svp, String m4, String requires) {}

  @Test
  void everyInterfaceStandsForWhatM4Makes(@TempDir Path folder) throws IOException {
    Target target = HeaderReader.readInstalled(new Diagnostics()).orElseThrow();
    List<Case> cases = new ArrayList<>();
    for (String name : new TreeSet<>(target.interfaceNames())) {
      TargetInterface callable = target.findInterface(name);
      List<Parameter> parameters = callable.declaration().parameters();
      cases.add(call(name, parameters, parameters.size()));
      int needed = parameters.size();
      while (needed > 0 && parameters.get(needed - 1).optional()) {
        needed--;
      }
      if (needed < parameters.size()) {
        cases.add(call(name, parameters, needed));
      }
    }
    Map<Integer, String> expanded = expand(cases, folder);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      numbers.add(i);
    }
    List<String> outcomes =
        Workers.map(numbers, i -> outcome(cases.get(i), expanded.get(i), target, folder));
    Set<String> different = new TreeSet<>();
    Map<String, String> first = new TreeMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i).startsWith(BROKEN)) {
        System.out.println("upstream's own mistake: " + cases.get(i).m4() + outcomes.get(i));
      } else if (!outcomes.get(i).isEmpty()) {
        different.add(cases.get(i).name());
        first.putIfAbsent(cases.get(i).m4(), outcomes.get(i));
      }
    }
    int all = target.interfaceNames().size();
    System.out.println(
        (all - different.size())
            + " of "
            + all
            + " interfaces equal to m4's expansion ("
            + cases.size()
            + " calls)");
    first.forEach((call, outcome) -> System.out.println(call + ": " + outcome));
    assertThat(first.keySet()).isEmpty();
  }

  private static Case call(String name, List<Parameter> parameters, int count) {
    StringBuilder requires = new StringBuilder("role system_r; ");
    List<String> arguments = new ArrayList<>();
    List<String> m4 = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String argument = argument(parameters.get(i), i + 1, requires);
      arguments.add(argument);
      m4.add(argument.indexOf(',') >= 0 ? "`" + argument + "'" : argument);
    }
    return new Case(
        name,
        name + "(" + String.join(", ", arguments) + ");",
        name + "(" + String.join(", ", m4) + ")",
        requires.toString());
  }

  private static String argument(Parameter parameter, int n, StringBuilder requires) {
    switch (parameter.kind()) {
      case DOMAIN, TYPE -> {
        requires.append("type one").append(n).append("_t; ");
        return "one" + n + "_t";
      }
      case DOMAINS, TYPES -> {
        requires.append("type one").append(n).append("_t, two").append(n).append("_t; ");
        return "{ one" + n + "_t two" + n + "_t }";
      }
      case ATTRIBUTE -> {
        requires.append("attribute group").append(n).append("; ");
        return "group" + n;
      }
      case ROLE -> {
        requires.append("role some").append(n).append("_r; ");
        return "some" + n + "_r";
      }
      case ROLE_ATTRIBUTE -> {
        requires.append("attribute_role roles").append(n).append("; ");
        return "roles" + n;
      }
      case BOOLEAN -> {
        requires.append("bool gate").append(n).append("; ");
        return "gate" + n;
      }
      case NEW_TYPE -> {
        return "fresh" + n + "_t";
      }
      case CLASSES -> {
        return "{ file lnk_file }";
      }
      case PERMISSIONS -> {
        return "{ getattr read }";
      }
      case STEM -> {
        return "stem" + n;
      }
      case FILE_NAME -> {
        return "\"object" + n + "\"";
      }
      case STRING -> {
        return "word" + n;
      }
      case RANGE -> {
        return "s0 - s0:c1";
      }
    }
    throw new AssertionError(parameter);
  }

  /** What m4 makes of each call, in one run. */
  private static Map<Integer, String> expand(List<Case> cases, Path folder) throws IOException {
    Upstream.Frozen frozen = Upstream.installed().freeze(folder);
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < cases.size(); i++) {
      input.append(MARK).append(i).append('\n').append(cases.get(i).m4()).append('\n');
    }
    Path calls = folder.resolve("calls.te");
    Files.writeString(calls, input);
    Path out = folder.resolve("calls.out");
    Commands.runTo(
        out, folder, List.of("m4", "-R", frozen.interfaces().toString(), calls.toString()));
    Map<Integer, String> expanded = new HashMap<>();
    String text = Files.readString(out);
    int at = text.indexOf(MARK);
    while (at >= 0) {
      int line = text.indexOf('\n', at);
      int next = text.indexOf(MARK, line);
      int number = Integer.parseInt(text.substring(at + MARK.length(), line).strip());
      expanded.put(number, text.substring(line, next < 0 ? text.length() : next));
      at = next;
    }
    return expanded;
  }

  private static String outcome(Case call, String expansion, Target target, Path folder) {
    String left = left(call, target);
    if (left.isEmpty()) {
      return compared(call, expansion, target);
    }
    Case all = new Case(call.name(), call.svp(), call.m4(), call.requires() + left);
    if (builds(call, expansion, target, folder) || !builds(all, expansion, target, folder)) {
      return "not what checkmodule misses: " + left;
    }
    System.out.println(call.m4() + " leaves to its callers: " + left);
    return compared(all, expansion, target);
  }

  /** Whether checkmodule takes what m4 makes of a call. */
  private static boolean builds(Case call, String expansion, Target target, Path folder) {
    String name = call.name();
    String requires = "require { " + call.requires() + classes(target) + "}\n";
    try {
      Files.writeString(
          folder.resolve(name + ".te"), "module " + name + " 1.0;\n" + requires + expansion);
      Files.writeString(folder.resolve(name + ".fc"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ModuleTools.build(folder, name).succeeded();
  }

  private static String classes(Target target) {
    StringBuilder classes = new StringBuilder();
    for (String name : target.vocabulary().classes()) {
      classes
          .append("class ")
          .append(name)
          .append(" { ")
          .append(String.join(" ", target.vocabulary().permissionsOf(name)))
          .append(" };\n");
    }
    return classes.toString();
  }

  private static Diagnostics compiled(Case call, Target target, List<CompiledModule> out) {
    Diagnostics own = new Diagnostics();
    out.addAll(
        new Compiler(target, List.of(), own)
            .compileFiles(
                List.of(
                    new SourceFile(
                        call.name() + ".svp",
                        "module calls 1.0;\nrequire { "
                            + call.requires()
                            + "}\n"
                            + call.svp()
                            + "\n"))));
    return own;
  }

  /** What the call leaves to its caller, as svpc says to require it. */
  private static String left(Case call, Target target) {
    StringBuilder left = new StringBuilder();
    for (Diagnostic diagnostic : compiled(call, target, new ArrayList<>()).sorted()) {
      if (diagnostic.code() == Code.NOT_REQUIRED) {
        String help = diagnostic.helps().get(0);
        left.append(help, help.indexOf('{') + 1, help.indexOf('}'));
      }
    }
    return left.toString();
  }

  private static String compared(Case call, String expansion, Target target) {
    Diagnostics diagnostics = new Diagnostics();
    Module expected =
        PlainReader.read(
            new SourceFile(
                call.name() + ".m4",
                "module calls 1.0;\nrequire { " + call.requires() + "}\n" + expansion),
            diagnostics);
    List<CompiledModule> compiled = new ArrayList<>();
    Diagnostics own = compiled(call, target, compiled);
    if (diagnostics.hasErrors()) {
      return (own.hasErrors() ? BROKEN : "m4 alone: ") + errors(diagnostics) + errors(own);
    }
    if (compiled.isEmpty()) {
      return "svpc: " + errors(own);
    }
    var differences =
        CilComparator.compare(
            CilEmitter.emit(expected).text(), CilEmitter.emit(compiled.get(0).module()).text());
    return differences.isEmpty()
        ? ""
        : differences.size()
            + " differences: "
            + differences.subList(0, Math.min(4, differences.size()));
  }

  private static String errors(Diagnostics diagnostics) {
    StringBuilder text = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics.sorted()) {
      if (diagnostic.severity() == Severity.ERROR) {
        text.append(diagnostic.span()).append(": ").append(diagnostic.message()).append(" | ");
      }
    }
    return text.toString();
  }
}
