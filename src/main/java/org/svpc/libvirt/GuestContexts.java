package org.svpc.libvirt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.svpc.libvirt.Subject.Role;
import org.svpc.selinux.FileKind;

/**
 * What the names in a guest's module stand for where another policy is asked: the guest's own
 * context, the labels that libvirt gives, and those that paths have by the policy's file contexts.
 */
public final class GuestContexts {
  /** A pair as libvirt may choose it. */
  private static final String SAMPLE = "s0:c1,c2";

  private static final String CONTENT = "virt_content_t";

  private final Guest guest;
  private final String domain;
  private final boolean levels;

  /** Says what the file contexts of a policy give to a path. */
  @FunctionalInterface
  public interface PathLabels {
    /** A context, or null where none is known. */
    @Nullable String of(String path, FileKind kind);
  }

  /**
   * @param domain the policy's domain in which the guest is to run
   * @param levels whether the policy has levels
   */
  public GuestContexts(Guest guest, String domain, boolean levels) {
    this.guest = guest;
    this.domain = domain;
    this.levels = levels;
  }

  /** The level of the guest's process: that of a static label, else one as libvirt chooses it. */
  public String level() {
    String fixed = guest.label().range();
    return !levels ? "" : fixed.isEmpty() ? SAMPLE : fixed;
  }

  /** The contexts of each name; those of a name that is missing are the policy's own. */
  public Map<String, List<String>> of(PathLabels labels, Predicate<String> known) {
    Map<String, List<String>> contexts = new LinkedHashMap<>();
    contexts.put(guest.names().domain(), List.of(levels ? domain + ":" + level() : domain));
    List<String> images = new ArrayList<>();
    images.add(
        guest.label().relabels() && levels ? "svirt_image_t:" + imageLevel() : "svirt_image_t");
    contexts.put("svirt_image_t", images);
    for (Placement placement : guest.placements()) {
      String label =
          placement.range().isEmpty() ? labels.of(placement.path(), placement.kind()) : null;
      String name = guest.names().of(placement.type());
      if (!placement.range().isEmpty() && levels) {
        label = name + ":" + placement.range();
      }
      if (placement.lasting() && label != null) {
        List<String> all = contexts.computeIfAbsent(name, each -> new ArrayList<>());
        if (!all.contains(label)) {
          all.add(label);
        }
      }
    }
    // What libvirt labels content bears the type itself, whatever it is called on the host.
    List<String> content = contexts.get(CONTENT);
    if (content != null && guest.label().relabels() && known.test(CONTENT)) {
      content.add(CONTENT);
    }
    String server = guest.names().of(Subject.own(Role.SERVER));
    if (!known.test(server)) {
      contexts.put(server, List.of());
    }
    return contexts;
  }

  /** libvirt gives files the lower level. */
  private String imageLevel() {
    int dash = level().indexOf('-');
    return dash < 0 ? level() : level().substring(0, dash).strip();
  }
}
