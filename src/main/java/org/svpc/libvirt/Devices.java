package org.svpc.libvirt;

import org.jspecify.annotations.Nullable;
import org.svpc.libvirt.Needs.Use;
import org.svpc.libvirt.Subject.Role;
import org.svpc.selinux.FileKind;

/** The devices of a domain, each given to who knows its kind. */
final class Devices {
  private final Needs needs;
  private final Chardevs chardevs;
  private final Disks disks;
  private final Interfaces interfaces;
  private final Hostdevs hostdevs;
  private final Displays displays;
  private final Firmware firmware;

  Devices(Needs needs) {
    this.needs = needs;
    chardevs = new Chardevs(needs);
    disks = new Disks(needs);
    interfaces = new Interfaces(needs);
    hostdevs = new Hostdevs(needs);
    displays = new Displays(needs);
    firmware = new Firmware(needs);
  }

  void read(Element device) {
    switch (device.name()) {
      case "emulator" -> emulator(device);
      case "disk" -> disks.read(device);
      case "hostdev" -> hostdevs.read(device);
      case "interface" -> interfaces.read(device);
      case "filesystem" -> filesystem(device);
      case "serial", "console", "channel" ->
          chardevs.read(named(device), device, Access.SERIAL_PORT);
      case "parallel" -> chardevs.read(named(device), device, Access.PARALLEL_PORT);
      case "redirdev" -> chardevs.read(named(device), device, Access.SERIAL_PORT);
      case "smartcard" -> smartcard(device);
      case "graphics" -> displays.graphics(device);
      case "video" -> displays.video(device);
      case "audio" -> displays.audio(device);
      case "tpm" -> tpm(device);
      case "rng" -> rng(device);
      case "memory" -> firmware.module(device);
      case "input" -> input(device);
      case "shmem" -> shmem(device);
      case "vsock" ->
          needs.add("vsock", device, "libvirt opens the device.", LibraryCall.of(Access.VSOCK));
      case "crypto" -> crypto(device);
      case "lease" -> needs.add("lease", device, Access.DISK_LEASE);
      case "pstore" -> pstore(device);
      // These are made of nothing but QEMU's own memory.
      case "controller",
          "hub",
          "iommu",
          "memballoon",
          "nvram",
          "panic",
          "redirfilter",
          "sound",
          "watchdog" -> {}
      default ->
          needs.unknown(
              device, "`<" + Needs.shown(device.name()) + ">` is no device that svpc knows.");
    }
  }

  private static String named(Element device) {
    String name = device.of("target", "name");
    String port = device.of("target", "port");
    String shown = name == null ? port : name;
    return device.name() + (shown == null ? "" : " `" + Needs.shown(shown) + "`");
  }

  /** QEMU itself; where a policy expects it, it has its type already. */
  private void emulator(Element emulator) {
    String path = emulator.text();
    String normal = Places.normal(path);
    if (normal != null && Places.of(normal) == Places.ELSEWHERE) {
      needs.place(
          "the emulator",
          emulator,
          path,
          FileKind.FILE,
          false,
          new Subject.Named("qemu_exec_t"),
          "");
    }
  }

  // ---- folders

  private void filesystem(Element folder) {
    String type = folder.get("type", "mount");
    String driver = folder.of("driver", "type");
    Element source = folder.child("source");
    String target = folder.of("target", "dir");
    String what = "folder `" + Needs.shown(target) + "`";
    if (!type.equals("mount")) {
      needs.unknown(
          folder, "`" + Needs.shown(type) + "` is no known type of folder for such a guest.");
      return;
    }
    switch (driver == null ? "path" : driver) {
      case "virtiofs" -> virtiofs(what + " by virtiofs", folder, source);
      case "path", "handle", "mtp" ->
          Folders.served(
              needs,
              what,
              folder,
              source == null ? null : source.get("dir"),
              folder.child("readonly") != null);
      default ->
          needs.unknown(folder, "`" + Needs.shown(driver) + "` is no known driver of a folder.");
    }
  }

  private void virtiofs(String what, Element folder, @Nullable Element source) {
    Subject memory = needs.sharedMemory();
    String socket = source == null ? null : source.get("socket");
    if (socket != null) {
      needs.add(
          what,
          folder,
          "virtiofsd is started by somebody else, whose domain has to join the module's attribute.",
          LibraryCall.of(
              Access.VIRTIOFS, Subject.own(Role.SERVER), Subject.own(Role.PEER), memory));
      needs.notKnown(
          folder,
          "The XML does not tell which domain serves " + what + ".",
          "Let it join the attribute that the module declares, with `typeattribute`.");
      needs.place(what, folder, socket, FileKind.SOCK_FILE, false, Subject.own(Role.PEER), "");
      return;
    }
    needs.add(
        what,
        folder,
        "libvirt starts virtiofsd, without categories: the folder is for its domain to reach, not"
            + " the guest's.",
        LibraryCall.of(Access.VIRTIOFS, needs.daemon("virtiofsd_t"), Subject.SVIRT_IMAGE, memory));
  }

  // ---- the rest

  private void smartcard(Element card) {
    switch (card.get("mode", "")) {
      case "host", "host-certificates" -> needs.add("smart card", card, Access.SMARTCARD);
      case "passthrough" -> chardevs.read("smart card", card, Access.SERIAL_PORT);
      default ->
          needs.unknown(
              card, "`" + Needs.shown(card.get("mode")) + "` is no known mode of a smart card.");
    }
  }

  private void tpm(Element tpm) {
    for (Element backend : tpm.all("backend")) {
      switch (backend.get("type", "")) {
        case "emulator" -> {
          Subject program = needs.named("swtpm_exec_t");
          needs.add(
              "TPM that swtpm emulates",
              tpm,
              "libvirt starts swtpm in the guest's own domain, and labels its state, log and socket"
                  + " for the guest.",
              LibraryCall.of(Access.OWN_PROGRAM, program),
              LibraryCall.of(Access.SOCKET_CLIENT, new Subject.Guest(), Subject.SVIRT_IMAGE));
          if (program instanceof Subject.Missing) {
            needs.notKnown(
                tpm,
                "The policy has no type `swtpm_exec_t` for the program that emulates the TPM.",
                "Install a module with that type for `/usr/bin/swtpm`; until then libvirt cannot"
                    + " start it in the guest's domain.");
          }
        }
        case "passthrough" ->
            needs.add(
                "TPM of the host",
                tpm,
                "libvirt labels its node `svirt_image_t` with the guest's categories.",
                LibraryCall.of(Access.HOST_TPM));
        case "external" -> {
          Element source = backend.child("source");
          chardevs.connect(
              "the TPM", tpm, source == null ? null : source.get("path"), Access.EXTERNAL_TPM);
        }
        default ->
            needs.unknown(
                backend, "`" + Needs.shown(backend.get("type")) + "` is no known kind of TPM.");
      }
    }
  }

  private void rng(Element rng) {
    for (Element backend : rng.all("backend")) {
      switch (backend.get("model", "random")) {
        case "random" ->
            needs.add(
                "random numbers of the host, `" + Needs.shown(backend.text()) + "`",
                rng,
                Access.RNG);
        case "egd" ->
            chardevs.read(
                "random numbers by EGD", backend, backend.get("type", ""), Access.SERIAL_PORT);
        case "builtin" -> {}
        default ->
            needs.unknown(
                backend,
                "`"
                    + Needs.shown(backend.get("model"))
                    + "` is no known source of random numbers.");
      }
    }
  }

  private void input(Element input) {
    switch (input.get("type", "")) {
      case "mouse", "tablet", "keyboard" -> {}
      case "passthrough", "evdev" ->
          needs.add(
              "input, " + input.get("type"),
              input,
              "libvirt labels the node `svirt_image_t` with the guest's categories.",
              LibraryCall.of(Access.EVDEV));
      default ->
          needs.unknown(
              input, "`" + Needs.shown(input.get("type")) + "` is no known type of input.");
    }
  }

  private void shmem(Element shmem) {
    String what = "shared memory `" + Needs.shown(shmem.get("name")) + "`";
    Element server = shmem.child("server");
    if (server != null) {
      chardevs.connect(what, server, server.get("path"), Access.SOCKET_CLIENT);
    } else {
      needs.add(
          what,
          shmem,
          "libvirt does not label it; without a server the guest makes the file in /dev/shm.",
          LibraryCall.of(Access.MEMFD, Subject.own(Role.MEMORY)));
    }
  }

  private void crypto(Element crypto) {
    for (Element backend : crypto.all("backend")) {
      switch (backend.get("model", "")) {
        case "builtin" -> {}
        case "lkcf" -> needs.add("cryptographic device", crypto, Access.CRYPTO);
        default ->
            needs.unknown(
                backend,
                "`" + Needs.shown(backend.get("model")) + "` is no known kind of cryptography.");
      }
    }
  }

  private void pstore(Element pstore) {
    String path = pstore.textOf("path");
    if (path != null) {
      needs.image("the store of crashes", pstore, path, Use.EXCLUSIVE, FileKind.FILE, false);
    }
  }

  // ---- besides the devices

  void launchSecurity(Element security) {
    switch (security.get("type", "")) {
      case "sev", "sev-snp" -> {
        needs.add("memory encrypted by SEV", security, Access.SEV);
        needs.node(security, "/dev/sev", "sev_device_t");
      }
      case "tdx" -> {
        needs.add("memory encrypted by TDX", security, Access.TDX);
        Element quotes = security.child("quoteGenerationService");
        if (quotes != null) {
          chardevs.connect("the quotes of TDX", quotes, quotes.get("path"), Access.SOCKET_CLIENT);
        }
      }
      case "s390-pv" -> {}
      default ->
          needs.unknown(
              security,
              "`" + Needs.shown(security.get("type")) + "` is no known kind of launch security.");
    }
  }

  /** Files that the firmware is to see. */
  void sysinfo(Element sysinfo) {
    for (Element entry : sysinfo.all("entry")) {
      String path = entry.get("file");
      if (path != null) {
        Firmware.content(needs, "a file for the firmware", entry, path);
      }
    }
  }
}
