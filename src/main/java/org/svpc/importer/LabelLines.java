package org.svpc.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.format.SourceLine;
import org.svpc.refpolicy.ContextLabels;
import org.svpc.refpolicy.ContextsReader;
import org.svpc.refpolicy.Labelled;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;

/** The labels of a module's {@code .fc}, as lines of a source. */
final class LabelLines {
  private static final String NO_TYPE = "";

  private LabelLines() {}

  /** Blocks of labels by the name of their type; those of no type under the empty name. */
  static Map<String, List<SourceLine>> of(
      @Nullable SourceFile contexts, Target target, Diagnostics diagnostics) {
    Map<String, List<SourceLine>> byType = new LinkedHashMap<>();
    if (contexts == null) {
      return byType;
    }
    ContextLabels labels =
        ContextLabels.of(ContextsReader.read(contexts, target, diagnostics), diagnostics);
    for (ContextLabels.Block block : labels.blocks()) {
      byType.put(
          block.type() == null ? NO_TYPE : block.type().text(),
          List.of(new SourceLine.Block(block.statement(), lines(block.labels()), List.of(), null)));
    }
    if (!labels.rest().isEmpty()) {
      List<SourceLine> end = new ArrayList<>(byType.getOrDefault(NO_TYPE, List.of()));
      end.add(new SourceLine.Comment(bare(labels.rest())));
      byType.put(NO_TYPE, end);
    }
    return byType;
  }

  private static List<SourceLine> lines(List<Labelled> labels) {
    List<SourceLine> lines = new ArrayList<>();
    for (Labelled label : labels) {
      if (label.gap() && !lines.isEmpty()) {
        lines.add(new SourceLine.Gap());
      }
      if (!label.comments().isEmpty()) {
        lines.add(new SourceLine.Comment(bare(label.comments())));
      }
      String trailing = label.trailing();
      String remark = trailing == null ? null : Pieces.withoutMarks(trailing);
      if (label instanceof Labelled.Entry entry) {
        lines.add(new SourceLine.Label(entry.item(), remark));
      } else if (label instanceof Labelled.Choice choice) {
        lines.add(
            new SourceLine.LabelChoice(
                choice.condition(), lines(choice.then()), lines(choice.otherwise()), remark));
      }
    }
    return lines;
  }

  private static List<String> bare(List<String> comments) {
    List<String> lines = new ArrayList<>();
    for (String comment : comments) {
      lines.add(Pieces.withoutMarks(comment));
    }
    return lines;
  }
}
