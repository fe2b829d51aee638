package org.svpc.headers;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.NameKind;

/** What the headers of a policy define and name, to be asked name by name. */
interface PolicyIndex {
  /** The interface, template or pattern of that name, or null. */
  @Nullable Callable callable(String name);

  /** The names of all interfaces, templates and patterns. */
  Set<String> callables();

  /** The kinds under which the headers speak of a name; empty where they do not. */
  Set<NameKind> kinds(String name);

  /** All names that the headers speak of as of that kind. */
  Set<String> names(NameKind kind);
}
