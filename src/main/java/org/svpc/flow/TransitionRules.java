package org.svpc.flow;

import java.util.List;

/**
 * The rules that let a process change from one domain to another; each is a place in the policy's
 * rule table.
 *
 * @param transition {@code allow FROM TO:process transition}
 * @param setexec {@code allow FROM self:process setexec}; the domain may ask for its successor
 * @param entrypoints the files by which it can be done
 * @param dyntransition {@code allow FROM TO:process dyntransition}
 * @param setcurrent {@code allow FROM self:process setcurrent}
 */
public record TransitionRules(
    List<Integer> transition,
    List<Integer> setexec,
    List<Entrypoint> entrypoints,
    List<Integer> dyntransition,
    List<Integer> setcurrent) {

  public TransitionRules {
    transition = List.copyOf(transition);
    setexec = List.copyOf(setexec);
    entrypoints = List.copyOf(entrypoints);
    dyntransition = List.copyOf(dyntransition);
    setcurrent = List.copyOf(setcurrent);
  }

  /**
   * A type of files whose execution can lead into the new domain.
   *
   * @param file id of the type
   * @param entrypoint {@code allow TO FILE:file entrypoint}
   * @param execute {@code allow FROM FILE:file execute}
   * @param typeTransition {@code type_transition FROM FILE:process TO}; it happens unasked
   */
  public record Entrypoint(
      int file, List<Integer> entrypoint, List<Integer> execute, List<Integer> typeTransition) {
    public Entrypoint {
      entrypoint = List.copyOf(entrypoint);
      execute = List.copyOf(execute);
      typeTransition = List.copyOf(typeTransition);
    }
  }
}
