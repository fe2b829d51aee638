package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.FileContext;
import org.svpc.lower.Expander;
import org.svpc.lower.Lowering;
import org.svpc.lower.Program;
import org.svpc.parse.SvpParser;
import org.svpc.selinux.FileKind;
import org.svpc.selinux.LevelRange;
import org.svpc.source.SourceFile;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Range;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.Statement.LabelEntry;
import org.svpc.target.Target;

/**
 * A {@code .fc} file as a module of SVP.
 *
 * @param text the module, comments and all
 * @param diagnostics what the reader tells
 */
record ImportedContexts(ContextLabels labels, String text, Diagnostics diagnostics) {

  static ImportedContexts of(SourceFile file, Target target) {
    Diagnostics diagnostics = new Diagnostics();
    ContextLabels labels =
        ContextLabels.of(ContextsReader.read(file, target, diagnostics), diagnostics);
    return new ImportedContexts(labels, text(labels), diagnostics);
  }

  // ---- as text

  private static String text(ContextLabels labels) {
    StringBuilder text = new StringBuilder("module imported 1.0;\n");
    Set<String> types = new TreeSet<>();
    for (ContextLabels.Block block : labels.blocks()) {
      if (block.type() != null) {
        types.add(block.type().text());
      }
    }
    if (!types.isEmpty()) {
      text.append("\nextern type ").append(String.join(", ", types)).append(";\n");
    }
    for (ContextLabels.Block block : labels.blocks()) {
      text.append("\nlabels ")
          .append(block.type() == null ? "none" : block.type().text())
          .append(" {\n");
      write(block.labels(), "    ", text);
      text.append("}\n");
    }
    if (!labels.rest().isEmpty()) {
      text.append('\n');
      labels.rest().forEach(comment -> text.append(comment).append('\n'));
    }
    return text.toString();
  }

  private static void write(List<Labelled> labels, String indent, StringBuilder text) {
    for (Labelled label : labels) {
      text.append(label.gap() ? "\n" : "");
      label.comments().forEach(line -> text.append(indent).append(line).append('\n'));
      if (label instanceof Labelled.Entry entry) {
        text.append(indent).append(line(entry.item()));
      } else if (label instanceof Labelled.Choice choice) {
        text.append(indent).append("ifdef (").append(condition(choice.condition())).append(") {\n");
        write(choice.then(), indent + "    ", text);
        if (!choice.otherwise().isEmpty()) {
          text.append(indent).append("} else {\n");
          write(choice.otherwise(), indent + "    ", text);
        }
        text.append(indent).append('}');
      }
      text.append(label.trailing() == null ? "" : " " + label.trailing()).append('\n');
    }
  }

  private static String condition(BuildExpression condition) {
    return condition instanceof BuildExpression.Not not
        ? "!" + condition(not.operand())
        : ((BuildExpression.Option) condition).name().text();
  }

  private static String line(LabelEntry entry) {
    StringBuilder line = new StringBuilder(entry.form().word());
    line.append(" \"").append(entry.text()).append('"');
    for (FileKind kind : entry.kinds()) {
      line.append(' ').append(kind.word());
    }
    Range range = entry.range();
    if (range != null) {
      line.append(" level ").append(range.low().text());
      line.append(range.high() == null ? "" : " - " + range.high().text());
    }
    return line.append(';').toString();
  }

  // ---- as lines

  /** The lines that the target takes of the module's text. */
  Set<String> lines(Target target, Diagnostics told) {
    return lines(contexts(target, told));
  }

  /** The module's text through parser and lowering. */
  List<FileContext> contexts(Target target, Diagnostics told) {
    SourceUnit unit = SvpParser.parse(new SourceFile("imported.svp", text), told);
    SourceUnit.Header header = unit.header();
    if (header == null) {
      throw new AssertionError(told.sorted());
    }
    return Lowering.lower(
            new Program(header, List.of(unit), List.of()), target, Expander.NONE, told)
        .module()
        .fileContexts();
  }

  /** Contexts as a set of lines, each in one spelling. */
  static Set<String> lines(List<FileContext> contexts) {
    Set<String> lines = new TreeSet<>();
    for (FileContext.Entry entry : FileContext.taken(contexts)) {
      lines.add(
          String.join(
              " ", List.of(entry.pattern(), entry.kind().word(), context(entry.context()))));
    }
    return lines;
  }

  private static String context(FileContext.@Nullable Context context) {
    if (context == null) {
      return "<<none>>";
    }
    LevelRange range = context.range();
    return context.user()
        + ":"
        + context.role()
        + ":"
        + context.type().name()
        + (range == null ? "" : ":" + range.text());
  }

  /** Every label, those of all arms. */
  List<LabelEntry> entries() {
    List<LabelEntry> entries = new ArrayList<>();
    labels.blocks().forEach(block -> add(block.labels(), entries));
    return entries;
  }

  private static void add(List<Labelled> labels, List<LabelEntry> into) {
    for (Labelled label : labels) {
      if (label instanceof Labelled.Entry entry) {
        into.add(entry.item());
      } else if (label instanceof Labelled.Choice choice) {
        add(choice.then(), into);
        add(choice.otherwise(), into);
      }
    }
  }
}
