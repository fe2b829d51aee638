package org.svpc.headers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads header files, with a limit on what one of them may hold. */
final class HeaderFiles {
  /** The largest file that is read, in bytes; the largest of a whole policy is below 3 MB. */
  static final int MAX_BYTES = 64 << 20;

  private HeaderFiles() {}

  /**
   * The text of a file, a character for a byte: all that svpc looks for is ASCII.
   *
   * @throws IOException where it cannot be read, is no regular file or is larger than the limit
   */
  static String read(Path file) throws IOException {
    return read(file, MAX_BYTES);
  }

  static String read(Path file, int limit) throws IOException {
    return new String(bytes(file, limit), StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(Path file, int limit) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("it is not a regular file");
    }
    if (Files.size(file) > limit) {
      throw new IOException("it is larger than " + limit + " bytes");
    }
    return Files.readAllBytes(file);
  }
}
