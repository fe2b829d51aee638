package org.svpc.robustness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What lies in an output folder: files by their names, with their bytes. */
final class OutputFolder {
  private OutputFolder() {}

  /**
   * A file's content; it compares by its bytes and shows its length.
   *
   * @param text the bytes as characters of ISO 8859-1
   */
  record Content(String text) {
    static Content of(byte[] bytes) {
      return new Content(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    byte[] bytes() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return text.length() + " bytes #" + Integer.toHexString(text.hashCode());
    }
  }

  /** All files, also those in folders below, but none whose name starts with a dot. */
  static SortedMap<String, Content> files(Path folder) {
    SortedMap<String, Content> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        if (!path.getFileName().toString().startsWith(".")) {
          files.put(folder.relativize(path).toString(), Content.of(Files.readAllBytes(path)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Writes files into a folder. */
  static void write(Path folder, SortedMap<String, Content> files) {
    try {
      Files.createDirectories(folder);
      for (var file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue().bytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
