package org.svpc.emit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.svpc.source.Origin;

/**
 * Something to write: a line, or a head, what stands inside, and what ends it. Compares by its
 * text, so that a {@link Group} can sort and drop what is there twice.
 *
 * @param end the last line, or a block such as {@code } else {} that goes on; null for a line
 * @param key the text of all lines, for comparing
 */
record Block(
    String head, List<Block> inside, @Nullable Block end, @Nullable Origin origin, String key) {

  static Block line(String text, @Nullable Origin origin) {
    return new Block(text, List.of(), null, origin, text);
  }

  static Block of(String head, List<Block> inside, String foot, @Nullable Origin origin) {
    return of(head, inside, line(foot, origin), origin);
  }

  static Block of(String head, List<Block> inside, Block end, @Nullable Origin origin) {
    StringBuilder key = new StringBuilder(head);
    for (Block block : inside) {
      key.append('\n').append(block.key);
    }
    return new Block(
        head, List.copyOf(inside), end, origin, key.append('\n').append(end.key).toString());
  }

  void write(Lines lines) {
    lines.add(head, origin);
    if (end != null) {
      lines.indent();
      writeAll(inside, lines);
      lines.outdent();
      end.write(lines);
    }
  }

  static void writeAll(List<Block> blocks, Lines lines) {
    for (Block block : blocks) {
      block.write(lines);
    }
  }

  /** Blocks of the ranks that a format has, sorted in their rank, none there twice. */
  static final class Group<R extends Comparable<R>> {
    private final SortedMap<R, List<Block>> ranks = new TreeMap<>();

    void add(R rank, Block block) {
      List<Block> blocks = ranks.get(rank);
      if (blocks == null) {
        blocks = new ArrayList<>();
        ranks.put(rank, blocks);
      }
      blocks.add(block);
    }

    /** All blocks in order. */
    List<Block> blocks() {
      List<Block> all = new ArrayList<>();
      for (List<Block> blocks : byRank()) {
        all.addAll(blocks);
      }
      return all;
    }

    /** All blocks in order, a list for each rank that has some. */
    List<List<Block>> byRank() {
      List<List<Block>> all = new ArrayList<>();
      for (List<Block> blocks : ranks.values()) {
        all.add(sorted(blocks));
      }
      return all;
    }

    /** One stable sort: a source is mostly in order, and merging walks memory as it lies. */
    private static List<Block> sorted(List<Block> blocks) {
      blocks.sort(ByKey.INSTANCE);
      List<Block> once = new ArrayList<>(blocks.size());
      Block before = null;
      for (Block block : blocks) {
        if (before == null || !before.key().equals(block.key())) {
          once.add(block);
        }
        before = block;
      }
      return once;
    }
  }

  /** A class, not a lambda: it is on the way of every build. */
  private static final class ByKey implements Comparator<Block> {
    static final ByKey INSTANCE = new ByKey();

    @Override
    public int compare(Block left, Block right) {
      return left.key().compareTo(right.key());
    }
  }
}
