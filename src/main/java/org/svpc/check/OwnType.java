package org.svpc.check;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.Symbol;

/**
 * A type of which the module says that it joins attributes, or that it declares.
 *
 * @param names its name and its aliases
 * @param declared where the module declares it; null for a type of another module
 * @param attributes those that the module has it join, with the place that says so
 */
record OwnType(
    String name, Set<String> names, @Nullable Symbol declared, Map<String, Symbol> attributes) {

  boolean joins(String attribute) {
    return attributes.containsKey(attribute);
  }

  /** Whether it is a domain for virtual machines. */
  boolean isGuest() {
    return joins(VirtNames.GUESTS) || (declared == null && VirtNames.KNOWN_GUESTS.contains(name));
  }
}
