package org.svpc.libvirt;

/** Devices of the host that are passed through. */
final class Hostdevs {
  private static final String GROUP =
      "The node of its group bears `svirt_image_t` with the guest's categories, `/dev/vfio/vfio`"
          + " keeps `vfio_device_t`.";
  private static final String NODE =
      "libvirt labels its node `svirt_image_t` with the guest's categories.";

  private final Needs needs;

  Hostdevs(Needs needs) {
    this.needs = needs;
  }

  void read(Element hostdev) {
    String type = hostdev.get("type", "");
    String what = "host device, " + Needs.shown(type);
    if (!hostdev.get("mode", "subsystem").equals("subsystem")) {
      needs.unknown(
          hostdev,
          "`" + Needs.shown(hostdev.get("mode")) + "` is no way to pass a device to such a guest.");
      return;
    }
    switch (type) {
      case "pci" -> needs.add(what, hostdev, GROUP, LibraryCall.of(Access.VFIO));
      case "mdev" -> needs.add(what, hostdev, GROUP, LibraryCall.of(Access.MDEV));
      case "usb" -> needs.add(what, hostdev, NODE, LibraryCall.of(Access.USB));
      case "scsi" -> {
        Element source = hostdev.child("source");
        if (source != null && source.has("protocol", "iscsi")) {
          needs.add(what + " by iSCSI", hostdev, Access.ISCSI);
        } else {
          needs.add(what, hostdev, NODE, LibraryCall.of(Access.SCSI_GENERIC));
        }
      }
      case "scsi_host" -> needs.add(what, hostdev, "", LibraryCall.of(Access.SCSI_HOST));
      default ->
          needs.unknown(hostdev, "`" + Needs.shown(type) + "` is no known type of host device.");
    }
    if (hostdev.has("rawio", "yes")) {
      needs.add(
          what + ", with any SCSI command", hostdev, Disks.RAWIO, LibraryCall.of(Access.RAW_SCSI));
    }
    Interfaces.rom(needs, what, hostdev);
  }
}
