package org.svpc.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of one table: the name of each id from 0, and the id of each name and alias. Ids are
 * the policy file's values less one.
 */
public final class Names {
  public static final Names NONE = new Names(List.of(), Map.of());

  private final String[] names;
  private final Map<String, Integer> aliases;
  private volatile Map<String, Integer> ids = Map.of();

  /**
   * @param names one for each id, each once; an id that the policy leaves free has the empty name
   * @param aliases further names and the ids they stand for
   */
  public Names(List<String> names, Map<String, Integer> aliases) {
    this.names = names.toArray(new String[0]);
    this.aliases = Map.copyOf(aliases);
  }

  /** How many ids there are, from 0. */
  public int size() {
    return names.length;
  }

  public String name(int id) {
    return names[id];
  }

  /** Whether the policy has something of this id: a policy file may leave ids free. */
  public boolean isUsed(int id) {
    return !names[id].isEmpty();
  }

  /** The id of a name or alias, or -1. */
  public int id(String name) {
    if (ids.isEmpty()) {
      ids = index();
    }
    Integer id = ids.get(name);
    return id == null ? -1 : id;
  }

  /** Further names and the ids they stand for. */
  public Map<String, Integer> aliases() {
    return aliases;
  }

  public List<String> all() {
    return List.of(names);
  }

  // Made when first asked: many uses of a policy ask for a handful of names, some for none.
  private Map<String, Integer> index() {
    Map<String, Integer> made = new HashMap<>(2 * names.length + aliases.size());
    made.putAll(aliases);
    for (int id = 0; id < names.length; id++) {
      if (!names[id].isEmpty()) {
        made.put(names[id], id);
      }
    }
    return made;
  }
}
