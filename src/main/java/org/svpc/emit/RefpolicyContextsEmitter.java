package org.svpc.emit;

import java.util.ArrayList;
import java.util.List;
import org.svpc.ir.FileContext;
import org.svpc.selinux.Level;
import org.svpc.selinux.LevelRange;

/** Writes the .fc file of refpolicy: labels with {@code gen_context}, build-time choices kept. */
public final class RefpolicyContextsEmitter {
  private static final int TAB = 8;

  /** Patterns longer than this do not push the labels of all others to the right. */
  private static final int WIDEST = 56;

  /** What {@code gen_context} puts before categories where the target is MCS. */
  private static final String MCS_SENSITIVITY = "s0";

  private final M4 m4;

  /** Nothing is indented, as upstream does it; selint reads it no other way. */
  private final Paragraphs out = new Paragraphs("");

  private RefpolicyContextsEmitter(M4 m4) {
    this.m4 = m4;
  }

  public static EmittedText emit(List<FileContext> contexts, Macros macros) {
    RefpolicyContextsEmitter emitter = new RefpolicyContextsEmitter(M4.inFileContexts(macros));
    emitter.write(contexts);
    return emitter.out.finished();
  }

  private void write(List<FileContext> contexts) {
    int width = 0;
    for (FileContext context : contexts) {
      if (context instanceof FileContext.Entry entry) {
        int length = m4.text(entry.pattern()).length();
        width = length > WIDEST ? width : Math.max(width, length);
      }
    }
    for (FileContext context : contexts) {
      if (context instanceof FileContext.Entry entry) {
        out.add(line(entry, width), entry.origin());
      } else if (context instanceof FileContext.Choice choice) {
        out.gap();
        new M4Choices(out, choice.origin())
            .write(choice.condition(), new Arm(choice.then()), new Arm(choice.otherwise()));
        out.gap();
      }
    }
  }

  private final class Arm implements M4Choices.Arm {
    private final List<FileContext> contexts;

    Arm(List<FileContext> contexts) {
      this.contexts = contexts;
    }

    @Override
    public boolean isEmpty() {
      return contexts.isEmpty();
    }

    @Override
    public void write() {
      RefpolicyContextsEmitter.this.write(contexts);
    }
  }

  private String line(FileContext.Entry entry, int width) {
    StringBuilder line = new StringBuilder(m4.text(entry.pattern()));
    int tabs = width / TAB - line.length() / TAB;
    for (int i = 0; i <= Math.max(tabs, 0); i++) {
      line.append('\t');
    }
    line.append(entry.kind().mark()).append(entry.kind().mark().isEmpty() ? "" : "\t");
    FileContext.Context context = entry.context();
    return line.append(context == null ? "<<none>>" : label(context)).toString();
  }

  private String label(FileContext.Context context) {
    String label = context.user() + ":" + context.role() + ":" + context.type().name();
    LevelRange range = context.range();
    if (range == null) {
      return genContext(label, MCS_SENSITIVITY, "");
    }
    Level low = range.low();
    boolean single = low.text().equals(range.high().text());
    if (!single && hasOneSensitivity(range)) {
      // gen_context has no words for it: where the target is MCS, it always says "s0".
      return m4.name(label) + ":" + low.written() + "-" + range.high().written();
    }
    String categories = single && hasOneSensitivity(range) ? categories(low) : "";
    String text = low.written() + "-" + range.high().written();
    if (single) {
      text = categories.isEmpty() ? low.written() : low.text();
    }
    return genContext(label, text, categories);
  }

  private static boolean hasOneSensitivity(LevelRange range) {
    return range.low().sensitivity().equals(MCS_SENSITIVITY)
        && range.high().sensitivity().equals(MCS_SENSITIVITY);
  }

  private static String categories(Level level) {
    String text = level.text();
    int colon = text.indexOf(':');
    return colon < 0 ? "" : text.substring(colon + 1);
  }

  /** The label is read twice: as an argument and in what the macro writes. */
  private String genContext(String label, String level, String categories) {
    List<String> arguments = new ArrayList<>();
    arguments.add(m4.isInert(label) ? label : "`" + m4.name(label) + "'");
    arguments.add(quotedIfCommas(level));
    if (!categories.isEmpty()) {
      arguments.add(quotedIfCommas(categories));
    }
    return "gen_context(" + String.join(",", arguments) + ")";
  }

  private static String quotedIfCommas(String text) {
    return text.indexOf(',') < 0 ? text : "`" + text + "'";
  }
}
