package org.svpc.toolchain;

/** A program that svpc runs, and which package brings it. */
public enum Program {
  CHECKMODULE("checkmodule", "checkpolicy", "checkpolicy"),
  SEMODULE("semodule", "policycoreutils", "policycoreutils"),
  SETFILES("setfiles", "policycoreutils", "policycoreutils"),
  /**
   * What turns a {@code .pp} into CIL; semodule runs it, and so does svpc to explain its errors.
   */
  PP("pp", "policycoreutils", "policycoreutils"),
  QEMU_X86("qemu-system-x86_64", "qemu-system-x86", "qemu-system-x86-core"),
  QEMU_ARM("qemu-system-aarch64", "qemu-system-arm", "qemu-system-aarch64-core"),
  APT_GET("apt-get", "apt", "apt"),
  APT_CACHE("apt-cache", "apt", "apt"),
  DPKG_DEB("dpkg-deb", "dpkg", "dpkg"),
  DNF("dnf", "dnf", "dnf"),
  RPM2ARCHIVE("rpm2archive", "rpm2cpio", "rpm"),
  TAR("tar", "tar", "tar"),
  GIT("git", "git", "git"),
  RPMBUILD("rpmbuild", "rpm", "rpm-build"),
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

  /** The package of Debian that brings it. */
  String debian() {
    return debian;
  }

  /** The package of Fedora that brings it. */
  String fedora() {
    return fedora;
  }

  /** A sentence that says which package brings the program. */
  public String advice() {
    return debian.equals(fedora)
        ? "It comes with the package " + debian + " (Debian, Fedora)."
        : "It comes with the package " + debian + " (Debian) or " + fedora + " (Fedora).";
  }
}
