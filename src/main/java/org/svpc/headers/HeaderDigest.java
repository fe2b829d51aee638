package org.svpc.headers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.files.ContentDigest;
import org.svpc.files.FolderNames;
import org.svpc.files.Stamp;

/** What tells the content of a target's headers from every other, wherever they lie. */
public final class HeaderDigest {
  /** How deep headers are searched; refpolicy's sources go down five folders. */
  private static final int DEEPEST = 8;

  /** Endings of files, which need not be asked whether they are folders. */
  private static final List<String> FILES =
      List.of(HeaderTree.INTERFACES, HeaderTree.MODULES, HeaderTree.DOCUMENTATION, ".spt", ".fc");

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
    Stamp.Builder stamp = new Stamp.Builder();
    addTo(stamp, folder);
    return ContentDigest.of(stamp.build(), kept);
  }

  /** Adds all files of a target to a stamp. */
  public static void addTo(Stamp.Builder stamp, Path folder) {
    add(stamp, folder, "", DEEPEST);
  }

  private static void add(Stamp.Builder stamp, Path folder, String name, int depth) {
    List<String> files = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    for (String entry : FolderNames.of(folder)) {
      if (entry.startsWith(".")) {
        continue;
      }
      (isFile(folder, entry) ? files : folders).add(entry);
    }
    stamp.word(name).files(folder, files);
    if (depth > 0) {
      for (String inner : folders) {
        add(stamp, folder.resolve(inner), name + "/" + inner, depth - 1);
      }
    }
  }

  private static boolean isFile(Path folder, String entry) {
    for (String ending : FILES) {
      if (entry.endsWith(ending)) {
        return true;
      }
    }
    return !Files.isDirectory(folder.resolve(entry));
  }
}
