package org.svpc.emit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.FileContext;
import org.svpc.selinux.LevelRange;

/** Writes plain .fc, sorted by pattern. */
public final class FileContextsEmitter {
  private FileContextsEmitter() {}

  /** The lines that the target takes. */
  public static EmittedText emit(List<FileContext> contexts) {
    Block.Group<String> group = new Block.Group<>();
    for (FileContext.Entry entry : FileContext.taken(contexts)) {
      group.add(entry.pattern(), Block.line(line(entry), entry.origin()));
    }
    Lines lines = new Lines("\t");
    Block.writeAll(group.blocks(), lines);
    return lines.finished();
  }

  private static String line(FileContext.Entry entry) {
    StringBuilder line = new StringBuilder(entry.pattern()).append('\t');
    if (!entry.kind().mark().isEmpty()) {
      line.append(entry.kind().mark()).append('\t');
    }
    return line.append(context(entry.context())).toString();
  }

  private static String context(FileContext.@Nullable Context context) {
    if (context == null) {
      return "<<none>>";
    }
    String label = context.user() + ":" + context.role() + ":" + context.type().name();
    return context.range() == null ? label : label + ":" + range(context.range());
  }

  /** A range as file_contexts writes it, without blanks. */
  private static String range(LevelRange range) {
    String low = range.low().text();
    String high = range.high().text();
    return low.equals(high) ? low : low + "-" + high;
  }
}
