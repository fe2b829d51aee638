package org.svpc.headers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.svpc.files.ContentDigest;

/** What tells the content of a target's headers from every other, wherever they lie. */
public final class HeaderDigest {
  private HeaderDigest() {}

  /**
   * The digest of the headers, or sources, in a folder: {@code sha256:} and 64 hexadecimal digits.
   *
   * @param kept where digests are kept; null to keep none
   * @throws IOException where a file cannot be read
   */
  public static String of(Path folder, @Nullable Path kept) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    return ContentDigest.of(new HeaderLook(folder).stamp(), kept);
  }
}
