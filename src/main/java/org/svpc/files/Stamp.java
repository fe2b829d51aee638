package org.svpc.files;

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
 * The state of files, as far as it can be told without reading them: each file's name, size, inode
 * and times of change, and words that matter beside them. Two stamps are equal where nothing has
 * changed; a file's inode and the time that the kernel notes with each change of it (ctime) tell
 * what its size and date do not.
 */
public final class Stamp {
  /** The attributes of a file, by the names that the JDK's view {@code unix} gives them. */
  private static final String SIZE = "size";

  private static final String INODE = "ino";
  private static final String MODIFIED = "lastModifiedTime";
  private static final String CHANGED = "ctime";
  private static final String ATTRIBUTES =
      "unix:" + SIZE + "," + INODE + "," + MODIFIED + "," + CHANGED;

  /** How many numbers tell of a file. */
  static final int LONGS = 4;

  private final StringBuilder names = new StringBuilder(1 << 14);
  private final List<At> files = new ArrayList<>(512);
  private long[] values = new long[LONGS * 512];
  private long taken = System.currentTimeMillis();
  private byte[] bytes = {};
  private long lastChange = Long.MIN_VALUE;

  private boolean complete = true;

  private Stamp() {}

  /**
   * Where a file is. Most stamps are compared and no more, so a path is made where one is asked
   * for.
   *
   * @param name null where the folder is the file
   */
  private record At(Path folder, @Nullable String name) {
    Path path() {
      return name == null ? folder : folder.resolve(name);
    }
  }

  /** Looks at what a stamp is made of, in an order that is always the same. */
  public static final class Builder {
    private final Stamp stamp = new Stamp();
    private int watched = -1;

    /** A word that matters. */
    public Builder word(String word) {
      stamp.names.append(word).append('\0');
      return this;
    }

    /** A file. */
    public Builder file(Path file) {
      int at = stamp.add(String.valueOf(file.getFileName()), new At(file, null));
      attributes(file, stamp.values, at);
      return this;
    }

    /** Files that were looked at. */
    public Builder files(FolderLook look) {
      stamp.taken = Math.min(stamp.taken, look.taken());
      for (int file = 0; file < look.names().size(); file++) {
        looked(look, file);
      }
      return this;
    }

    private void looked(FolderLook look, int file) {
      String name = look.names().get(file);
      int at = stamp.add(name, new At(look.folder(), name));
      look.copy(file, stamp.values, at);
    }

    /** Files by their names, sorted; those that were not looked at with the rest are now. */
    public Builder files(FolderLook look, List<String> some) {
      stamp.taken = Math.min(stamp.taken, look.taken());
      int next = 0;
      for (String name : some) {
        while (next < look.names().size() && look.names().get(next).compareTo(name) < 0) {
          next++;
        }
        if (next < look.names().size() && look.names().get(next).equals(name)) {
          looked(look, next);
        } else {
          file(look.folder().resolve(name));
        }
      }
      return this;
    }

    /**
     * What this svpc runs from: the first archive on the class path, and the classes in the folders
     * before it. So a change of what it makes is noticed without a number to raise. Nothing that is
     * added later makes a stamp unsettled.
     *
     * @param rooms those whose classes matter; empty where all do
     */
    public Builder makers(List<String> rooms) {
      watched = stamp.files.size();
      String path = System.getProperty("java.class.path", "");
      int from = 0;
      while (from < path.length()) {
        int end = path.indexOf(File.pathSeparatorChar, from);
        end = end < 0 ? path.length() : end;
        Path entry = Path.of(path.substring(from, end));
        if (!Files.isDirectory(entry)) {
          return file(entry);
        }
        Path classes = entry.resolve("org/svpc");
        for (String room : rooms.isEmpty() ? FolderNames.of(classes) : rooms) {
          Path folder = classes.resolve(room);
          files(FolderLook.at(folder, FolderNames.of(folder)));
        }
        from = end + 1;
      }
      return this;
    }

    /** All of that. */
    public Stamp build() {
      stamp.finish(watched < 0 ? stamp.files.size() : watched);
      return stamp;
    }
  }

  /** Notes a file; its attributes belong at the returned place among the values. */
  private int add(String name, At file) {
    names.append(name).append('\0');
    int at = LONGS * files.size();
    files.add(file);
    if (values.length < at + LONGS) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
    return at;
  }

  private void finish(int own) {
    for (int i = 0; i < LONGS * own; i += LONGS) {
      lastChange = Math.max(lastChange, Math.max(values[i + 2], values[i + 3]));
      complete &= values[i] >= 0;
    }
    byte[] text = names.toString().getBytes(StandardCharsets.UTF_8);
    bytes = Arrays.copyOf(text, text.length + Long.BYTES * LONGS * files.size());
    ByteBuffer.wrap(bytes, text.length, bytes.length - text.length)
        .slice()
        .asLongBuffer()
        .put(values, 0, LONGS * files.size());
  }

  /**
   * A file's size, inode and two times of change in nanoseconds; all of them -1 where they cannot
   * be had.
   */
  public static void attributes(Path file, long[] into, int at) {
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
  public byte[] bytes() {
    return bytes;
  }

  /** A name for it; another stamp may bear the same by accident. */
  public String name() {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, bytes.length);
    return Long.toHexString(sum.getValue());
  }

  /** The words and the names of the files, each closed by a NUL character. */
  String names() {
    return names.toString();
  }

  /** The files, in their order. */
  public List<Path> files() {
    List<Path> paths = new ArrayList<>(files.size());
    for (At file : files) {
      paths.add(file.path());
    }
    return paths;
  }

  /**
   * Whether all files are there and none had changed in a time before this stamp was taken. A file
   * that changes again directly after a change may bear the same times, where clocks of file
   * systems are coarse.
   */
  public boolean settled(long milliseconds) {
    return unchangedSince(taken - milliseconds);
  }

  /** Whether all files are there and none has changed since a time, in milliseconds since 1970. */
  public boolean unchangedSince(long time) {
    return complete && lastChange / 1_000_000 < time;
  }
}
