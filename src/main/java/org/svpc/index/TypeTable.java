package org.svpc.index;

import java.util.List;
import java.util.Map;

/**
 * The types and attributes of a policy, in one table of ids.
 *
 * @param names name of each; type aliases are the table's aliases
 * @param attributes which ids are attributes
 * @param attributesOf for each type the attributes it is in, not itself; for an attribute empty
 * @param membersOf for each attribute the types in it; for a type just that type
 * @param permissive types whose denials are only logged
 * @param bounds for each of the types that is bounded, the one that bounds it (typebounds)
 */
public record TypeTable(
    Names names,
    IdSet attributes,
    List<IdSet> attributesOf,
    List<IdSet> membersOf,
    IdSet permissive,
    Map<Integer, Integer> bounds) {

  public TypeTable {
    bounds = Map.copyOf(bounds);
    attributesOf = List.copyOf(attributesOf);
    membersOf = List.copyOf(membersOf);
  }

  public boolean isAttribute(int id) {
    return attributes.contains(id);
  }
}
