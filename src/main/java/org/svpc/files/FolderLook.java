package org.svpc.files;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Files of one folder, and what a look at each of them told: for a {@link Stamp}, or several. */
public final class FolderLook {
  private final Path folder;
  private final List<String> names;
  private final long taken = System.currentTimeMillis();
  private final long[] attributes;

  private FolderLook(Path folder, List<String> names) {
    this.folder = folder;
    this.names = List.copyOf(names);
    attributes = new long[Stamp.LONGS * names.size()];
  }

  /** Looks at files of a folder, links followed. */
  public static FolderLook at(Path folder, List<String> names) {
    FolderLook look = new FolderLook(folder, names);
    int at = 0;
    for (String name : look.names) {
      Stamp.attributes(folder.resolve(name), look.attributes, at);
      at += Stamp.LONGS;
    }
    return look;
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** The names of the files, in their order. */
  public List<String> names() {
    return names;
  }

  /** When the look began, in milliseconds since 1970. */
  long taken() {
    return taken;
  }

  /** Whether another look found the same. */
  public boolean isLike(FolderLook other) {
    return folder.equals(other.folder)
        && names.equals(other.names)
        && Arrays.equals(attributes, other.attributes);
  }

  /** What {@link Stamp#attributes} told of the file with that number among the names. */
  void copy(int file, long[] into, int at) {
    System.arraycopy(attributes, Stamp.LONGS * file, into, at, Stamp.LONGS);
  }
}
