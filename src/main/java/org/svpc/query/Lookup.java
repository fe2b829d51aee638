package org.svpc.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.index.IdSet;
import org.svpc.index.Names;
import org.svpc.index.Policy;
import org.svpc.index.TypeTable;
import org.svpc.text.Spelling;

/**
 * Finds the ids that names and patterns of one query stand for. What cannot be found makes the
 * query refused; the first such thing is told.
 */
final class Lookup {
  private final Policy policy;
  private Answer.@Nullable Refusal refusal;

  Lookup(Policy policy) {
    this.policy = policy;
  }

  /** Why the query is refused, or null. */
  Answer.@Nullable Refusal refusal() {
    return refusal;
  }

  boolean refused() {
    return refusal != null;
  }

  void refuse(String message, String advice) {
    if (refusal == null) {
      refusal = new Answer.Refusal(message, advice);
    }
  }

  /** Refuses a name, with those that are spelled alike. */
  void unknown(String message, String wrong, Collection<String> known, String otherwise) {
    String meant = Spelling.question(Spelling.closest(wrong, known));
    refuse(message, meant.isEmpty() ? otherwise : meant);
  }

  /**
   * The types and attributes that a rule may name to be found by a name or pattern. With attributes
   * looked through, those are all that share a type with what is asked for: so sesearch has it.
   */
  IdSet typesInRules(String text, boolean direct, boolean pattern) {
    TypeTable types = policy.types();
    if (pattern) {
      return direct ? matching(types.names(), text) : sharing(matchingTypes(text));
    }
    int id = typeOrAttribute(text);
    if (id < 0) {
      return IdSet.EMPTY;
    }
    return direct ? IdSet.of(id) : sharing(members(id));
  }

  /** The types that a name or pattern stands for; an attribute stands for its types. */
  IdSet types(String text, boolean pattern) {
    if (pattern) {
      return matchingTypes(text);
    }
    int id = typeOrAttribute(text);
    return id < 0 ? IdSet.EMPTY : members(id);
  }

  /** Whether a type or attribute is called so. */
  boolean isType(String name) {
    return policy.types().names().id(name) >= 0;
  }

  private int typeOrAttribute(String name) {
    Names names = policy.types().names();
    int id = names.id(name);
    if (id < 0) {
      unknown(
          "The policy has no type or attribute `" + name + "`.",
          name,
          withAliases(names),
          "`--list type` and `--list attribute` list them.");
    }
    return id;
  }

  private IdSet members(int id) {
    TypeTable types = policy.types();
    return types.isAttribute(id) ? types.membersOf().get(id) : IdSet.of(id);
  }

  /** These types and every attribute that one of them is in. */
  private IdSet sharing(IdSet types) {
    BitSet ids = new BitSet();
    List<IdSet> attributesOf = policy.types().attributesOf();
    for (int type = types.next(0); type >= 0; type = types.next(type + 1)) {
      ids.set(type);
      IdSet attributes = attributesOf.get(type);
      for (int id = attributes.next(0); id >= 0; id = attributes.next(id + 1)) {
        ids.set(id);
      }
    }
    return IdSet.of(ids);
  }

  private IdSet matchingTypes(String text) {
    return matching(policy.types().names(), text).without(policy.types().attributes());
  }

  /** The ids of a table whose names hold a pattern; aliases are not looked at. */
  IdSet matching(Names names, String text) {
    NamePattern pattern = new NamePattern(text);
    BitSet ids = new BitSet();
    for (int id = 0; id < names.size() && pattern.problem() == null; id++) {
      if (names.isUsed(id) && pattern.find(names.name(id))) {
        ids.set(id);
      }
    }
    String problem = pattern.problem();
    if (problem != null) {
      refuse(
          "The regular expression `" + text + "` cannot be used: " + problem + ".",
          "Patterns are as in Python: `^`, `$`, `.`, `[]`, `()`, `|`, `*`, `+`, `?`, `{}`, `\\d`,"
              + " `\\w`.");
    }
    return IdSet.of(ids);
  }

  /** The id of a name of a table, or -1 and a refusal that says what there is none of. */
  int id(Names names, String name, String what, String list) {
    int id = names.id(name);
    if (id < 0) {
      unknown(
          "The policy has no " + what + " `" + name + "`.",
          name,
          withAliases(names),
          "`--list " + list + "` lists them.");
    }
    return id;
  }

  /** The ids of names with commas between. */
  IdSet ids(Names names, String text, String what, String list) {
    BitSet ids = new BitSet();
    for (String name : parts(text)) {
      int id = id(names, name, what, list);
      if (id < 0) {
        return IdSet.EMPTY;
      }
      ids.set(id);
    }
    return IdSet.of(ids);
  }

  /** The words between commas. */
  static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', start)) {
      parts.add(text.substring(start, comma));
      start = comma + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static List<String> withAliases(Names names) {
    List<String> all = new ArrayList<>(names.aliases().keySet());
    for (int id = 0; id < names.size(); id++) {
      if (names.isUsed(id)) {
        all.add(names.name(id));
      }
    }
    return all;
  }
}
