package org.svpc.libvirt;

/**
 * What a guest may need: the one table from libvirt's words to calls of the library {@code svirt}.
 * What a call grants, and why, stands in the library. Its first argument is always the guest.
 */
public enum Access {
  KVM_GUEST("virt_guest"),
  TCG_GUEST("virt_tcg_guest"),
  LABELLED("virt_labelled_for_guest", Form.IMPLIED),
  LOG_DAEMON("virtlogd_user", Form.IMPLIED),
  KVM("kvm_user"),

  IMAGE("virt_image_user"),
  SHARED_IMAGE("virt_shared_image_user"),
  CONTENT("virt_content_reader"),
  RAW_DISK("block_device_user", Form.NAMED_GATE),
  SCSI_GENERIC("scsi_generic_user"),
  RAW_SCSI("raw_scsi_user", Form.GATED),
  GLUSTER("gluster_user"),
  ISCSI("iscsi_user"),
  RBD("rbd_user"),
  NBD("nbd_user"),
  NETWORK_DISK("network_disk_user"),
  IO_URING("io_uring_user"),
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
  EXTERNAL_TPM("swtpm_user"),
  OWN_PROGRAM("guest_program"),
  SMARTCARD("smartcard_user"),
  CRYPTO("crypto_user"),
  SEV("sev_user"),
  TDX("tdx_user"),
  SGX("sgx_user"),

  TAP("tap_user"),
  VHOST_NET("vhost_net_user"),
  VSOCK("vsock_user"),
  NETWORK("user_network"),
  PASST("passt_user"),
  VHOST_USER_CLIENT("vhost_user_client"),
  VHOST_USER_SERVER("vhost_user_server"),

  VIRTIOFS("virtiofs_user"),
  HUGE_PAGES("hugepage_user"),
  MEMORY_FILE("memory_file_user"),
  MEMFD("memfd_user"),

  SERIAL_PORT("serial_user"),
  PARALLEL_PORT("parallel_user"),
  SOCKET("socket_channel"),
  SOCKET_CLIENT("socket_client"),
  AGENT("guest_agent_user"),
  LOG("log_writer"),
  PIPE("pipe_user"),
  SPICE("spice_server"),
  VNC("vnc_server"),
  TLS("display_tls_user"),

  /** A folder that QEMU itself serves: the patterns of every target. */
  FOLDERS("manage_dirs_pattern", Form.PATTERN),
  FILES("manage_files_pattern", Form.PATTERN),
  LINKS("manage_lnk_files_pattern", Form.PATTERN);

  /** How a call is written. */
  enum Form {
    PLAIN,
    /** The guest's own template brings it, so that no module has to call it. */
    IMPLIED,
    /** So far-reaching that it stands under a boolean of the module, which is off. */
    GATED,
    /** The same, and the call takes the boolean as {@code enabled}. */
    NAMED_GATE,
    /** A pattern of the target, which takes the type of the folder as well. */
    PATTERN
  }

  private final String call;
  private final Form form;

  Access(String call) {
    this(call, Form.PLAIN);
  }

  Access(String call, Form form) {
    this.call = call;
    this.form = form;
  }

  /** The interface or template that is called. */
  public String call() {
    return call;
  }

  Form form() {
    return form;
  }

  /** Whether it is the guest's own template. */
  public boolean isGuest() {
    return this == KVM_GUEST || this == TCG_GUEST;
  }

  /** Whether the module declares a boolean for it. */
  boolean isGated() {
    return form == Form.GATED || form == Form.NAMED_GATE;
  }
}
