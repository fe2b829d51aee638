package org.svpc.compiler;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.emit.ModuleEmitter;
import org.svpc.ir.Interface;
import org.svpc.ir.Module;
import org.svpc.ir.Require;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.NameKind;
import org.svpc.target.Target;

/**
 * Says what an interface or template is for, what it takes and what it stands for: of the sources
 * in the current folder, of the folders of {@code --lib}, of svpc's own policies.
 */
public final class Explainer {
  private static final String INDENT = "    ";

  private final Target target;
  private final List<Path> libraries;
  private final Set<String> names = new TreeSet<>();

  /**
   * @param libraries folders that hold a folder for each library
   */
  public Explainer(Target target, List<Path> libraries) {
    this.target = target;
    this.libraries = List.copyOf(libraries);
  }

  /** The explanation, or null where nothing in sight has that name. */
  public @Nullable String explain(String name) {
    List<List<Path>> places = new ArrayList<>();
    places.add(Sources.in(Path.of("").toAbsolutePath(), new Diagnostics()));
    for (Path folder : libraries) {
      places.add(Sources.find(List.of(folder), new Diagnostics()));
    }
    for (List<Path> place : places) {
      // What is wrong with the sources is check's to tell; what is right in them can be explained.
      for (CompiledModule compiled :
          new Compiler(target, libraries, new Diagnostics()).compile(place)) {
        for (Interface each : compiled.module().interfaces()) {
          names.add(each.name());
          if (each.name().equals(name)) {
            return text(each, compiled);
          }
        }
      }
    }
    return null;
  }

  /** The names that were in sight of the last search that found nothing. */
  public Set<String> names() {
    return names;
  }

  private static String text(Interface callable, CompiledModule from) {
    StringBuilder out = new StringBuilder();
    out.append(signature(callable)).append('\n');
    out.append(from.library() ? "of the library " : "of the module ");
    out.append(from.module().name()).append('\n');
    if (callable.deprecation() != null) {
      out.append("\nDeprecated: ").append(callable.deprecation()).append('\n');
    }
    documentation(callable.doc(), out);
    needs(callable, out);
    out.append("\nIt stands for\n\n");
    for (String line : rules(callable).lines().toList()) {
      out.append(line.isEmpty() ? "" : INDENT).append(line).append('\n');
    }
    return out.toString().stripTrailing() + "\n";
  }

  private static String signature(Interface callable) {
    StringBuilder text = new StringBuilder();
    text.append(callable.template() ? "template " : "interface ")
        .append(callable.name())
        .append('(');
    String separator = "";
    for (Interface.Parameter parameter : callable.parameters()) {
      text.append(separator)
          .append(parameter.optional() ? "optional " : "")
          .append(parameter.kind().word())
          .append(' ')
          .append(parameter.name())
          .append(parameter.rest() ? "..." : "");
      separator = ", ";
    }
    return text.append(')').toString();
  }

  private static void documentation(Documentation doc, StringBuilder out) {
    if (!doc.summary().isEmpty()) {
      out.append('\n').append(doc.summary()).append('\n');
    }
    for (String paragraph : doc.description()) {
      out.append('\n').append(paragraph).append('\n');
    }
    if (!doc.parameters().isEmpty()) {
      out.append('\n');
      for (Documentation.Parameter parameter : doc.parameters()) {
        out.append(INDENT)
            .append(parameter.name())
            .append(": ")
            .append(parameter.text())
            .append('\n');
      }
    }
  }

  private static void needs(Interface callable, StringBuilder out) {
    StringBuilder list = new StringBuilder();
    for (Require require : callable.body().requires()) {
      if (require.kind() != NameKind.CLASS) {
        list.append(INDENT)
            .append(require.kind().word())
            .append(' ')
            .append(named(require.name(), callable))
            .append('\n');
      }
    }
    if (list.length() > 0) {
      out.append("\nIt needs of the policy\n\n").append(list);
    }
  }

  /** The body as plain rules, all optional parameters given, the parameters by their names. */
  private static String rules(Interface callable) {
    Module module =
        new Module(
            callable.name(),
            "1.0",
            Documentation.NONE,
            callable.body(),
            List.of(),
            List.of(),
            callable.origin());
    String text = ModuleEmitter.emit(module).text();
    int requires = text.indexOf("\n}\n");
    return named(text.substring(requires + 3).strip().replace("\t", INDENT), callable);
  }

  /** Writes {@code $2} as the name of the second parameter. */
  private static String named(String text, Interface callable) {
    StringBuilder named = new StringBuilder();
    List<Interface.Parameter> parameters = callable.parameters();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '$' || at + 1 == text.length() || !Character.isDigit(text.charAt(at + 1))) {
        named.append(c);
        at++;
        continue;
      }
      int index = text.charAt(at + 1) - '0';
      if (index <= parameters.size()) {
        String name = parameters.get(index - 1).name();
        boolean pasted = isWord(text, at + 2) || (at > 0 && isWord(text, at - 1));
        named.append(pasted ? "${" + name + "}" : name);
      } else if (named.length() > 0 && named.charAt(named.length() - 1) == ' ') {
        // The further arguments of a rest parameter, which its name stands for already.
        named.setLength(named.length() - 1);
      }
      at += 2;
    }
    return named.toString();
  }

  private static boolean isWord(String text, int at) {
    return at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
  }
}
