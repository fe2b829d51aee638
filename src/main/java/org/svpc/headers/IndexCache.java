package org.svpc.headers;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Progress;
import org.svpc.files.CacheFolder;
import org.svpc.files.Stamp;

/**
 * Makes indexes of headers, and keeps them for later runs: reading all headers takes most of a
 * second, opening an index a hundredth of one. A kept index is taken only where its stamp is equal;
 * whatever is wrong with it or its folder, an index is made as if there were none.
 */
public final class IndexCache {
  /** How long no header may have changed before an index is kept, in milliseconds. */
  private static final long SETTLED = 2000;

  private static final CacheFolder.Kind INDEX = new CacheFolder.Kind(".index", 8, Long.MAX_VALUE);

  private final @Nullable Path folder;
  private final @Nullable HeaderLook look;
  private final Progress progress;
  private final long settled;

  private IndexCache(
      @Nullable Path folder, @Nullable HeaderLook look, Progress progress, long settled) {
    this.folder = folder;
    this.look = look;
    this.progress = progress;
    this.settled = settled;
  }

  /**
   * The indexes in the user's cache folder.
   *
   * @param look at the headers that it will be asked for
   * @param progress hears when an index has to be made
   */
  public static IndexCache ofUser(HeaderLook look, Progress progress) {
    return new IndexCache(CacheFolder.ofUser("headers"), look, progress, SETTLED);
  }

  /** Keeps nothing, and takes nothing that is kept. */
  public static IndexCache none(Progress progress) {
    return new IndexCache(null, null, progress, SETTLED);
  }

  /** The indexes in a folder, kept where headers have not changed for {@code settled} ms. */
  static IndexCache in(Path folder, long settled) {
    return new IndexCache(folder, null, Progress.NONE, settled);
  }

  /** The look to hold the headers in a folder against. */
  HeaderLook look(Path headers) {
    return look == null ? new HeaderLook(headers) : look;
  }

  /** The kept index of a tree, or null. */
  @Nullable PolicyIndex find(HeaderTree tree) {
    if (folder == null) {
      return null;
    }
    Stamp stamp = tree.stamp();
    return PolicyIndex.open(
        folder.resolve(stamp.name() + INDEX.ending()), stamp.bytes(), tree.root());
  }

  /** Makes the index of a tree, and keeps it if it may. */
  PolicyIndex make(HeaderTree tree) {
    progress.step("Reading the headers of the policy");
    byte[] stamp = folder == null ? new byte[0] : tree.stamp().bytes();
    IndexContent content = IndexBuilder.build(tree);
    byte[] bytes = IndexWriter.write(content, stamp, tree.root());
    if (folder != null && content.whole() && tree.stamp().settled(settled)) {
      CacheFolder.keep(folder, tree.stamp().name(), INDEX, bytes);
    }
    return PolicyIndex.of(bytes, tree.root());
  }
}
