package org.svpc.selinux;

/**
 * What kind of file a file context is for. The marks are those of file_contexts(5), the CIL words
 * those of secilc's filecon.
 */
public enum FileKind {
  ANY("any", "", "any"),
  FILE("file", "--", "file"),
  DIR("dir", "-d", "dir"),
  LNK_FILE("lnk_file", "-l", "symlink"),
  BLK_FILE("blk_file", "-b", "block"),
  CHR_FILE("chr_file", "-c", "char"),
  SOCK_FILE("sock_file", "-s", "socket"),
  FIFO_FILE("fifo_file", "-p", "pipe");

  private final String word;
  private final String mark;
  private final String cil;

  FileKind(String word, String mark, String cil) {
    this.word = word;
    this.mark = mark;
    this.cil = cil;
  }

  /** The word of SVP: the object class, or {@code any}. */
  public String word() {
    return word;
  }

  /** The mark of a .fc line; empty for any kind. */
  public String mark() {
    return mark;
  }

  public String cil() {
    return cil;
  }
}
