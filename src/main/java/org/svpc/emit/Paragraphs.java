package org.svpc.emit;

import org.jspecify.annotations.Nullable;
import org.svpc.source.Origin;

/** Lines with single blank lines between paragraphs, and none at the edges of a block. */
final class Paragraphs {
  private final Lines lines;
  private boolean gap;
  private boolean attached;
  private boolean fresh = true;
  private int depth;

  Paragraphs() {
    this("\t");
  }

  /** Paragraphs whose blocks are indented in their own way. */
  Paragraphs(String indent) {
    lines = new Lines(indent);
  }

  void add(String line, @Nullable Origin origin) {
    if (gap && !fresh) {
      lines.blank();
    }
    gap = false;
    fresh = false;
    attached = false;
    lines.add(line, origin);
  }

  /** Lines that are written already, directly behind those before; outside of all blocks. */
  void add(EmittedText written) {
    lines.add(written);
    gap = false;
    fresh = false;
    attached = false;
  }

  /**
   * Puts a blank line before the next line, unless it is the first of its block or was attached to
   * the line before.
   */
  void gap() {
    gap = !attached;
  }

  /** Keeps the next line close to this one, as a comment to what it is about. */
  void attach() {
    attached = true;
  }

  void open(String line, @Nullable Origin origin) {
    add(line, origin);
    lines.indent();
    depth++;
    fresh = true;
  }

  /** Ends a block and begins the one that belongs to it, such as an else arm. */
  void reopen(String line, @Nullable Origin origin) {
    close(line, origin);
    lines.indent();
    depth++;
    fresh = true;
  }

  void close(String line, @Nullable Origin origin) {
    lines.outdent();
    depth--;
    gap = false;
    add(line, origin);
  }

  /** Whether the next line stands in an argument in quotes, as all blocks do. */
  boolean inQuotes() {
    return depth > 0;
  }

  EmittedText finished() {
    return lines.finished();
  }
}
