package org.svpc.libvirt;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;

/** Understands the XML of a domain as a guest with its needs. */
public final class GuestReader {
  private final Predicate<String> known;
  private final @Nullable String domainType;
  private final Diagnostics diagnostics;

  /**
   * @param known whether the policy has a type of that name
   * @param domainType the domain that the guest is to have, or null for the XML's or its own
   */
  public GuestReader(
      Predicate<String> known, @Nullable String domainType, Diagnostics diagnostics) {
    this.known = known;
    this.domainType = domainType;
    this.diagnostics = diagnostics;
  }

  /** The guest of a document; null, with a diagnostic, where it has none that sVirt confines. */
  public @Nullable Guest read(Element root) {
    Element domain = domain(root);
    if (domain == null) {
      return null;
    }
    Boolean accelerated = accelerated(domain);
    String name = domain.textOf("name");
    if (accelerated == null) {
      return null;
    }
    if (name == null || name.isEmpty()) {
      diagnostics.add(
          Diagnostic.at(Code.NOT_A_GUEST, domain.tag(), "The domain has no name.")
              .label("`<name>` is missing")
              .help("Take the XML from `virsh dumpxml`.")
              .build());
      return null;
    }
    KnownElements.check(domain, diagnostics);
    GuestLabel label = LabelReader.read(domain, diagnostics);
    Needs needs = new Needs(label, accelerated, memory(domain), known, diagnostics);
    read(domain, needs, accelerated);
    String given = domainType;
    if (given == null && label.type() != null && !needs.knows(label.type())) {
      given = label.type();
    }
    return needs.guest(name, GuestNames.of(name, given), domain);
  }

  /** libvirt's files of state and of snapshots hold a domain. */
  private @Nullable Element domain(Element root) {
    Element domain =
        switch (root.name()) {
          case "domain" -> root;
          case "domstatus", "domainsnapshot", "domaincheckpoint" -> root.child("domain");
          default -> null;
        };
    if (domain == null) {
      diagnostics.add(
          Diagnostic.at(
                  Code.NOT_A_GUEST,
                  root.tag(),
                  "`<" + Needs.shown(root.name()) + ">` is no domain, and holds none.")
              .label("expected `<domain>`")
              .help("Take the XML from `virsh dumpxml`.")
              .build());
    }
    return domain;
  }

  /** Whether KVM runs the guest; null, with a diagnostic, where QEMU does not run it on Linux. */
  private @Nullable Boolean accelerated(Element domain) {
    String type = domain.get("type", "");
    return switch (type) {
      case "kvm" -> true;
      case "qemu", "kqemu" -> false;
      default -> {
        String why =
            switch (type) {
              case "lxc" ->
                  "Containers get other labels, from `lxc_contexts`; `virt_sandbox` of the library"
                      + " is for them.";
              case "xen" -> "Under Xen no process of the host is the guest.";
              case "hvf" -> "That is macOS, which has no SELinux.";
              case "" -> "The attribute `type` is missing.";
              default -> "libvirt's driver for it does not use sVirt.";
            };
        diagnostics.add(
            Diagnostic.at(
                    Code.NOT_A_GUEST,
                    domain.tag(),
                    "svpc makes modules for guests of QEMU, and this domain is of type `"
                        + Needs.shown(type)
                        + "`.")
                .label("expected `kvm` or `qemu`")
                .note(why)
                .build());
        yield null;
      }
    };
  }

  /** Whether the guest's memory, where it is shared, is a file that libvirt labels. */
  private static boolean memory(Element domain) {
    Element backing = domain.child("memoryBacking");
    String source = backing == null ? null : backing.of("source", "type");
    return backing != null && (source == null || !source.equals("memfd"));
  }

  private static void read(Element domain, Needs needs, boolean accelerated) {
    Devices devices = new Devices(needs);
    Firmware firmware = new Firmware(needs);
    needs.add(
        accelerated ? "a guest that KVM runs" : "a guest that QEMU interprets (TCG)",
        domain,
        needs.template());
    if (accelerated) {
      needs.add("KVM", domain, Access.KVM);
    }
    for (Element part : domain.children()) {
      switch (part.name()) {
        case "os" -> firmware.os(part);
        case "memoryBacking" -> firmware.memory(part);
        case "launchSecurity" -> devices.launchSecurity(part);
        case "sysinfo" -> devices.sysinfo(part);
        case "devices" -> part.children().forEach(devices::read);
        case "qemu:commandline" ->
            needs.notKnown(
                part,
                "What the arguments for QEMU need cannot be known.",
                "Write it into the module by hand, and try the guest.");
        case "qemu:override" ->
            needs.notKnown(
                part, "What the changed properties of devices need cannot be known.", "");
        default -> {}
      }
    }
  }
}
