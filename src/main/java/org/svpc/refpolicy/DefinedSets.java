package org.svpc.refpolicy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;

/**
 * Names and sets that a module's text gives a word of its own with <code>define(`my_perms', `{
 * getattr read }')</code>. From there on the word stands for them, in the reader as in m4.
 */
final class DefinedSets {
  /** The largest set; refpolicy's own have below 60 names. */
  private static final int LARGEST = 500;

  /** So many names may come of all uses together. */
  private static final int MOST = 200_000;

  /** Of the body of an interface: what it defines, m4 would define where it is called. */
  private final boolean ofModule;

  private final Map<String, NameSet> sets = new HashMap<>();
  private int definitions;
  private int names;

  private DefinedSets(boolean ofModule) {
    this.ofModule = ofModule;
  }

  /** Those of a module's own text. */
  static DefinedSets ofModule() {
    return new DefinedSets(true);
  }

  /** None: the text may not define any. */
  static DefinedSets none() {
    return new DefinedSets(false);
  }

  /** Gives a word its meaning; false where it cannot have one, or the set is too large. */
  boolean define(String word, NameSet set) {
    if (!ofModule || size(set) > LARGEST) {
      return false;
    }
    sets.put(word, set);
    definitions++;
    return true;
  }

  /** How many words were defined so far. */
  int definitions() {
    return definitions;
  }

  /** What a word stands for, or null where it stands for itself. */
  @Nullable NameSet find(String word) {
    NameSet set = sets.get(word);
    if (set != null) {
      names += size(set);
    }
    return set;
  }

  /** The one name that a word stands for, or null. */
  @Nullable Name findName(String word) {
    NameSet set = sets.get(word);
    List<NameSet.Element> elements = set == null ? List.of() : set.elements();
    return set != null
            && !set.braces()
            && !set.complement()
            && elements.size() == 1
            && elements.get(0) instanceof NameSet.Member member
            && !member.excluded()
        ? member.name()
        : null;
  }

  /** Whether so much came of the uses that no more shall. */
  boolean isExhausted() {
    return names > MOST;
  }

  private static int size(NameSet set) {
    int size = 0;
    for (NameSet.Element element : set.elements()) {
      size += element instanceof NameSet.Nested nested ? size(nested.set()) : 1;
    }
    return size;
  }
}
