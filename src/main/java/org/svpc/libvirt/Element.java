package org.svpc.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.source.Span;

/**
 * An element of a domain's XML.
 *
 * @param name without prefix; those of other name spaces as {@code qemu:commandline}, or {@code
 *     {URI}name} where the name space is none of libvirt's
 * @param attributes by their local names
 * @param text its own text, without that of its children and without blanks at the ends
 * @param tag its start tag
 * @param whole from its start tag to its end
 */
public record Element(
    String name,
    Map<String, String> attributes,
    List<Element> children,
    String text,
    Span tag,
    Span whole) {
  public Element {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  public boolean is(String other) {
    return name.equals(other);
  }

  /** An attribute's value, or null. */
  public @Nullable String get(String attribute) {
    return attributes.get(attribute);
  }

  /** An attribute's value, or what holds without it. */
  public String get(String attribute, String otherwise) {
    String value = attributes.get(attribute);
    return value == null ? otherwise : value;
  }

  /** Whether an attribute has a value. */
  public boolean has(String attribute, String value) {
    return value.equals(attributes.get(attribute));
  }

  /** The first child of a name, or null. */
  public @Nullable Element child(String child) {
    for (Element each : children) {
      if (each.is(child)) {
        return each;
      }
    }
    return null;
  }

  /** All children of a name. */
  public List<Element> all(String child) {
    List<Element> found = new ArrayList<>();
    for (Element each : children) {
      if (each.is(child)) {
        found.add(each);
      }
    }
    return found;
  }

  /** An attribute of a child, or null where there is no such child or attribute. */
  public @Nullable String of(String child, String attribute) {
    Element found = child(child);
    return found == null ? null : found.get(attribute);
  }

  /** The text of a child, or null where there is no such child. */
  public @Nullable String textOf(String child) {
    Element found = child(child);
    return found == null ? null : found.text();
  }

  public int line() {
    return tag.line();
  }
}
