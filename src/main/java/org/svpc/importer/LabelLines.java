package org.svpc.importer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.format.SourceLine;
import org.svpc.source.SourceFile;

/** The labels of a module's {@code .fc}, as lines of a source. */
final class LabelLines {
  private LabelLines() {}

  /** Blocks of labels by the name of their type; those of no type under the empty name. */
  static Map<String, List<SourceLine>> of(@Nullable SourceFile contexts, Diagnostics diagnostics) {
    return new LinkedHashMap<>();
  }
}
