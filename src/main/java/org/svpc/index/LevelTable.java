package org.svpc.index;

import java.util.List;

/**
 * The sensitivities and categories of a policy.
 *
 * @param sensitivities ids in ascending order of dominance
 * @param categories names of the categories
 * @param categoriesOf for each sensitivity the categories that may go with it ({@code level}
 *     statements)
 */
public record LevelTable(Names sensitivities, Names categories, List<IdSet> categoriesOf) {
  public static final LevelTable NONE = new LevelTable(Names.NONE, Names.NONE, List.of());

  public LevelTable {
    categoriesOf = List.copyOf(categoriesOf);
  }
}
