package org.svpc.ir;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.source.Origin;

/** A set of names as written: not flattened, so that an emitter may keep the author's words. */
public final class SymbolSet {
  /** Up to so many names, comparing each with each is faster than a table. */
  private static final int SHORT = 8;

  /**
   * A member.
   *
   * @param name as written: a name, {@code self}, {@code *}, the name of a set ({@code
   *     rw_file_perms}), or {@code ~{ ... }} written out by lowering
   * @param excluded whether {@code -} stands before it
   * @param expansion the plain names that a set's name stands for, without repeats; empty for a
   *     plain name
   */
  public record Element(String name, boolean excluded, List<String> expansion, Origin origin) {
    public Element {
      expansion = List.copyOf(expansion);
    }

    public static Element of(String name, Origin origin) {
      return new Element(name, false, List.of(), origin);
    }
  }

  private final List<Element> elements;
  private final boolean complement;

  /** The names included, once they were asked for: what it holds does not change. */
  private @Nullable List<String> included;

  /**
   * @param complement whether {@code ~} stands before it; only plain policy has this, since
   *     lowering writes the full set out
   */
  public SymbolSet(List<Element> elements, boolean complement) {
    this.elements = List.copyOf(elements);
    this.complement = complement;
  }

  /** The members, as written. */
  public List<Element> elements() {
    return elements;
  }

  /** Whether {@code ~} stands before the set. */
  public boolean complement() {
    return complement;
  }

  public static SymbolSet of(Symbol symbol) {
    return new SymbolSet(List.of(Element.of(symbol.name(), symbol.origin())), false);
  }

  /** The plain names that are included, in the order written, sets expanded, without repeats. */
  public List<String> included() {
    List<String> known = included;
    if (known == null) {
      known = names(false);
      included = known;
    }
    return known;
  }

  /** The plain names that are excluded. */
  public List<String> excluded() {
    return names(true);
  }

  private List<String> names(boolean excluded) {
    if (elements.size() == 1) {
      Element only = elements.get(0);
      if (only.excluded() != excluded) {
        return List.of();
      }
      return only.expansion().isEmpty() ? List.of(only.name()) : only.expansion();
    }
    List<String> names = new ArrayList<>(elements.size());
    for (Element element : elements) {
      if (element.excluded() == excluded) {
        if (element.expansion().isEmpty()) {
          names.add(element.name());
        } else {
          names.addAll(element.expansion());
        }
      }
    }
    return once(names);
  }

  /** The names without repeats; most sets are short and have none. */
  private static List<String> once(List<String> names) {
    if (names.size() < 2) {
      return List.copyOf(names);
    }
    if (names.size() > SHORT) {
      return List.copyOf(new LinkedHashSet<>(names));
    }
    List<String> once = new ArrayList<>(names.size());
    for (String name : names) {
      if (!once.contains(name)) {
        once.add(name);
      }
    }
    return List.copyOf(once);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SymbolSet set
        && complement == set.complement
        && elements.equals(set.elements);
  }

  @Override
  public int hashCode() {
    return 31 * elements.hashCode() + Boolean.hashCode(complement);
  }

  @Override
  public String toString() {
    return (complement ? "~" : "") + elements;
  }
}
