package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.List;
import org.svpc.selinux.ParameterKind;

/**
 * What an interface, template or pattern takes, as its body and its documentation tell.
 *
 * @param parameters in the order of m4's {@code $1}, {@code $2} ...
 */
public record Signature(List<Parameter> parameters) {
  /**
   * One parameter.
   *
   * @param name that of the documentation, or one like it that the body does not use otherwise
   */
  public record Parameter(ParameterKind kind, String name, boolean optional) {}

  public Signature {
    parameters = List.copyOf(parameters);
  }

  List<String> names() {
    List<String> names = new ArrayList<>(parameters.size());
    for (Parameter parameter : parameters) {
      names.add(parameter.name());
    }
    return names;
  }

  /** How the body's parameters are written in SVP. */
  Parameters parametersOfBody() {
    List<Boolean> pieces = new ArrayList<>(parameters.size());
    for (Parameter parameter : parameters) {
      pieces.add(parameter.kind() == ParameterKind.STEM);
    }
    return Parameters.named(names(), pieces);
  }
}
