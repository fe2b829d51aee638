package org.svpc.libvirt;

/**
 * What a guest may need: the one table from libvirt's words to calls of the library {@code svirt}.
 * What a call grants, and why, stands in the library. Its first argument is always the guest.
 */
public enum Access {
  KVM_GUEST("virt_guest"),
  TCG_GUEST("virt_tcg_guest"),
  LABELLED("virt_labelled_for_guest", true),
  KVM("kvm_user"),

  IMAGE("virt_image_user"),
  SHARED_IMAGE("virt_shared_image_user"),
  CONTENT("virt_content_reader"),
  RAW_DISK("block_device_user"),
  SCSI_GENERIC("scsi_generic_user"),
  GLUSTER("gluster_user"),
  ISCSI("iscsi_user"),
  RBD("rbd_user"),
  NBD("nbd_user"),
  NETWORK_DISK("network_disk_user"),
  DISK_LEASE("sanlock_user"),

  VFIO("vfio_user"),
  MDEV("mdev_user"),
  USB("usb_user"),
  SCSI_HOST("scsi_host_user"),
  EVDEV("evdev_user"),
  SOUND("sound_user"),
  SOUND_SERVER("sound_server_user"),
  RENDER_NODE("dri_user"),
  UDMABUF("udmabuf_user"),
  RNG("rng_user"),
  HOST_TPM("tpm_user"),
  SWTPM("swtpm_user"),
  SMARTCARD("smartcard_user"),
  CRYPTO("crypto_user"),
  SEV("sev_user"),
  TDX("tdx_user"),

  TAP("tap_user"),
  VHOST_NET("vhost_net_user"),
  VSOCK("vsock_user"),
  NETWORK("user_network"),
  PASST("passt_user"),
  VHOST_USER_CLIENT("vhost_user_client"),
  VHOST_USER_SERVER("vhost_user_server"),

  VIRTIOFS("virtiofs_user"),
  HUGE_PAGES("hugepage_user"),
  MEMORY_FILE("memfd_user"),

  SERIAL_PORT("serial_user"),
  PARALLEL_PORT("parallel_user"),
  SOCKET("socket_channel"),
  SOCKET_CLIENT("socket_client"),
  AGENT("guest_agent_user"),
  LOG("log_writer"),
  LOG_DAEMON("virtlogd_user"),
  PIPE("pipe_user"),
  SPICE("spice_server"),
  VNC("vnc_server"),
  TLS("display_tls_user"),

  /** A folder that QEMU itself serves: the patterns of every target. */
  FOLDERS("manage_dirs_pattern", 2),
  FILES("manage_files_pattern", 2),
  LINKS("manage_lnk_files_pattern", 2);

  private final String call;
  private final boolean implied;
  private final int repeats;

  Access(String call) {
    this(call, false, 1);
  }

  Access(String call, boolean implied) {
    this(call, implied, 1);
  }

  Access(String call, int repeats) {
    this(call, false, repeats);
  }

  Access(String call, boolean implied, int repeats) {
    this.call = call;
    this.implied = implied;
    this.repeats = repeats;
  }

  /** The interface or template that is called. */
  public String call() {
    return call;
  }

  /** Whether the guest's own template brings it, so that no module has to call it. */
  public boolean implied() {
    return implied;
  }

  /** How often the type stands among the arguments: patterns take that of the folder as well. */
  int repeats() {
    return repeats;
  }

  boolean isGuest() {
    return this == KVM_GUEST || this == TCG_GUEST;
  }
}
