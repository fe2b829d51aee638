package org.svpc.libvirt;

import org.svpc.libvirt.Subject.Role;
import org.svpc.selinux.FileKind;

/** Network interfaces of each type. */
final class Interfaces {
  private final Needs needs;
  private final Chardevs chardevs;

  Interfaces(Needs needs) {
    this.needs = needs;
    chardevs = new Chardevs(needs);
  }

  void read(Element nic) {
    String type = nic.get("type", "");
    String name = nic.of("mac", "address");
    String what =
        "interface" + (name == null ? "" : " `" + Needs.shown(name) + "`") + ", " + shown(type);
    switch (type) {
      case "network", "bridge", "direct", "ethernet" -> tap(what, nic);
      case "user" -> user(what, nic);
      case "vhostuser" -> vhostUser(what, nic);
      case "vdpa" -> needs.add(what, nic, Access.VHOST_NET);
      case "hostdev" ->
          needs.add(
              what,
              nic,
              "The node of its group bears `svirt_image_t` with the guest's categories.",
              LibraryCall.of(Access.VFIO));
      case "server", "client", "mcast", "udp" -> needs.add(what, nic, Access.NETWORK);
      case "null", "internal", "vds" -> {}
      default -> needs.unknown(nic, "`" + shown(type) + "` is no known type of network interface.");
    }
    rom(needs, what, nic);
  }

  private static String shown(String type) {
    return Needs.shown(type);
  }

  /** A tap device that libvirt opens; virtio devices have the kernel's help unless told not to. */
  private void tap(String what, Element nic) {
    String model = nic.of("model", "type");
    boolean vhost =
        !"qemu".equals(nic.of("driver", "name")) && (model == null || model.startsWith("virtio"));
    LibraryCall tap = LibraryCall.of(Access.TAP);
    if (vhost) {
      needs.add(what, nic, "libvirt opens the devices.", tap, LibraryCall.of(Access.VHOST_NET));
    } else {
      needs.add(what, nic, "libvirt opens the device.", tap);
    }
  }

  private void user(String what, Element nic) {
    Element backend = nic.child("backend");
    if (backend == null || !backend.has("type", "passt")) {
      needs.add(what, nic, "QEMU opens ports of the host itself.", LibraryCall.of(Access.NETWORK));
      return;
    }
    passt(what, nic, backend);
  }

  private void passt(String what, Element nic, Element backend) {
    needs.add(
        what + " by passt",
        nic,
        "libvirt starts passt beside the guest, with its categories.",
        LibraryCall.of(Access.PASST, needs.daemon("passt_t"), Subject.SVIRT_IMAGE));
    if (backend.get("logFile") != null) {
      needs.notKnown(
          backend,
          "passt writes the log `" + shown(backend.get("logFile", "")) + "`.",
          "That is for passt's own policy to allow.");
    }
  }

  private void vhostUser(String what, Element nic) {
    Element backend = nic.child("backend");
    if (backend != null && backend.has("type", "passt")) {
      passt(what, nic, backend);
      return;
    }
    Element source = nic.child("source");
    String path = source == null ? null : source.get("path");
    if (source != null && source.has("mode", "server")) {
      Subject socket = Subject.own(Role.SOCKET);
      needs.add(
          what,
          nic,
          "QEMU listens, and the switch connects: the switch's domain has to join the module's"
              + " attribute.",
          LibraryCall.of(
              Access.VHOST_USER_SERVER, Subject.own(Role.SERVER), socket, needs.sharedMemory()));
      if (path != null) {
        needs.place(what, nic, path, FileKind.SOCK_FILE, false, socket, "");
      }
    } else {
      chardevs.connect(what, nic, path, Access.VHOST_USER_CLIENT);
    }
  }

  /** An option ROM of its own, which libvirt does not label. */
  static void rom(Needs needs, String what, Element device) {
    Element rom = device.child("rom");
    String path = rom == null ? null : rom.get("file");
    if (rom != null && path != null) {
      Firmware.content(needs, what + ", its ROM", rom, path);
    }
  }
}
