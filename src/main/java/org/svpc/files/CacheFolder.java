package org.svpc.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where svpc keeps for the user what it can make again. */
public final class CacheFolder {
  /** The ending of a file that is being written. */
  private static final String UNFINISHED = ".new";

  /** After this time, in milliseconds, nobody writes it any more. */
  private static final long ABANDONED = 3_600_000;

  /** The largest file that is read. */
  private static final long LARGEST = 64L << 20;

  private CacheFolder() {}

  /**
   * Files of one kind in a folder.
   *
   * @param ending the ending of their names, with its dot
   * @param most how many are kept, those that were written or used last
   * @param bytes how many bytes they may have together
   */
  public record Kind(String ending, int most, long bytes) {}

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

  /** What a file holds; null where it cannot be read. */
  public static byte @Nullable [] read(Path file) {
    try {
      return Files.size(file) > LARGEST ? null : Files.readAllBytes(file);
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Puts a file in its place in one step; of two that are written at once the last one stays. Older
   * ones that are too many make room. Where there is no place, nothing is kept: the next run makes
   * its own.
   */
  public static void keep(Path folder, String name, Kind kind, byte[] bytes) {
    Path unfinished = folder.resolve(name + "." + Long.toHexString(System.nanoTime()) + UNFINISHED);
    try {
      Files.createDirectories(folder);
      try {
        Files.write(unfinished, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(
            unfinished,
            folder.resolve(name + kind.ending()),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        Files.deleteIfExists(unfinished);
      }
      drop(folder, kind);
    } catch (IOException e) {
      // What is not kept is made again.
    }
  }

  /** Removes what is too much, and what a run that was killed left half written. */
  private static void drop(Path folder, Kind kind) throws IOException {
    List<Path> kept = new ArrayList<>();
    long bytes = 0;
    FileTime old = FileTime.fromMillis(System.currentTimeMillis() - ABANDONED);
    for (String name : FolderNames.of(folder)) {
      Path path = folder.resolve(name);
      if (name.endsWith(kind.ending())) {
        kept.add(path);
        bytes += size(path);
      } else if (name.endsWith(UNFINISHED) && Files.getLastModifiedTime(path).compareTo(old) < 0) {
        Files.deleteIfExists(path);
      }
    }
    if (kept.size() <= kind.most() && bytes <= kind.bytes()) {
      return;
    }
    List<Path> newest = allButNewest(kept, 0);
    bytes = 0;
    for (int at = 0; at < newest.size(); at++) {
      bytes += size(newest.get(at));
      if (at >= kind.most() || (at > 0 && bytes > kind.bytes())) {
        Files.deleteIfExists(newest.get(at));
      }
    }
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      return 0;
    }
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
