package org.svpc.check;

import java.util.Set;

/**
 * The names of refpolicy's conventions that the checks on guests know; the headers say which of
 * them a target has. What else there is to know of guests is in the library {@code svirt}.
 */
final class VirtNames {
  /** The attribute of the domains that libvirt runs virtual machines in. */
  static final String GUESTS = "virt_domain";

  /** The attribute of the domains that the MCS constraints hold. */
  static final String CONSTRAINED = "mcs_constrained_type";

  /** The attribute of the types that libvirtd may create, label and remove. */
  static final String IMAGES = "virt_image_type";

  /** The attribute of all types of files. */
  static final String FILES = "file_type";

  /** The attribute of the types of device nodes, by which {@link #MODULAR_DAEMON} relabels. */
  static final String DEVICES = "device_node";

  /** What libvirt labels for a guest when it starts it, whatever the guest's domain. */
  static final String GUEST_IMAGE = "svirt_image_t";

  /** Libvirt's modular daemon. Policies that have it name each guest domain in its rules. */
  static final String MODULAR_DAEMON = "virtqemud_t";

  /** QEMU's program. */
  static final String QEMU = "qemu_exec_t";

  /** Guest domains of the policies in use. */
  static final Set<String> KNOWN_GUESTS =
      Set.of("qemu_t", "svirt_prot_exec_t", "svirt_t", "svirt_tcg_t");

  /** Images and content that the guests of all domains may come to share. */
  static final Set<String> SHARED_IMAGES = Set.of("virt_content_t", "virt_image_t");

  /** Types of files that bear no categories, or are there for no guest in particular. */
  static final Set<String> WITHOUT_CATEGORIES =
      Set.of("cifs_t", "fusefs_t", "nfs_t", "svirt_home_t");

  /** The disks of the host. */
  static final Set<String> RAW_STORAGE =
      Set.of("fixed_disk_device_t", "removable_device_t", "scsi_generic_device_t");

  /** Attributes that hold the disks of the host, or nearly every file. */
  static final Set<String> BROAD =
      Set.of(DEVICES, FILES, "non_auth_file_type", "non_security_file_type");

  /** Attributes of refpolicy's {@code unconfined_domain} and of Fedora's. */
  static final Set<String> UNCONFINED =
      Set.of(
          "corenet_unconfined_type",
          "devices_unconfined_type",
          "files_unconfined_type",
          "filesystem_unconfined_type",
          "kern_unconfined",
          "selinux_unconfined_type",
          "storage_unconfined_type",
          "unconfined_domain_type");

  /** Capabilities by which a process of the host gets past its confinement or to its hardware. */
  static final Set<String> CAPABILITIES =
      Set.of(
          "dac_override",
          "dac_read_search",
          "mac_admin",
          "mac_override",
          "sys_admin",
          "sys_module",
          "sys_rawio");

  private VirtNames() {}

  /** Whether a type of this name is an image type of every policy with libvirt. */
  static boolean isImage(String type) {
    return type.equals(GUEST_IMAGE) || SHARED_IMAGES.contains(type);
  }
}
