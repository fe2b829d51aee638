package org.svpc.index;

import java.util.List;
import java.util.Map;

/**
 * The SELinux users of a policy.
 *
 * @param rolesOf for each user the roles it may have
 * @param rangesOf for each user the levels it may have; empty list without MLS
 * @param defaultLevelsOf for each user the level it starts with; empty list without MLS
 * @param bounds for each of the users that is bounded, the one that bounds it
 */
public record UserTable(
    Names names,
    List<IdSet> rolesOf,
    List<MlsRange> rangesOf,
    List<MlsLevel> defaultLevelsOf,
    Map<Integer, Integer> bounds) {

  public UserTable {
    bounds = Map.copyOf(bounds);
    rolesOf = List.copyOf(rolesOf);
    rangesOf = List.copyOf(rangesOf);
    defaultLevelsOf = List.copyOf(defaultLevelsOf);
  }
}
