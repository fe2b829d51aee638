package org.svpc.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to write into a folder, held by one run at a time; others wait. It is a lock of the
 * operating system on a file in the folder, so it ends with the process however that dies, and the
 * file is removed when the lock is given back.
 */
public final class FolderLock implements AutoCloseable {
  private static final String NAME = ".svpc-lock";
  private static final int SIZES = 4096;

  /** How many sizes have to be found again: of one, another run's file might be by accident. */
  private static final int ROUNDS = 4;

  /** Locks of files belong to the whole process, so its threads need one of their own. */
  private static final Map<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

  private final Path file;
  private final ReentrantLock inProcess;
  private final FileChannel channel;

  private FolderLock(Path file, ReentrantLock inProcess, FileChannel channel) {
    this.file = file;
    this.inProcess = inProcess;
    this.channel = channel;
  }

  /**
   * Waits until no other run writes into {@code folder}, which must exist.
   *
   * @throws IOException where the folder takes no files
   */
  public static FolderLock acquire(Path folder) throws IOException {
    Path real = folder.toRealPath();
    Path file = real.resolve(NAME);
    ReentrantLock inProcess = inProcess(real);
    inProcess.lock();
    try {
      while (true) {
        FileChannel channel = lock(file);
        if (channel != null) {
          return new FolderLock(file, inProcess, channel);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      inProcess.unlock();
      throw e;
    }
  }

  private static ReentrantLock inProcess(Path folder) {
    ReentrantLock fresh = new ReentrantLock();
    ReentrantLock known = IN_PROCESS.putIfAbsent(folder, fresh);
    return known == null ? fresh : known;
  }

  /**
   * Locks the file, or gives null where its last holder removed it meanwhile. Whether the path
   * still leads to what was locked is told by the file's size, a random one several times over:
   * opening it once more would end the lock.
   */
  private static @org.jspecify.annotations.Nullable FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    boolean held = false;
    try {
      channel.lock();
      int round = 0;
      while (round < ROUNDS && hasItsSize(file, channel)) {
        round++;
      }
      held = round == ROUNDS;
    } finally {
      if (!held) {
        channel.close();
      }
    }
    return held ? channel : null;
  }

  private static boolean hasItsSize(Path file, FileChannel channel) throws IOException {
    int size = 1 + ThreadLocalRandom.current().nextInt(SIZES);
    channel.truncate(0);
    channel.write(ByteBuffer.allocate(1), size - 1L);
    return sizeOf(file) == size;
  }

  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(file);
    } finally {
      inProcess.unlock();
    }
  }
}
