package org.svpc.compiler;

import java.util.List;
import org.svpc.ir.Claims;
import org.svpc.ir.Module;
import org.svpc.source.SourceFile;

/**
 * A module that passed every stage.
 *
 * @param claims what its author says must hold of the policy that it is linked into
 * @param library whether it is a library, which has interfaces and nothing to build
 * @param files the module's own files, ordered by name
 */
public record CompiledModule(
    Module module, Claims claims, boolean library, List<SourceFile> files) {
  public CompiledModule {
    files = List.copyOf(files);
  }
}
