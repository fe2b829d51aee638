package org.svpc.headers;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * All that an index depends on: the place of the headers, the build options, each file's name,
 * size, inode and times of change, and the svpc that makes the index. What {@code build.conf} says
 * is in the options. Two stamps are equal where nothing has changed; a file's inode and the time
 * that the kernel notes with each change of it (ctime) tell what its size and date do not.
 */
final class Stamp {
  /** The attributes of a file, by the names that the JDK's view {@code unix} gives them. */
  private static final String SIZE = "size";

  private static final String INODE = "ino";
  private static final String MODIFIED = "lastModifiedTime";
  private static final String CHANGED = "ctime";
  private static final String ATTRIBUTES =
      "unix:" + SIZE + "," + INODE + "," + MODIFIED + "," + CHANGED;

  private static final int LONGS = 4;

  /** Rooms whose classes decide what an index holds. */
  private static final List<String> MAKERS = List.of("headers", "refpolicy");

  private final StringBuilder names = new StringBuilder(1 << 14);
  private final List<Path> files = new ArrayList<>(512);
  private final long taken = System.currentTimeMillis();
  private byte[] bytes = {};
  private long lastChange = Long.MIN_VALUE;

  private Stamp() {}

  /** Looks at all files of a tree. */
  static Stamp of(HeaderTree tree) {
    Stamp stamp = new Stamp();
    stamp.names.append(tree.root().toAbsolutePath().normalize()).append('\0');
    for (String option : tree.options()) {
      stamp.names.append(option).append('\0');
    }
    for (HeaderTree.Folder folder : tree.folders()) {
      stamp.names.append('\0').append(folder.path().getFileName()).append('\0');
      stamp.add(folder.path(), folder.names());
    }
    int own = stamp.files.size();
    stamp.addMakers();
    stamp.finish(own);
    return stamp;
  }

  private void add(Path folder, List<String> inIt) {
    for (String name : inIt) {
      names.append(name).append('\0');
      files.add(folder.resolve(name));
    }
  }

  /**
   * Adds what this svpc runs from: the first archive on the class path, and the classes in the
   * folders before it. So a change of what an index means is noticed without a number to raise.
   */
  private void addMakers() {
    String path = System.getProperty("java.class.path", "");
    int from = 0;
    while (from < path.length()) {
      int end = path.indexOf(File.pathSeparatorChar, from);
      end = end < 0 ? path.length() : end;
      Path entry = Path.of(path.substring(from, end));
      if (!Files.isDirectory(entry)) {
        files.add(entry);
        return;
      }
      for (String room : MAKERS) {
        Path folder = entry.resolve("org/svpc").resolve(room);
        add(folder, HeaderFiles.names(folder));
      }
      from = end + 1;
    }
  }

  private void finish(int own) {
    long[] values = new long[LONGS * files.size()];
    int at = 0;
    for (Path file : files) {
      attributes(file, values, at);
      at += LONGS;
    }
    for (int i = 0; i < LONGS * own; i += LONGS) {
      lastChange = Math.max(lastChange, Math.max(values[i + 2], values[i + 3]));
    }
    byte[] text = names.toString().getBytes(StandardCharsets.UTF_8);
    bytes = Arrays.copyOf(text, text.length + Long.BYTES * values.length);
    ByteBuffer.wrap(bytes, text.length, bytes.length - text.length)
        .slice()
        .asLongBuffer()
        .put(values);
  }

  /**
   * A file's size, inode and two times of change in nanoseconds; all of them -1 where they cannot
   * be had.
   */
  static void attributes(Path file, long[] into, int at) {
    try {
      Map<String, Object> found = unix(file);
      if (found != null) {
        into[at] = (Long) found.getOrDefault(SIZE, -1L);
        into[at + 1] = (Long) found.getOrDefault(INODE, -1L);
        into[at + 2] = nanoseconds((FileTime) found.get(MODIFIED));
        into[at + 3] = nanoseconds((FileTime) found.get(CHANGED));
      } else {
        BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
        into[at] = basic.size();
        into[at + 1] = -1;
        into[at + 2] = nanoseconds(basic.lastModifiedTime());
        into[at + 3] = nanoseconds(basic.creationTime());
      }
    } catch (IOException e) {
      Arrays.fill(into, at, at + LONGS, -1);
    }
  }

  /** The attributes of Unix, or null on a file system that does not know them. */
  private static @Nullable Map<String, Object> unix(Path file) throws IOException {
    try {
      return Files.readAttributes(file, ATTRIBUTES);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return null;
    }
  }

  private static long nanoseconds(@Nullable FileTime time) {
    return time == null ? -1 : time.to(TimeUnit.NANOSECONDS);
  }

  /** All of it, to be compared in full. */
  byte[] bytes() {
    return bytes;
  }

  /** A name for it; another stamp may bear the same by accident. */
  String name() {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, bytes.length);
    return Long.toHexString(sum.getValue());
  }

  /**
   * Whether no file had changed in a time before this stamp was taken. A file that changes again
   * directly after a change may bear the same times, where clocks of file systems are coarse.
   */
  boolean settled(long milliseconds) {
    return lastChange / 1_000_000 < taken - milliseconds;
  }
}
