package org.svpc.emit;

import java.util.IdentityHashMap;
import java.util.List;
import org.svpc.ir.SymbolSet;
import org.svpc.selinux.LevelRange;

/** The words of a statement as checkmodule reads them. */
final class PlainWords implements Words {
  /**
   * What was written for a set that has a name, by what it stands for: it is the same each time.
   */
  private final IdentityHashMap<List<String>, String> named = new IdentityHashMap<>();

  @Override
  public String name(String name) {
    return name;
  }

  @Override
  public String set(SymbolSet set) {
    return Sets.text(set);
  }

  @Override
  public String permissions(SymbolSet set) {
    List<String> expansion =
        set.elements().size() == 1 && !set.complement()
            ? set.elements().get(0).expansion()
            : List.of();
    if (expansion.isEmpty()) {
      return Sets.text(set);
    }
    String text = named.get(expansion);
    if (text == null) {
      text = Sets.text(set);
      named.put(expansion, text);
    }
    return text;
  }

  @Override
  public String objectName(String name) {
    return '"' + name + '"';
  }

  @Override
  public String range(LevelRange range) {
    return SingleCategories.of(range).text();
  }
}
