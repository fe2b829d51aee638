package org.svpc.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.ParameterKind;
import org.svpc.source.Origin;

/**
 * An interface or template of the module, its parameters standing in the body as {@code $1}, {@code
 * $2} ...
 *
 * @param deprecation what to use instead, or null
 */
public record Interface(
    String name,
    boolean template,
    Documentation doc,
    List<Parameter> parameters,
    @Nullable String deprecation,
    Scope body,
    Origin origin) {

  public record Parameter(String name, ParameterKind kind, boolean optional, boolean rest) {}
}
