package org.svpc.difference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.TypeTable;

/**
 * The types and attributes of two policies in one table of ids: what bears one name is one symbol.
 * An attribute that only one policy knows by its name is the other's attribute of the same types,
 * if there is one: the compilers number the attributes that they make.
 */
final class JointNames {
  private final List<String> types = new ArrayList<>();
  private final Map<String, Integer> typeIds = new HashMap<>();
  private final Map<IdSet, String> named = new HashMap<>();
  private final Side oldSide;
  private final Side newSide;
  private final int symbols;

  /** One of the policies in the ids of both. */
  static final class Side {
    private final int[] symbolOf;
    private final List<IdSet> membersOf;
    private final int types;

    private Side(int[] symbolOf, List<IdSet> membersOf, int types) {
      this.symbolOf = symbolOf;
      this.membersOf = membersOf;
      this.types = types;
    }

    /**
     * The symbol of a type or attribute of the policy: below the number of types a type, from there
     * on an attribute.
     */
    int symbol(int id) {
      return symbolOf[id];
    }

    /** The types that a symbol stands for in this policy; none for one that it does not have. */
    IdSet members(int symbol) {
      return membersOf.get(symbol);
    }

    /** The symbols that stand for a type: its own and those of its attributes. */
    List<Integer> symbols(int type) {
      List<Integer> symbols = new ArrayList<>();
      symbols.add(type);
      for (int symbol = types; symbol < membersOf.size(); symbol++) {
        if (membersOf.get(symbol).contains(type)) {
          symbols.add(symbol);
        }
      }
      return symbols;
    }
  }

  JointNames(Policy old, Policy other) {
    collect(old.types());
    collect(other.types());
    Map<String, Integer> attributes = new HashMap<>();
    Map<String, IdSet> oldMembers = membersByName(old.types());
    Map<String, IdSet> newMembers = membersByName(other.types());
    Map<IdSet, Integer> unmatched = new HashMap<>();
    int next = types.size();
    for (var attribute : oldMembers.entrySet()) {
      attributes.put(attribute.getKey(), next);
      if (!newMembers.containsKey(attribute.getKey())) {
        unmatched.put(attribute.getValue(), next);
      }
      next++;
    }
    Map<String, Integer> newAttributes = new HashMap<>();
    for (var attribute : newMembers.entrySet()) {
      Integer symbol = attributes.get(attribute.getKey());
      if (symbol == null) {
        symbol = unmatched.remove(attribute.getValue());
      }
      newAttributes.put(attribute.getKey(), symbol == null ? next++ : symbol);
    }
    symbols = next;
    // Of several with the same types the first in the alphabet.
    oldMembers.forEach((name, members) -> named.put(members, name));
    newMembers.forEach((name, members) -> named.put(members, name));
    oldSide = side(old.types(), attributes, oldMembers);
    newSide = side(other.types(), newAttributes, newMembers);
  }

  private void collect(TypeTable table) {
    for (int id = 0; id < table.names().size(); id++) {
      if (!table.isAttribute(id)
          && typeIds.putIfAbsent(table.names().name(id), types.size()) == null) {
        types.add(table.names().name(id));
      }
    }
  }

  private Map<String, IdSet> membersByName(TypeTable table) {
    Map<String, IdSet> attributes = new TreeMap<>(Comparator.reverseOrder());
    for (int id = table.attributes().next(0); id >= 0; id = table.attributes().next(id + 1)) {
      attributes.put(table.names().name(id), joint(table, table.membersOf().get(id)));
    }
    return attributes;
  }

  private IdSet joint(TypeTable table, IdSet members) {
    BitSet joint = new BitSet();
    for (int id = members.next(0); id >= 0; id = members.next(id + 1)) {
      joint.set(typeIds.getOrDefault(table.names().name(id), 0));
    }
    return IdSet.of(joint);
  }

  private Side side(
      TypeTable table, Map<String, Integer> attributes, Map<String, IdSet> attributeMembers) {
    int[] symbolOf = new int[table.names().size()];
    IdSet[] membersOf = new IdSet[symbols];
    java.util.Arrays.fill(membersOf, IdSet.EMPTY);
    for (int id = 0; id < table.names().size(); id++) {
      String name = table.names().name(id);
      boolean attribute = table.isAttribute(id);
      int symbol = (attribute ? attributes : typeIds).getOrDefault(name, -1);
      symbolOf[id] = symbol;
      membersOf[symbol] =
          attribute ? attributeMembers.getOrDefault(name, IdSet.EMPTY) : IdSet.of(symbol);
    }
    return new Side(symbolOf, List.of(membersOf), types.size());
  }

  /** Names of the types of both policies. */
  List<String> types() {
    return types;
  }

  /** The names of attributes by what they stand for; the new policy's go before the old one's. */
  Map<IdSet, String> attributes() {
    return named;
  }

  int symbols() {
    return symbols;
  }

  Side oldSide() {
    return oldSide;
  }

  Side newSide() {
    return newSide;
  }
}
