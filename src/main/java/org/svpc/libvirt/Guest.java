package org.svpc.libvirt;

import java.util.List;

/**
 * A guest as its domain's XML describes it.
 *
 * @param name as libvirt knows it
 * @param accelerated whether KVM runs it; else QEMU interprets (TCG)
 * @param domain the {@code <domain>} element
 * @param needs in the order of the XML
 * @param placements paths that need a label
 * @param externs types that the module uses and of which the policy's headers do not speak
 * @param terminal whether it has pseudo terminals
 */
public record Guest(
    String name,
    GuestNames names,
    boolean accelerated,
    GuestLabel label,
    Element domain,
    List<Need> needs,
    List<Placement> placements,
    List<String> externs,
    boolean terminal) {
  public Guest {
    needs = List.copyOf(needs);
    placements = List.copyOf(placements);
    externs = List.copyOf(externs);
  }

  /** The same guest in another domain. */
  public Guest in(String other) {
    return new Guest(
        name,
        new GuestNames(names.stem(), other),
        accelerated,
        label,
        domain,
        needs,
        placements,
        externs,
        terminal);
  }

  /** The same guest under names of a module that no other of the run has. */
  public Guest numbered(int number) {
    return new Guest(
        name,
        names.numbered(number),
        accelerated,
        label,
        domain,
        needs,
        placements,
        externs,
        terminal);
  }
}
