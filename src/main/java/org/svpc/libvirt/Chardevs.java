package org.svpc.libvirt;

import org.jspecify.annotations.Nullable;
import org.svpc.libvirt.Subject.Role;
import org.svpc.selinux.FileKind;

/**
 * The host's side of serial ports, consoles, channels and the like: all of them have the same types
 * of source.
 */
final class Chardevs {
  private static final Subject SERVER = Subject.own(Role.SERVER);

  private final Needs needs;

  Chardevs(Needs needs) {
    this.needs = needs;
  }

  /**
   * One that says itself of which type it is.
   *
   * @param device the device's access to a node of the host, as {@code type='dev'} names one
   */
  void read(String what, Element chardev, Access device) {
    read(what, chardev, chardev.get("type", "pty"), device);
  }

  /** One whose type stands elsewhere. */
  void read(String what, Element chardev, String type, Access device) {
    Element source = chardev.child("source");
    switch (type) {
      case "pty" -> needs.addTerminal(what + ", a pseudo terminal", chardev);
      case "unix" -> socket(what, chardev, source);
      case "tcp", "udp" -> {
        needs.add(
            what + ", over " + type,
            chardev,
            "QEMU opens the port itself.",
            LibraryCall.of(Access.NETWORK));
        if (source != null && source.has("tls", "yes")) {
          needs.add(what + ", with TLS", chardev, Access.TLS);
        }
      }
      case "file" -> file(what, chardev, source);
      case "pipe" -> {
        Subject pipe = needs.labelledOr(Role.PIPE);
        needs.add(what + ", a pipe", chardev, labelledMeaning(), LibraryCall.of(Access.PIPE, pipe));
        place(what, chardev, source, FileKind.FIFO_FILE, pipe);
      }
      case "dev" ->
          needs.add(
              what + ", a device of the host", chardev, labelledMeaning(), LibraryCall.of(device));
      case "stdio", "null", "vc", "spicevmc", "spiceport", "qemu-vdagent", "dbus" -> {}
      default ->
          needs.unknown(
              chardev, "`" + Needs.shown(type) + "` is no known type of source for " + what + ".");
    }
    Element log = chardev.child("log");
    if (log != null) {
      needs.add(
          what + ", its log",
          log,
          "virtlogd writes the file; QEMU writes to a pipe of it.",
          LibraryCall.of(Access.LOG_DAEMON));
    }
  }

  private String labelledMeaning() {
    return needs.label().relabels()
        ? "libvirt labels it for the guest, with its categories."
        : "libvirt leaves its label alone.";
  }

  private void file(String what, Element chardev, @Nullable Element source) {
    Subject log = needs.labelledOr(Role.LOG);
    needs.add(
        what + ", into a file",
        chardev,
        labelledMeaning() + " With virtlogd, the usual way, QEMU writes to a pipe of it.",
        needs.label().relabels()
            ? LibraryCall.of(Access.LABELLED)
            : LibraryCall.of(Access.LOG, log),
        LibraryCall.of(Access.LOG_DAEMON));
    place(what, chardev, source, FileKind.FILE, log);
  }

  private void place(
      String what, Element chardev, @Nullable Element source, FileKind kind, Subject type) {
    String path = source == null ? null : source.get("path");
    if (path != null && !needs.label().relabels()) {
      String normal = Places.normal(path);
      if (normal == null || Places.of(normal) != Places.DEVICES) {
        needs.place(what, chardev, path, kind, false, type, "");
      }
    }
  }

  private void socket(String what, Element chardev, @Nullable Element source) {
    String path = source == null ? null : source.get("path");
    String name = chardev.of("target", "name");
    if (source != null && source.has("mode", "connect")) {
      connect(what, chardev, path, Access.SOCKET_CLIENT);
    } else if (name != null && name.startsWith("org.qemu.guest_agent.")) {
      needs.add(
          what + ", the guest agent",
          chardev,
          "libvirt makes the socket in the guest's own folder.",
          LibraryCall.of(Access.AGENT));
    } else {
      listen(what, chardev, path);
    }
  }

  /** A socket that the guest listens at. */
  void listen(String what, Element place, @Nullable String path) {
    String normal = path == null ? null : Places.normal(path);
    if (path == null || (normal != null && Places.of(normal) == Places.OF_LIBVIRT)) {
      needs.add(
          what + ", a socket",
          place,
          "libvirt labels the socket for the guest, with its categories.",
          LibraryCall.of(Access.SOCKET, Subject.SVIRT_IMAGE));
    } else {
      Subject socket = Subject.own(Role.SOCKET);
      needs.add(
          what + ", a socket",
          place,
          "The guest listens at a path of its own; who may connect is for the client's policy to"
              + " say.",
          LibraryCall.of(Access.SOCKET, socket));
      needs.place(what, place, path, FileKind.SOCK_FILE, false, socket, "");
    }
  }

  /** A socket that somebody else listens at: the XML does not tell who. */
  void connect(String what, Element place, @Nullable String path, Access access) {
    Subject socket = Subject.own(Role.PEER);
    needs.add(
        what + ", connects to a socket",
        place,
        "Who listens there is not known: its domain has to join the module's attribute.",
        access == Access.VHOST_USER_CLIENT
            ? LibraryCall.of(access, SERVER, socket, needs.sharedMemory())
            : LibraryCall.of(access, SERVER, socket));
    needs.notKnown(
        place,
        "The XML does not tell which domain serves " + what + ".",
        "Let the daemon's domain join the attribute that the module declares, with"
            + " `typeattribute`, and see that its socket bears the module's type.");
    if (path != null) {
      needs.place(what, place, path, FileKind.SOCK_FILE, false, socket, "");
    }
  }
}
