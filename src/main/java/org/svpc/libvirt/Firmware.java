package org.svpc.libvirt;

import org.jspecify.annotations.Nullable;
import org.svpc.libvirt.Needs.Use;
import org.svpc.selinux.FileKind;

/** What a guest boots from besides its disks, and the memory that it gets. */
final class Firmware {
  private final Needs needs;

  Firmware(Needs needs) {
    this.needs = needs;
  }

  void os(Element os) {
    content("the kernel", os.child("kernel"));
    content("the initial RAM disk", os.child("initrd"));
    content("the device tree", os.child("dtb"));
    content("the shim", os.child("shim"));
    Element acpi = os.child("acpi");
    if (acpi != null) {
      for (Element table : acpi.all("table")) {
        content("an ACPI table", table);
      }
    }
    Element loader = os.child("loader");
    if (loader != null) {
      String path = loader.text();
      if (loader.has("readonly", "no") && path.startsWith("/")) {
        needs.image("the firmware", loader, path, Use.EXCLUSIVE, FileKind.FILE, false);
      } else if (path.startsWith("/")) {
        content(needs, "the firmware", loader, path);
      }
    }
    variables(os.child("nvram"));
    variables(os.child("varstore"));
  }

  /** The variables of the firmware: an image in all but name. libvirt alone reads the template. */
  private void variables(@Nullable Element nvram) {
    if (nvram == null) {
      return;
    }
    String what = "the firmware's variables";
    if (nvram.child("source") != null) {
      new Disks(needs).source(what, nvram, nvram.get("type", "file"), Use.EXCLUSIVE);
    } else {
      String path = nvram.text().isEmpty() ? nvram.get("path", "") : nvram.text();
      if (!path.isEmpty()) {
        needs.image(what, nvram, path, Use.EXCLUSIVE, FileKind.FILE, false);
      }
    }
  }

  private void content(String what, @Nullable Element place) {
    if (place != null && place.text().startsWith("/")) {
      needs.image(what, place, place.text(), Use.CONTENT, FileKind.FILE, false);
    }
  }

  /** A file that QEMU reads and libvirt does not label. */
  static void content(Needs needs, String what, Element place, String path) {
    String normal = Places.normal(path);
    if (normal != null && Places.of(normal) == Places.SYSTEM) {
      return;
    }
    needs.add(
        what,
        place,
        "libvirt does not label it; it has to bear `virt_content_t` on the host.",
        LibraryCall.of(Access.CONTENT, Subject.CONTENT));
    if (normal == null || Places.of(normal) == Places.ELSEWHERE) {
      needs.place(what, place, path, FileKind.FILE, false, Subject.CONTENT, "");
    }
  }

  // ---- memory

  void memory(Element backing) {
    Element pages = backing.child("hugepages");
    if (pages != null) {
      hugePages("memory in huge pages", pages);
    }
    Element source = backing.child("source");
    String type = source == null ? null : source.get("type");
    boolean shared = "shared".equals(backing.of("access", "mode"));
    if (type == null) {
      if (shared && pages == null && source == null) {
        file(backing);
      }
      return;
    }
    switch (type) {
      case "memfd" ->
          needs.add(
              "memory from memfd",
              backing,
              "Such memory bears the type of what the guest makes on tmpfs.",
              LibraryCall.of(Access.MEMFD, Subject.own(Subject.Role.MEMORY)));
      case "file" -> file(backing);
      case "anonymous" -> {}
      default ->
          needs.unknown(backing, "`" + Needs.shown(type) + "` is no known source of memory.");
    }
  }

  private void file(Element backing) {
    needs.add(
        "memory in a file",
        backing,
        "libvirt labels the file `svirt_image_t` with the guest's categories.",
        LibraryCall.of(Access.MEMORY_FILE));
  }

  private void hugePages(String what, Element place) {
    needs.add(
        what,
        place,
        "libvirt makes a folder for the guest there and labels it for it.",
        LibraryCall.of(Access.HUGE_PAGES));
  }

  /** A memory device. */
  void module(Element memory) {
    String model = memory.get("model", "");
    String what = "memory device, " + Needs.shown(model);
    Element source = memory.child("source");
    switch (model) {
      case "dimm", "virtio-mem" -> {
        if (source != null && source.child("pagesize") != null) {
          hugePages(what, source);
        }
      }
      case "nvdimm", "virtio-pmem" -> {
        String path = source == null ? null : source.textOf("path");
        if (source != null && path != null) {
          needs.image(
              what,
              source,
              path,
              Use.EXCLUSIVE,
              Places.of(path) == Places.DEVICES ? FileKind.CHR_FILE : FileKind.FILE,
              true);
        }
      }
      case "sgx-epc" ->
          needs.add(
              what,
              memory,
              "libvirt labels the nodes of SGX for the guest.",
              LibraryCall.of(Access.SGX));
      default ->
          needs.unknown(memory, "`" + Needs.shown(model) + "` is no known kind of memory device.");
    }
  }
}
