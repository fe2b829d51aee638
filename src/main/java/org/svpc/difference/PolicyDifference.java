package org.svpc.difference;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;

/**
 * The semantic difference of two policies, in sediff's sense: attributes, order and names of
 * generated things do not matter, what a rule means for each type does. Unlike in sediff a rule in
 * the {@code else} of a conditional is the same as one under the opposite condition.
 *
 * @param types names of the types of both policies; the sets of a rule's change refer to them
 * @param attributes names of attributes of the new policy, else of the old one, by their types
 * @param statements what differs in everything but rules on types, by kind and name
 * @param rules what differs in rules on types, by kind, class and names
 */
public record PolicyDifference(
    List<String> types,
    Map<IdSet, String> attributes,
    List<StatementChange> statements,
    List<RuleChange> rules) {

  public PolicyDifference {
    types = List.copyOf(types);
    attributes = Map.copyOf(attributes);
    statements = List.copyOf(statements);
    rules = List.copyOf(rules);
  }

  /** Compares two policies. */
  public static PolicyDifference between(Policy old, Policy other) {
    JointNames names = new JointNames(old, other);
    List<StatementChange> statements = Statements.changes(old, other);
    return new PolicyDifference(
        names.types(),
        names.attributes(),
        statements,
        new RuleComparison(names, old, other).changes());
  }

  public boolean isEmpty() {
    return statements.isEmpty() && rules.isEmpty();
  }

  /** The attribute that has just these types, or null. */
  public @Nullable String attribute(IdSet set) {
    return attributes.get(set);
  }

  /** The smallest attribute that has these types and at most a fifth more, or null. */
  public Map.@Nullable Entry<IdSet, String> nearestAttribute(IdSet set) {
    int most = set.size() + set.size() / 5;
    Map.Entry<IdSet, String> nearest = null;
    for (Map.Entry<IdSet, String> attribute : attributes.entrySet()) {
      int size = attribute.getKey().size();
      if (size <= most
          && attribute.getKey().containsAll(set)
          && (nearest == null
              || size < nearest.getKey().size()
              || (size == nearest.getKey().size()
                  && attribute.getValue().compareTo(nearest.getValue()) < 0))) {
        nearest = attribute;
      }
    }
    return nearest;
  }

  /** The names of a set of types, in alphabetical order. */
  public List<String> names(IdSet set) {
    return set.stream().mapToObj(types::get).sorted().toList();
  }
}
