package org.svpc.headers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Progress;
import org.svpc.files.CacheFolder;

/**
 * Makes indexes of headers, and keeps them for later runs: reading all headers takes most of a
 * second, opening an index a hundredth of one. A kept index is taken only where its stamp is equal;
 * whatever is wrong with it or its folder, an index is made as if there were none.
 */
public final class IndexCache {
  /** How long no header may have changed before an index is kept, in milliseconds. */
  private static final long SETTLED = 2000;

  private static final int KEPT = 8;
  private static final String INDEX = ".index";

  /** The ending of an index that is being written. */
  private static final String UNFINISHED = ".new";

  /** After this time, in milliseconds, nobody writes it any more. */
  private static final long ABANDONED = 3_600_000;

  private final @Nullable Path folder;
  private final Progress progress;
  private final long settled;

  private IndexCache(@Nullable Path folder, Progress progress, long settled) {
    this.folder = folder;
    this.progress = progress;
    this.settled = settled;
  }

  /**
   * The indexes in the user's cache folder.
   *
   * @param progress hears when an index has to be made
   */
  public static IndexCache ofUser(Progress progress) {
    return new IndexCache(CacheFolder.ofUser("headers"), progress, SETTLED);
  }

  /** Keeps nothing, and takes nothing that is kept. */
  public static IndexCache none(Progress progress) {
    return new IndexCache(null, progress, SETTLED);
  }

  /** The indexes in a folder, kept where headers have not changed for {@code settled} ms. */
  static IndexCache in(Path folder, long settled) {
    return new IndexCache(folder, Progress.NONE, settled);
  }

  /** The kept index of a tree, or null. */
  @Nullable PolicyIndex find(HeaderTree tree) {
    if (folder == null) {
      return null;
    }
    Stamp stamp = tree.stamp();
    return PolicyIndex.open(folder.resolve(stamp.name() + INDEX), stamp.bytes(), tree.root());
  }

  /** Makes the index of a tree, and keeps it if it may. */
  PolicyIndex make(HeaderTree tree) {
    progress.step("Reading the headers of the policy");
    byte[] stamp = folder == null ? new byte[0] : tree.stamp().bytes();
    IndexContent content = IndexBuilder.build(tree);
    byte[] bytes = IndexWriter.write(content, stamp, tree.root());
    if (folder != null && content.whole() && tree.stamp().settled(settled)) {
      keep(folder, tree.stamp().name(), bytes);
    }
    return PolicyIndex.of(bytes, tree.root());
  }

  /** Puts an index in its place in one step; of two that are written at once the last one stays. */
  private static void keep(Path folder, String name, byte[] bytes) {
    Path unfinished = folder.resolve(name + "." + Long.toHexString(System.nanoTime()) + UNFINISHED);
    try {
      Files.createDirectories(folder);
      try {
        Files.write(unfinished, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(
            unfinished,
            folder.resolve(name + INDEX),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        Files.deleteIfExists(unfinished);
      }
      drop(folder);
    } catch (IOException e) {
      // No place to keep it: the next run makes its own.
    }
  }

  /** Removes all but the newest, and what a run that was killed left half written. */
  private static void drop(Path folder) throws IOException {
    List<Path> indexes = new ArrayList<>();
    FileTime old = FileTime.fromMillis(System.currentTimeMillis() - ABANDONED);
    for (String name : HeaderFiles.names(folder)) {
      Path path = folder.resolve(name);
      if (name.endsWith(INDEX)) {
        indexes.add(path);
      } else if (name.endsWith(UNFINISHED) && Files.getLastModifiedTime(path).compareTo(old) < 0) {
        Files.deleteIfExists(path);
      }
    }
    for (Path path : CacheFolder.allButNewest(indexes, KEPT)) {
      Files.deleteIfExists(path);
    }
  }
}
