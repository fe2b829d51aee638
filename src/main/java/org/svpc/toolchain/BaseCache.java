package org.svpc.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Progress;
import org.svpc.files.CacheFolder;
import org.svpc.files.FolderLock;

/**
 * Keeps stores with the base modules installed, since installing them takes 10 seconds and copying
 * such a store a quarter of one.
 *
 * <p>A store's name is a digest of all that goes into it. It is built under another name and
 * renamed when complete, all under a lock; its size is written down and checked with every copy, so
 * a damaged one is built again. The four that were used last are kept.
 */
final class BaseCache {
  /** Part of the digest: raise it when the way a store is built changes. */
  private static final String FORM = "svpc base store 1\n";

  private static final int KEPT = 4;
  private static final String SIZE = "size";
  private static final String ROOT = "root";
  private static final int LARGEST_SIZE_FILE = 64;

  private final @Nullable Path folder;
  private final Progress progress;

  /**
   * @param folder where the stores are kept; null to keep none
   */
  BaseCache(@Nullable Path folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Puts a store with the base modules under {@code target}.
   *
   * @return the store, or null after an error, which is among the diagnostics
   */
  @Nullable PrivateStore copyTo(
      Path target, Path semodule, BasePolicy base, Diagnostics diagnostics)
      throws IOException, InterruptedException {
    if (folder == null) {
      return build(target, semodule, base, diagnostics);
    }
    FolderLock lock;
    try {
      Files.createDirectories(folder);
      lock = FolderLock.acquire(folder);
    } catch (IOException e) {
      // No place to keep it: this run builds a store for itself.
      return build(target, semodule, base, diagnostics);
    }
    try {
      Path entry = folder.resolve(digest(semodule, base));
      if (copyEntry(entry, target)) {
        Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
        return new PrivateStore(target);
      }
      TempFolder.delete(target);
      TempFolder.delete(entry);
      if (!fill(entry, semodule, base, diagnostics)) {
        return null;
      }
      dropOldest(folder);
      new PrivateStore(entry.resolve(ROOT)).copyTo(target);
      return new PrivateStore(target);
    } finally {
      lock.close();
    }
  }

  private static boolean copyEntry(Path entry, Path target) throws IOException {
    Path sizeFile = entry.resolve(SIZE);
    if (!Files.isRegularFile(sizeFile)) {
      return false;
    }
    String size;
    try (InputStream in = Files.newInputStream(sizeFile)) {
      size = new String(in.readNBytes(LARGEST_SIZE_FILE), StandardCharsets.UTF_8).strip();
    }
    long copied = new PrivateStore(entry.resolve(ROOT)).copyTo(target);
    return size.equals(Long.toString(copied));
  }

  private boolean fill(Path entry, Path semodule, BasePolicy base, Diagnostics diagnostics)
      throws IOException, InterruptedException {
    Path unfinished = entry.resolveSibling(entry.getFileName() + ".new");
    TempFolder.delete(unfinished);
    PrivateStore store = build(unfinished.resolve(ROOT), semodule, base, diagnostics);
    if (store == null) {
      TempFolder.delete(unfinished);
      return false;
    }
    Files.writeString(unfinished.resolve(SIZE), store.size() + "\n");
    Files.move(unfinished, entry);
    return true;
  }

  private @Nullable PrivateStore build(
      Path root, Path semodule, BasePolicy base, Diagnostics diagnostics)
      throws IOException, InterruptedException {
    progress.step("Preparing " + base.modules().size() + " base modules, once");
    PrivateStore store = new PrivateStore(root);
    store.create();
    Processes.Exit exit = store.installBase(semodule, base.modules());
    if (!exit.ok()) {
      Diagnostic.Builder problem =
          Diagnostic.of(
              Code.LINK_BASE,
              exit.timedOut()
                  ? "The base modules in `"
                      + base.folder()
                      + "` had not been installed after "
                      + PrivateStore.LIMIT.toMinutes()
                      + " minutes."
                  : "The base modules in `" + base.folder() + "` do not link by themselves.");
      for (String line : LinkErrors.lastLines(exit.output(), root)) {
        problem.note("`semodule` says: " + line + ".");
      }
      diagnostics.add(problem);
      return null;
    }
    store.dropBinaries();
    return store;
  }

  private static void dropOldest(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (Stream<Path> list = Files.list(folder)) {
      list.filter(Files::isDirectory).forEach(entries::add);
    }
    for (Path entry : CacheFolder.allButNewest(entries, KEPT)) {
      TempFolder.delete(entry);
    }
  }

  private static String digest(Path semodule, BasePolicy base) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    digest.update(FORM.getBytes(StandardCharsets.UTF_8));
    add(digest, "semodule", Files.readAllBytes(semodule));
    for (Path module : base.modules()) {
      add(digest, module.getFileName().toString(), Files.readAllBytes(module));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String name, byte[] content) {
    digest.update((name + "\0" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(content);
  }
}
