package org.svpc.libvirt;

import java.util.Set;

/**
 * Types that policies with libvirt have and of which their headers need not speak: a module must
 * not declare them, though a domain's XML may name them.
 */
public final class StockTypes {
  private static final Set<String> NAMES =
      Set.of(
          "svirt_t",
          "svirt_tcg_t",
          "svirt_prot_exec_t",
          "svirt_prot_exec_image_t",
          "svirt_kvm_net_t",
          "svirt_qemu_net_t",
          "qemu_t",
          "qemu_image_t",
          "qemu_exec_t",
          "unconfined_qemu_t",
          "svirt_image_t",
          "virt_image_t",
          "virt_content_t",
          "xen_image_t",
          "container_t",
          "container_file_t",
          "virtd_t",
          "virtqemud_t");

  private StockTypes() {}

  public static boolean contains(String name) {
    return NAMES.contains(name);
  }
}
