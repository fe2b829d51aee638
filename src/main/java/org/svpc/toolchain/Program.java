package org.svpc.toolchain;

/** A program that svpc starts, and which package brings it. */
public enum Program {
  CHECKMODULE("checkmodule", "checkpolicy", "checkpolicy"),
  SEMODULE("semodule", "policycoreutils", "policycoreutils"),
  SETFILES("setfiles", "policycoreutils", "policycoreutils"),
  /**
   * What turns a {@code .pp} into CIL; semodule runs it, and so does svpc to explain its errors.
   */
  PP("pp", "policycoreutils", "policycoreutils"),
  RPMBUILD("rpmbuild", "rpm", "rpm-build"),
  DPKG_DEB("dpkg-deb", "dpkg", "dpkg"),
  BZIP2("bzip2", "bzip2", "bzip2"),
  GZIP("gzip", "gzip", "gzip");

  private final String command;
  private final String debian;
  private final String fedora;

  Program(String command, String debian, String fedora) {
    this.command = command;
    this.debian = debian;
    this.fedora = fedora;
  }

  /** The file's name. */
  public String command() {
    return command;
  }

  /** A sentence that says which package brings the program. */
  public String advice() {
    return debian.equals(fedora)
        ? "It comes with the package " + debian + " (Debian, Fedora)."
        : "It comes with the package " + debian + " (Debian) or " + fedora + " (Fedora).";
  }
}
