package org.svpc.check;

import java.util.List;
import org.svpc.source.Origin;

/**
 * What a rule lets a guest do to one of its targets.
 *
 * @param target as the rule names it, {@code self} as such
 * @param permissions those that were asked about, in the rule's order; at least one
 */
record GuestAccess(GuestRule rule, String target, List<String> permissions) {
  String guest() {
    return rule.guest();
  }

  Origin origin() {
    return rule.access().origin();
  }

  /** What it can do in the first place: to write rather than read. */
  String verb() {
    return GuestRule.verb(permissions);
  }
}
