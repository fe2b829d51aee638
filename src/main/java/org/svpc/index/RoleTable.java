package org.svpc.index;

import java.util.List;
import java.util.Map;

/**
 * The roles of a policy and the rules on roles.
 *
 * @param typesOf for each role the types it may be with
 * @param dominatesOf for each role the roles it dominates, itself included
 * @param bounds for each of the roles that is bounded, the one that bounds it
 * @param allows {@code allow role role}
 * @param transitions {@code role_transition}
 */
public record RoleTable(
    Names names,
    List<IdSet> typesOf,
    List<IdSet> dominatesOf,
    Map<Integer, Integer> bounds,
    List<Allow> allows,
    List<Transition> transitions) {

  public RoleTable {
    bounds = Map.copyOf(bounds);
    typesOf = List.copyOf(typesOf);
    dominatesOf = List.copyOf(dominatesOf);
    allows = List.copyOf(allows);
    transitions = List.copyOf(transitions);
  }

  /** {@code allow from to}. */
  public record Allow(int from, int to) {}

  /** {@code role_transition role type:class result}; the type may be an attribute. */
  public record Transition(int role, int type, int objectClass, int result) {}
}
