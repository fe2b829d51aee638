package org.svpc.toolchain;

import java.io.IOException;
import java.nio.file.Path;
import org.svpc.files.OutputFiles;

/** A policy as the kernel loads it, with the file contexts of all its modules. */
public final class LinkedPolicy {
  /** The name under which the file contexts are written; tools seek the others by it. */
  public static final String FILE_CONTEXTS = "file_contexts";

  private final int version;
  private final byte[] policy;
  private final byte[] fileContexts;
  private final byte[] homeContexts;

  LinkedPolicy(int version, byte[] policy, byte[] fileContexts, byte[] homeContexts) {
    this.version = version;
    this.policy = policy;
    this.fileContexts = fileContexts;
    this.homeContexts = homeContexts;
  }

  /** The policy version, {@code NN} of {@code policy.NN}. */
  public int version() {
    return version;
  }

  /** The binary policy. */
  public byte[] policy() {
    return policy.clone();
  }

  /** The labels of files, as libselinux reads them, but for those in home directories. */
  public byte[] fileContexts() {
    return fileContexts.clone();
  }

  /** The labels of files in home directories. */
  public byte[] homeContexts() {
    return homeContexts.clone();
  }

  /**
   * Writes the policy, and beside it {@code file_contexts} and {@code file_contexts.homedirs}.
   *
   * @throws IOException where one of them cannot be written; none has changed then
   */
  public void write(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    if (folder == null || name == null) {
      throw new java.nio.file.DirectoryNotEmptyException(file.toString());
    }
    new OutputFiles(folder)
        .put(name.toString(), policy)
        .put(FILE_CONTEXTS, fileContexts)
        .put(FILE_CONTEXTS + ".homedirs", homeContexts)
        .write();
  }

  /**
   * The policy version that a file's name asks for: {@code policy.31} asks for 31; zero where the
   * name asks for none.
   */
  public static int versionInName(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    int version = 0;
    for (int at = dot + 1; dot >= 0 && at < name.length(); at++) {
      char c = name.charAt(at);
      if (c < '0' || c > '9' || version > 999) {
        return 0;
      }
      version = version * 10 + (c - '0');
    }
    return version;
  }
}
