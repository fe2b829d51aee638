package org.svpc.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where svpc keeps for the user what it can make again. */
public final class CacheFolder {
  private CacheFolder() {}

  /**
   * A folder below the one that the user's environment names for caches: XDG_CACHE_HOME, else
   * {@code ~/.cache}. It need not exist. Null for a user without a home.
   */
  public static @Nullable Path ofUser(String name) {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg != null && xdg.startsWith("/")
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home", "")).resolve(".cache");
    return caches.isAbsolute() ? caches.resolve("svpc").resolve(name) : null;
  }

  /** Those of some files or folders that are not among the {@code kept} that changed last. */
  public static List<Path> allButNewest(List<Path> entries, int kept) {
    List<Entry> sorted = new ArrayList<>();
    for (Path path : entries) {
      sorted.add(new Entry(path, lastChange(path)));
    }
    Collections.sort(sorted);
    List<Path> others = new ArrayList<>();
    for (int i = kept; i < sorted.size(); i++) {
      others.add(sorted.get(i).path());
    }
    return others;
  }

  private record Entry(Path path, FileTime changed) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      return other.changed.compareTo(changed);
    }
  }

  private static FileTime lastChange(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
