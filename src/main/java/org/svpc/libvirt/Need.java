package org.svpc.libvirt;

import java.util.List;

/**
 * One thing in a domain's XML that needs something of the policy.
 *
 * @param what it is, in a few words, such as {@code disk `vda`}
 * @param place the element
 * @param meaning how libvirt labels it and what that means for the guest, in sentences; may be
 *     empty
 */
public record Need(String what, Element place, String meaning, List<LibraryCall> calls) {
  public Need {
    calls = List.copyOf(calls);
  }
}
