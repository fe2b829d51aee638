package org.svpc.ir;

import java.util.List;
import org.svpc.selinux.Documentation;
import org.svpc.source.Origin;

/**
 * A policy module.
 *
 * @param version as written, {@code 1.0.0}
 * @param doc what the module is for
 */
public record Module(
    String name,
    String version,
    Documentation doc,
    Scope body,
    List<FileContext> fileContexts,
    List<Interface> interfaces,
    Origin origin) {
  public Module {
    fileContexts = List.copyOf(fileContexts);
    interfaces = List.copyOf(interfaces);
  }
}
