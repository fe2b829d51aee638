package org.svpc.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files that a run leaves in one folder, written all or none. Each goes to a temporary name
 * first; only when all are written are they renamed, which replaces what was there in one step. A
 * run that fails, is killed or finds the disk full leaves the earlier files whole; of two runs at
 * once one comes after the other.
 */
public final class OutputFiles {
  private static final String TEMPORARY = ".svpc-tmp";

  private final Path folder;
  private final Map<String, byte[]> contents = new TreeMap<>();
  private final TreeSet<String> removed = new TreeSet<>();
  private final TreeSet<String> scripts = new TreeSet<>();

  /**
   * Starts a set of files.
   *
   * @param folder where they go; made when they are written
   */
  public OutputFiles(Path folder) {
    this.folder = folder;
  }

  /** Adds a file by its name in the folder. */
  public synchronized OutputFiles put(String name, byte[] content) {
    contents.put(name, content.clone());
    removed.remove(name);
    return this;
  }

  /** Adds a text file, in UTF-8. */
  public synchronized OutputFiles put(String name, String text) {
    contents.put(name, text.getBytes(StandardCharsets.UTF_8));
    removed.remove(name);
    return this;
  }

  /** Adds a text file, in UTF-8, that those who may read it may run. */
  public synchronized OutputFiles putScript(String name, String text) {
    scripts.add(name);
    return put(name, text);
  }

  /** Removes what an earlier run may have left under a name that this one does not write. */
  public synchronized OutputFiles remove(String name) {
    if (!contents.containsKey(name)) {
      removed.add(name);
    }
    return this;
  }

  /**
   * The content of a file that was put.
   *
   * @throws IllegalArgumentException where none was
   */
  public synchronized byte[] content(String name) {
    byte[] content = contents.get(name);
    if (content == null) {
      throw new IllegalArgumentException(name);
    }
    return content.clone();
  }

  /** The names of the files that are written, sorted. */
  public List<String> names() {
    return List.copyOf(contents.keySet());
  }

  /** The files and what they hold, sorted by name. */
  public Map<String, byte[]> contents() {
    return Collections.unmodifiableMap(contents);
  }

  /** The names under which nothing is to be left, sorted. */
  public List<String> removed() {
    return List.copyOf(removed);
  }

  /**
   * Writes all files.
   *
   * @throws IOException where one of them cannot be written; none has changed then
   */
  public void write() throws IOException {
    Files.createDirectories(folder);
    FolderLock lock = FolderLock.acquire(folder);
    try {
      writeLocked();
    } finally {
      lock.close();
    }
  }

  private void writeLocked() throws IOException {
    List<Path> written = new ArrayList<>();
    try {
      for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
        Path target = folder.resolve(entry.getKey());
        if (Files.isDirectory(target)) {
          throw new DirectoryNotEmptyException(target.toString());
        }
        Path temporary = temporary(entry.getKey());
        Files.deleteIfExists(temporary);
        written.add(temporary);
        try (OutputStream out =
            Files.newOutputStream(
                temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          out.write(entry.getValue());
        }
        if (scripts.contains(entry.getKey())) {
          makeExecutable(temporary);
        }
      }
      for (String name : contents.keySet()) {
        Files.move(
            temporary(name),
            folder.resolve(name),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
      for (String name : removed) {
        Files.deleteIfExists(folder.resolve(name));
      }
    } catch (IOException | RuntimeException | Error e) {
      for (Path temporary : written) {
        try {
          Files.deleteIfExists(temporary);
        } catch (IOException more) {
          e.addSuppressed(more);
        }
      }
      throw e;
    }
  }

  private static void makeExecutable(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.contains(PosixFilePermission.OWNER_READ)) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
    }
    if (permissions.contains(PosixFilePermission.GROUP_READ)) {
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
    }
    if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    Files.setPosixFilePermissions(file, permissions);
  }

  /** One temporary name for a file is enough under the lock, and what a kill leaves is reused. */
  private Path temporary(String name) {
    return folder.resolve("." + name + TEMPORARY);
  }
}
