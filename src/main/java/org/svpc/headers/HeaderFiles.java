package org.svpc.headers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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

  /** The names of a directory's entries, sorted; empty where it cannot be listed. */
  static List<String> names(Path directory) {
    // A stream of the directory would make a path of each, needed or not.
    String[] found = directory.toFile().list();
    if (found == null) {
      return List.of();
    }
    List<String> names = new ArrayList<>(found.length);
    for (String name : found) {
      // What stands for bytes that are no text in the locale: no path leads to such a file.
      if (name.indexOf('\uFFFD') < 0) {
        names.add(name);
      }
    }
    Collections.sort(names);
    return names;
  }
}
