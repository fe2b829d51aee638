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
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

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
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    delete(path);
    OPEN.remove(path);
  }

  static void deleteAll() {
    for (Path open : OPEN) {
      delete(open);
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
