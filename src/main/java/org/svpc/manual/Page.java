package org.svpc.manual;

import java.util.ArrayList;
import java.util.List;

/**
 * A manual page, whatever it is written as.
 *
 * @param name what the page is called, {@code svirt_gpu_selinux}
 * @param title one line that follows the name
 * @param source what the page belongs to: the module and its version
 */
public record Page(String name, String title, String source, List<Section> sections) {

  public record Section(String title, List<Block> blocks) {
    public Section {
      blocks = List.copyOf(blocks);
    }
  }

  /** What a section holds. */
  public sealed interface Block {
    /** A paragraph. */
    record Text(List<Inline> parts) implements Block {
      public Text {
        parts = List.copyOf(parts);
      }
    }

    /** A name, and what is told of it. */
    record Item(String name, List<Block> blocks) implements Block {
      public Item {
        blocks = List.copyOf(blocks);
      }
    }

    /** Lines that are typed, or stand in a file. */
    record Code(List<String> lines) implements Block {
      public Code {
        lines = List.copyOf(lines);
      }
    }
  }

  /**
   * A part of a paragraph.
   *
   * @param code whether it is a name, a path or a command
   */
  public record Inline(String text, boolean code) {}

  public Page {
    sections = List.copyOf(sections);
  }

  /** A paragraph in which what stands between backticks is code. */
  static Block.Text text(String written) {
    List<Inline> parts = new ArrayList<>();
    String text = written.strip();
    int from = 0;
    while (from < text.length()) {
      int open = text.indexOf('`', from);
      int close = open < 0 ? -1 : text.indexOf('`', open + 1);
      if (close < 0) {
        parts.add(new Inline(text.substring(from), false));
        break;
      }
      if (open > from) {
        parts.add(new Inline(text.substring(from, open), false));
      }
      if (close > open + 1) {
        parts.add(new Inline(text.substring(open + 1, close), true));
      }
      from = close + 1;
    }
    return new Block.Text(parts);
  }
}
