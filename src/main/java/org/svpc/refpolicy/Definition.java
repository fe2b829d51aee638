package org.svpc.refpolicy;

import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * Where an interface, a template or a pattern is defined; its body is not read yet.
 *
 * @param start where it starts, documentation included
 * @param body the offset at which its text starts, behind the quote
 * @param bodyEnd the offset of the quote that ends its text
 */
public record Definition(
    String name, Kind kind, SourceFile file, int start, Span place, int body, int bodyEnd) {
  /** With which macro it is defined. */
  public enum Kind {
    INTERFACE,
    TEMPLATE,
    /** A plain {@code define}, as the patterns of the support files are. */
    PATTERN
  }
}
