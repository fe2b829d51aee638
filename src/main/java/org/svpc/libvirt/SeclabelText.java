package org.svpc.libvirt;

import org.jspecify.annotations.Nullable;

/**
 * The XML of a domain with the right {@code <seclabel>}. Every other byte stays as it is: the new
 * element stands where the old one stood, or before the end of the domain.
 */
public final class SeclabelText {
  private SeclabelText() {}

  /** The text of the file that the guest was read from, with the label. */
  public static String of(Guest guest) {
    Element domain = guest.domain();
    Element old = LabelReader.element(domain);
    String text = domain.tag().file().text();
    String newline = text.contains("\r\n") ? "\r\n" : "\n";
    if (old != null) {
      String indent = indent(text, old.tag().start());
      return text.substring(0, old.whole().start())
          + element(guest, old, indent, newline)
          + text.substring(old.whole().end());
    }
    if (domain.children().isEmpty()) {
      return text;
    }
    Element last = domain.children().get(domain.children().size() - 1);
    String indent = indent(text, last.tag().start());
    return text.substring(0, last.whole().end())
        + (indent.isEmpty() && !startsLine(text, last.tag().start()) ? "" : newline + indent)
        + element(guest, null, indent, newline)
        + text.substring(last.whole().end());
  }

  private static boolean startsLine(String text, int at) {
    return at == 0 || text.charAt(at - 1) == '\n';
  }

  /** The blanks before a place, where nothing else stands before it on its line. */
  private static String indent(String text, int at) {
    int start = at;
    while (start > 0 && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t')) {
      start--;
    }
    return startsLine(text, start) ? text.substring(start, at) : "";
  }

  private static String element(Guest guest, @Nullable Element old, String indent, String newline) {
    SelinuxLabel written =
        old == null ? null : SelinuxLabel.parse(String.valueOf(old.textOf("label")));
    boolean fixed =
        switch (guest.label().handling()) {
          case STATIC, STATIC_RELABELLED -> written != null;
          case DYNAMIC, NONE -> false;
        };
    String relabel =
        guest.label().handling() == GuestLabel.Handling.STATIC ? "relabel='no'" : "relabel='yes'";
    String child = fixed ? "label" : "baselabel";
    String context =
        fixed && written != null
            ? written.user()
                + ":"
                + written.role()
                + ":"
                + guest.names().domain()
                + (written.range().isEmpty() ? "" : ":" + written.range())
            : "system_u:system_r:" + guest.names().domain() + ":s0";
    return "<seclabel type='"
        + (fixed ? "static" : "dynamic")
        + "' model='selinux' "
        + (fixed ? relabel : "relabel='yes'")
        + ">"
        + newline
        + indent
        + "  <"
        + child
        + ">"
        + context
        + "</"
        + child
        + ">"
        + newline
        + indent
        + "</seclabel>";
  }
}
