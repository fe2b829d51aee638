package org.svpc.index;

import java.util.List;

/**
 * The roles of a policy and the rules on roles.
 *
 * @param typesOf for each role the types it may be with
 * @param dominatesOf for each role the roles it dominates, itself included
 * @param boundsOf for each role the role that bounds it, or -1
 * @param allows {@code allow role role}
 * @param transitions {@code role_transition}
 */
public record RoleTable(
    Names names,
    List<IdSet> typesOf,
    List<IdSet> dominatesOf,
    int[] boundsOf,
    List<Allow> allows,
    List<Transition> transitions) {

  public RoleTable {
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
