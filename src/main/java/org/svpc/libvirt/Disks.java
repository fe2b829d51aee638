package org.svpc.libvirt;

import org.jspecify.annotations.Nullable;
import org.svpc.libvirt.Needs.Use;
import org.svpc.selinux.FileKind;

/** Disks: sources of every type, their backing chains and mirrors. */
final class Disks {
  static final String RAWIO =
      "libvirt gives QEMU the capability sys_rawio, which reaches all of the host's hardware: the"
          + " module's boolean is off until you turn it on.";

  private final Needs needs;
  private final Chardevs chardevs;

  Disks(Needs needs) {
    this.needs = needs;
    chardevs = new Chardevs(needs);
  }

  void read(Element disk) {
    String device = disk.get("device", "disk");
    String name = disk.of("target", "dev");
    String what = (device.equals("disk") ? "disk" : device) + " `" + Needs.shown(name) + "`";
    switch (device) {
      case "disk", "cdrom", "floppy", "lun" -> {}
      default -> needs.unknown(disk, "`" + Needs.shown(device) + "` is no known kind of disk.");
    }
    boolean content = disk.child("readonly") != null || device.equals("cdrom");
    boolean shared = disk.child("shareable") != null;
    Use use = shared ? Use.SHARED : content ? Use.CONTENT : Use.EXCLUSIVE;
    source(what, disk, disk.get("type", "file"), use);
    if (device.equals("lun") || disk.has("rawio", "yes")) {
      needs.add(what + ", with SCSI commands", disk, Access.SCSI_GENERIC);
    }
    if (disk.has("rawio", "yes")) {
      needs.add(what + ", with any SCSI command", disk, RAWIO, LibraryCall.of(Access.RAW_SCSI));
    }
    if ("io_uring".equals(disk.of("driver", "io"))) {
      needs.add(what + ", by io_uring", disk, Access.IO_URING);
    }
    backing(what, disk);
    Element mirror = disk.child("mirror");
    if (mirror != null) {
      mirror(what + ", its mirror", mirror, disk);
    }
    Element transients = disk.child("transient");
    if (transients != null) {
      needs.add(
          what + ", transient",
          transients,
          "libvirt makes the overlay beside the image, labels it for the guest and removes it.",
          LibraryCall.of(Access.LABELLED));
    }
  }

  /** Backing images are content, whatever the disk is. */
  private void backing(String what, Element above) {
    Element backing = above.child("backingStore");
    String name = what;
    while (backing != null) {
      name = what + ", a backing image";
      String type = backing.get("type");
      if (type != null) {
        source(name, backing, type, Use.CONTENT);
      }
      backing = backing.child("backingStore");
    }
  }

  private void mirror(String what, Element mirror, Element disk) {
    String old = mirror.get("file");
    if (mirror.child("source") != null) {
      source(what, mirror, mirror.get("type", "file"), Use.EXCLUSIVE);
    } else if (old != null) {
      needs.image(what, mirror, old, Use.EXCLUSIVE, FileKind.FILE, false);
    } else {
      needs.add(what, disk, Access.LABELLED);
    }
    backing(what, mirror);
  }

  /** The source of a disk, or of what stands in for one. */
  void source(String what, Element disk, String type, Use use) {
    Element source = disk.child("source");
    if (source == null) {
      return;
    }
    switch (type) {
      case "file" -> path(what, source, "file", use, FileKind.FILE);
      case "block" -> path(what, source, "dev", use, FileKind.BLK_FILE);
      case "dir" -> Folders.served(needs, what, source, source.get("dir"), use == Use.CONTENT);
      case "volume" -> volume(what, source, use);
      case "network" -> network(what, source);
      case "nvme" ->
          needs.add(
              what + ", an NVMe device by VFIO",
              source,
              "The node of its group bears `svirt_image_t` with the guest's categories.",
              LibraryCall.of(Access.VFIO));
      case "vhostuser" ->
          chardevs.connect(what, source, source.get("path"), Access.VHOST_USER_CLIENT);
      case "vhostvdpa" -> needs.add(what + ", by vDPA", source, Access.VHOST_NET);
      default ->
          needs.unknown(
              disk, "`" + Needs.shown(type) + "` is no known type of source for " + what + ".");
    }
    inner(what, source);
  }

  private void path(String what, Element source, String attribute, Use use, FileKind kind) {
    String path = source.get(attribute);
    if (path != null && !path.isEmpty()) {
      needs.image(what + ", `" + Needs.shown(path) + "`", source, path, use, kind, false);
    } else if (source.get("fdgroup") != null) {
      needs.add(what, source, Access.LABELLED);
    }
  }

  private void volume(String what, Element source, Use use) {
    String volume =
        what
            + ", volume `"
            + Needs.shown(source.get("volume"))
            + "` of pool `"
            + Needs.shown(source.get("pool"))
            + "`";
    if (source.has("mode", "direct")) {
      needs.add(volume, source, Access.ISCSI);
    }
    if (needs.label().relabels()) {
      needs.add(
          volume,
          source,
          "libvirt finds its path and labels it when the guest starts.",
          use == Use.CONTENT
              ? LibraryCall.of(Access.CONTENT, Subject.CONTENT)
              : LibraryCall.of(Access.LABELLED));
    } else {
      needs.add(
          volume,
          source,
          "libvirt leaves its label alone.",
          LibraryCall.of(Access.IMAGE, Subject.DEFAULT_IMAGE));
      needs.notKnown(
          source,
          "Where " + volume + " lies, and which label it has, is not known.",
          "See that it bears `virt_image_t`, the type of libvirt's default pool.");
    }
  }

  private void network(String what, Element source) {
    String protocol = source.get("protocol", "");
    String over = what + ", by " + Needs.shown(protocol);
    switch (protocol) {
      case "rbd" -> needs.add(over, source, Access.RBD);
      case "gluster" -> needs.add(over, source, Access.GLUSTER);
      case "iscsi" -> needs.add(over, source, Access.ISCSI);
      case "nbd" -> needs.add(over, source, Access.NBD);
      case "http", "https", "ftp", "ftps", "tftp", "ssh", "nfs", "sheepdog", "vxhs" ->
          needs.add(over, source, Access.NETWORK_DISK);
      default ->
          needs.unknown(
              source, "`" + Needs.shown(protocol) + "` is no known protocol for " + what + ".");
    }
    for (Element host : source.all("host")) {
      if (host.has("transport", "unix")) {
        chardevs.connect(over, host, host.get("socket"), Access.SOCKET_CLIENT);
      }
    }
    if (source.has("tls", "yes")) {
      needs.add(over + ", with TLS", source, Access.TLS);
    }
  }

  /** What stands inside of a source whatever its type is. */
  private void inner(String what, Element source) {
    Element reservations = source.child("reservations");
    if (reservations != null) {
      Element helper = reservations.child("source");
      if (reservations.has("managed", "no") && helper != null) {
        chardevs.connect(
            what + ", its reservations", helper, helper.get("path"), Access.SOCKET_CLIENT);
      } else {
        needs.add(
            what + ", its reservations",
            reservations,
            "libvirt starts the helper itself, and labels the socket for the guest.",
            LibraryCall.of(Access.SOCKET_CLIENT, Subject.LIBVIRT, Subject.SVIRT_IMAGE));
      }
    }
    Element store = source.child("dataStore");
    if (store != null) {
      source(what + ", its data file", store, store.get("type", "file"), Use.EXCLUSIVE);
    }
    file(what + ", the keys of known hosts", source.child("knownHosts"), "path");
    file(what + ", its key", source.child("identity"), "keyfile");
    Element identity = source.child("identity");
    String agent = identity == null ? null : identity.get("agentsock");
    if (identity != null && agent != null) {
      chardevs.connect(what + ", its agent", identity, agent, Access.SOCKET_CLIENT);
    }
  }

  private void file(String what, @Nullable Element place, String attribute) {
    String path = place == null ? null : place.get(attribute);
    if (place != null && path != null) {
      Subject key = Subject.own(Subject.Role.KEY);
      needs.add(
          what,
          place,
          "libvirt does not label it; on the host it has to bear the module's type.",
          LibraryCall.of(Access.CONTENT, key));
      needs.place(what, place, path, FileKind.FILE, false, key, "");
    }
  }
}
