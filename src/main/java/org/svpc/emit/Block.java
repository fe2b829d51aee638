package org.svpc.emit;

import java.util.ArrayList;
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
    private final SortedMap<R, SortedMap<String, Block>> ranks = new TreeMap<>();

    void add(R rank, Block block) {
      SortedMap<String, Block> blocks = ranks.get(rank);
      if (blocks == null) {
        blocks = new TreeMap<>();
        ranks.put(rank, blocks);
      }
      blocks.putIfAbsent(block.key(), block);
    }

    /** All blocks in order. */
    List<Block> blocks() {
      List<Block> all = new ArrayList<>();
      for (SortedMap<String, Block> blocks : ranks.values()) {
        all.addAll(blocks.values());
      }
      return all;
    }

    /** All blocks in order, a list for each rank that has some. */
    List<List<Block>> byRank() {
      List<List<Block>> all = new ArrayList<>();
      for (SortedMap<String, Block> blocks : ranks.values()) {
        all.add(List.copyOf(blocks.values()));
      }
      return all;
    }
  }
}
