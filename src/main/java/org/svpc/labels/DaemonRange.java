package org.svpc.labels;

import org.jspecify.annotations.Nullable;

/**
 * The categories that libvirt draws the labels of dynamic guests from: those in the range of its
 * own process, {@code cA.cB} with at least eight ({@code virSecuritySELinuxMCSGetProcessRange} and
 * {@code virSecuritySELinuxMCSFind}); where the range has no categories it takes {@code c0.c1023}.
 */
public final class DaemonRange {
  /** What libvirt assumes where its own process has no categories. */
  public static final CategorySet ASSUMED = CategorySet.range(0, 1023);

  /** With fewer categories libvirt draws none. */
  public static final int LEAST = 8;

  static final String HELP = "Write it as libvirt takes it, such as `c0.c899`.";

  private DaemonRange() {}

  /**
   * Reads {@code cA.cB}.
   *
   * @return null where the text is something else, or has too few categories for libvirt
   */
  public static @Nullable CategorySet parse(String text) {
    CategorySet set = text.indexOf(',') >= 0 ? null : CategorySet.parse(text);
    return set == null || set.size() < LEAST ? null : set;
  }

  /** Why a text is no range, a sentence. */
  public static String problem(String text) {
    CategorySet set = text.indexOf(',') >= 0 ? null : CategorySet.parse(text);
    return set == null
        ? "`" + text + "` is no range of categories."
        : "`"
            + text
            + "` has "
            + set.size()
            + (set.size() == 1 ? " category" : " categories")
            + ", and libvirt draws from at least 8.";
  }
}
