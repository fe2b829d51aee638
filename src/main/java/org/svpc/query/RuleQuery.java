package org.svpc.query;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query for rules as it was asked: nothing in it is looked up yet.
 *
 * @param choices the kinds of rules
 * @param criteria what they must be like; a criterion that is not given holds of every rule
 * @param modes how the criteria are compared
 */
public record RuleQuery(Set<RuleChoice> choices, Map<Criterion, String> criteria, Set<Mode> modes) {

  boolean has(RuleChoice choice) {
    return choices.contains(choice);
  }

  boolean has(Mode mode) {
    return modes.contains(mode);
  }

  @Nullable String value(Criterion criterion) {
    return criteria.get(criterion);
  }
}
