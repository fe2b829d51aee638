package org.svpc.toolchain;

import java.nio.file.Path;

/**
 * A module to link: a {@code .pp} or {@code .cil} file.
 *
 * @param file its path as the user gave it
 * @param origins finds where its statements came from
 */
public record LinkInput(Path file, CilOrigins origins) {
  /** A module whose source is sought in the emitted files beside it. */
  public static LinkInput of(Path file) {
    return new LinkInput(file, EmittedOrigins.beside(file));
  }
}
