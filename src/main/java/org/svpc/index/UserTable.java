package org.svpc.index;

import java.util.List;

/**
 * The SELinux users of a policy.
 *
 * @param rolesOf for each user the roles it may have
 * @param rangesOf for each user the levels it may have; empty list without MLS
 * @param defaultLevelsOf for each user the level it starts with; empty list without MLS
 * @param boundsOf for each user the user that bounds it, or -1
 */
public record UserTable(
    Names names,
    List<IdSet> rolesOf,
    List<MlsRange> rangesOf,
    List<MlsLevel> defaultLevelsOf,
    int[] boundsOf) {

  public UserTable {
    rolesOf = List.copyOf(rolesOf);
    rangesOf = List.copyOf(rangesOf);
    defaultLevelsOf = List.copyOf(defaultLevelsOf);
  }
}
