package org.svpc.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.svpc.manual.Page.Block;
import org.svpc.manual.Page.Inline;

/** A page as roff with the macros of man(7), which groff and mandoc both take. */
public final class ManPage {
  /** The longest line of text, in bytes; mandoc's lint wants no more than 80. */
  private static final int WIDTH = 78;

  private final StringBuilder out = new StringBuilder();

  private ManPage() {}

  /**
   * The text of the page.
   *
   * @param date of the page, as {@code 2026-11-22}
   */
  public static String render(Page page, String date) {
    ManPage made = new ManPage();
    made.page(page, date);
    return made.out.toString();
  }

  private void page(Page page, String date) {
    out.append(".TH ")
        .append(argument(page.name().toUpperCase(Locale.ROOT)))
        .append(" 8 ")
        .append(date)
        .append(' ')
        .append(argument(page.source()))
        .append(" \"SELinux policy\"\n.SH NAME\n");
    List<String> name = new ArrayList<>();
    name.add(word(page.name()));
    name.add("\\-");
    addWords(page.title(), name);
    fill(name);
    for (Page.Section section : page.sections()) {
      out.append(".SH ").append(argument(section.title().toUpperCase(Locale.ROOT)));
      out.append('\n');
      blocks(section.blocks(), true);
    }
  }

  /**
   * @param fresh whether a macro above has begun a paragraph already
   */
  private void blocks(List<Block> blocks, boolean fresh) {
    boolean begun = fresh;
    boolean item = false;
    for (Block block : blocks) {
      if (block instanceof Block.Item one) {
        out.append(".TP\n\\fB").append(word(one.name())).append("\\fR\n");
        inItem(one.blocks());
        item = true;
      } else {
        if (!begun || item) {
          out.append(".PP\n");
        }
        plain(block);
        item = false;
      }
      begun = false;
    }
  }

  /** What stands indented below a name. */
  private void inItem(List<Block> blocks) {
    boolean first = true;
    boolean nested = false;
    for (Block block : blocks) {
      if (block instanceof Block.Item one) {
        if (!nested) {
          out.append(".RS\n");
          nested = true;
        }
        out.append(".TP\n\\fI").append(word(one.name())).append("\\fR\n");
        inItem(one.blocks());
      } else {
        if (!first) {
          out.append(".IP\n");
        }
        plain(block);
      }
      first = false;
    }
    if (nested) {
      out.append(".RE\n");
    }
  }

  private void plain(Block block) {
    if (block instanceof Block.Text text) {
      List<String> words = new ArrayList<>();
      for (Inline part : text.parts()) {
        int before = words.size();
        boolean glued = before > 0 && !startsWithBlank(part.text()) && glue(words);
        List<String> made = new ArrayList<>();
        addWords(part.text(), made);
        if (part.code() && !made.isEmpty()) {
          int last = made.size() - 1;
          made.set(0, "\\fB" + made.get(0));
          made.set(last, made.get(last) + "\\fR");
        }
        if (glued && !made.isEmpty()) {
          words.set(before - 1, words.get(before - 1) + made.remove(0));
        }
        words.addAll(made);
        open = !part.text().isEmpty() && !endsWithBlank(part.text());
      }
      open = false;
      fill(words.isEmpty() ? List.of("\\&") : words);
    } else if (block instanceof Block.Code code) {
      out.append(".nf\n");
      for (String line : code.lines()) {
        out.append(line.isEmpty() ? "\\&" : guarded(word(line))).append('\n');
      }
      out.append(".fi\n");
    }
  }

  /** Whether the last part ended within a word. */
  private boolean open;

  private boolean glue(List<String> words) {
    return open && !words.isEmpty();
  }

  private static boolean startsWithBlank(String text) {
    return !text.isEmpty() && text.charAt(0) <= ' ';
  }

  private static boolean endsWithBlank(String text) {
    return text.charAt(text.length() - 1) <= ' ';
  }

  /** Words in lines, none of which looks like a request. */
  private void fill(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
        out.append(guarded(line.toString())).append('\n');
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    out.append(guarded(line.toString())).append('\n');
  }

  private static String guarded(String line) {
    return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
  }

  private static void addWords(String text, List<String> into) {
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) <= ' ') {
        if (i > from) {
          into.add(word(text.substring(from, i)));
        }
        from = i + 1;
      }
    }
  }

  private static String argument(String text) {
    return "\"" + word(text).replace("\"", "\\(dq") + "\"";
  }

  /** Text that stands for itself, blanks included; other characters than ASCII by their numbers. */
  private static String word(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '\\' -> out.append("\\e");
        case '-' -> out.append("\\-");
        case '\'' -> out.append("\\(aq");
        case '`' -> out.append("\\(ga");
        case '^' -> out.append("\\(ha");
        case '~' -> out.append("\\(ti");
        default -> {
          if (c < ' ') {
            out.append(' ');
          } else if (c < 0x7f) {
            out.append((char) c);
          } else if (isShown(c)) {
            out.append(String.format("\\[u%04X]", c));
          } else {
            out.append("\\[uFFFD]");
          }
        }
      }
    }
    return out.toString();
  }

  private static boolean isShown(int c) {
    return c >= 0xa0 && c <= 0x10ffff && Character.isDefined(c) && (c < 0xd800 || c > 0xdfff);
  }
}
