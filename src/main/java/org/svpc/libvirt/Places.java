package org.svpc.libvirt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What policies already say of the paths in a domain's XML, by the folders that they label. */
enum Places {
  /** {@code virt_image_t}, in every policy with libvirt. */
  IMAGES("/var/lib/libvirt/images", "/var/lib/xen/images"),
  /** {@code virt_content_t}. */
  CONTENT("/var/lib/libvirt/boot", "/var/lib/libvirt/isos"),
  /** What libvirt makes for each guest, and labels for it. */
  OF_LIBVIRT(
      "/var/lib/libvirt",
      "/run/libvirt",
      "/var/run/libvirt",
      "/var/cache/libvirt",
      "/var/log/libvirt",
      "/var/log/swtpm"),
  /** Shared memory of the host. */
  SHARED_MEMORY("/dev/shm"),
  HUGE_PAGES("/dev/hugepages", "/dev/hugepages1G", "/hugepages"),
  DEVICES("/dev"),
  /** What every guest may read. */
  SYSTEM("/usr", "/etc", "/lib", "/lib64", "/bin", "/sbin", "/proc", "/sys"),
  /** Anywhere else: nothing is known. */
  ELSEWHERE;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> folders;

  Places(String... folders) {
    this.folders = List.of(folders);
  }

  static Places of(String path) {
    for (Places place : values()) {
      for (String folder : place.folders) {
        if (path.startsWith(folder)
            && (path.length() == folder.length() || path.charAt(folder.length()) == '/')) {
          return place;
        }
      }
    }
    return ELSEWHERE;
  }

  /** A path without empty parts, single dots and a slash at its end; null where it has no such. */
  static @Nullable String normal(String path) {
    if (!path.startsWith("/")) {
      return null;
    }
    StringBuilder normal = new StringBuilder(path.length());
    int from = 0;
    while (from < path.length()) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      String part = path.substring(from, end);
      if (part.equals("..")) {
        return null;
      }
      if (!part.isEmpty() && !part.equals(".")) {
        normal.append('/').append(part);
      }
      from = end + 1;
    }
    return normal.isEmpty() ? null : normal.toString();
  }
}
