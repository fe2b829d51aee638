package org.svpc.difference;

import java.util.List;

/**
 * A statement other than a rule on types that is not the same in two policies.
 *
 * @param kind of statement: {@code type}, {@code boolean}, {@code portcon} ...
 * @param name what it is about
 * @param change whether it is new, gone, or says something else
 * @param added what it says in the new policy only: attributes of a type, a boolean's state ...
 * @param removed what it said in the old policy only
 */
public record StatementChange(
    String kind, String name, Change change, List<String> added, List<String> removed) {

  /** How a statement differs. */
  public enum Change {
    ADDED,
    REMOVED,
    MODIFIED
  }

  public StatementChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }
}
