package org.svpc.toolchain;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A folder that only this user may enter and that is gone when it is closed, or at the latest when
 * svpc ends.
 *
 * <p>Made by hand: {@code Files.createTempDirectory} starts a secure random generator, which costs
 * a cold process 10 ms. The folder is new or the attempt is repeated, so its name need not be
 * secret.
 */
public final class TempFolder implements AutoCloseable {
  /** How often it is tried to delete a folder in which a thread or a program still writes. */
  private static final int ATTEMPTS = 20;

  private static final long PAUSE_MILLIS = 5;

  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  /** Held while a folder is made; whoever has all of it knows every folder that is open. */
  private static final ReentrantReadWriteLock MAKING = new ReentrantReadWriteLock();

  private final Path path;

  private TempFolder(Path path) {
    this.path = path;
  }

  /** Makes one in the system's folder for such things. */
  public static TempFolder create() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    FileAttribute<Set<PosixFilePermission>> onlyOwner =
        PosixFilePermissions.asFileAttribute(
            EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.OWNER_EXECUTE));
    Processes.hook();
    MAKING.readLock().lock();
    try {
      while (true) {
        long number = ThreadLocalRandom.current().nextLong() >>> 1;
        Path path = parent.resolve("svpc-" + Long.toString(number, Character.MAX_RADIX));
        try {
          Files.createDirectory(path, onlyOwner);
        } catch (FileAlreadyExistsException e) {
          continue;
        }
        Path real = path.toRealPath();
        OPEN.add(real);
        return new TempFolder(real);
      }
    } finally {
      MAKING.readLock().unlock();
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    delete(path);
    OPEN.remove(path);
  }

  /** Deletes what is open as svpc ends; from then on none is made any more. */
  static void deleteAll() throws InterruptedException {
    MAKING.writeLock().lock();
    for (Path open : OPEN) {
      delete(open);
      for (int i = 1; i < ATTEMPTS && Files.exists(open); i++) {
        Thread.sleep(PAUSE_MILLIS);
        delete(open);
      }
    }
  }

  /** Deletes a folder with all that is in it, as far as that can be done. */
  static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
                throws IOException {
              Files.deleteIfExists(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // What is left lies in the system's folder for such things, which cleans itself.
      return;
    }
  }
}
