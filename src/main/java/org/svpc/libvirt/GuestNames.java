package org.svpc.libvirt;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names in a guest's module. All begin with {@code vm_}, as no module, type or reserved word of
 * a policy does, so that a guest may be called {@code init} or {@code level}.
 *
 * @param stem what all of them begin with, and the module's name
 * @param domain the guest's domain: {@code STEM_t}, unless the XML names one that the policy lacks
 */
public record GuestNames(String stem, String domain) {
  private static final String PREFIX = "vm_";
  private static final int MOST = 48;

  /**
   * @param given a domain that the XML or the user names, or null
   */
  static GuestNames of(String guest, @Nullable String given) {
    String stem = PREFIX + stem(guest);
    return new GuestNames(stem, given == null ? stem + "_t" : given);
  }

  /** Small letters, digits and single underscores; what was lost shows as a number. */
  private static String stem(String guest) {
    StringBuilder stem = new StringBuilder();
    boolean letters = false;
    boolean lost = false;
    for (int i = 0; i < guest.length(); i++) {
      char c = guest.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      lost |= c > 0x7f;
      letters |= plain;
      if (stem.length() >= MOST) {
        lost = true;
        break;
      }
      if (plain) {
        stem.append(Character.toLowerCase(c));
      } else if (!stem.isEmpty() && stem.charAt(stem.length() - 1) != '_') {
        stem.append('_');
      }
    }
    while (!stem.isEmpty() && stem.charAt(stem.length() - 1) == '_') {
      stem.setLength(stem.length() - 1);
    }
    if (lost || !letters) {
      stem.append(stem.isEmpty() ? "" : "_")
          .append(String.format(Locale.ROOT, "%08x", guest.hashCode()));
    }
    return isTaken(stem.toString()) ? stem + "_vm" : stem.toString();
  }

  /** Whether a stem's own domain would be called like a type of another guest, or a test's file. */
  private static boolean isTaken(String stem) {
    int last = stem.lastIndexOf('_');
    String word = "_" + stem.substring(last + 1);
    boolean taken = word.equals("_test");
    for (Subject.Role role : Subject.Role.values()) {
      taken |= role.suffix().equals(word + "_t");
    }
    return taken;
  }

  /** The names for another guest of the same run that came to the same module name. */
  GuestNames numbered(int number) {
    String other = stem + "_" + number;
    return new GuestNames(other, domain.equals(stem + "_t") ? other + "_t" : domain);
  }

  /** The name of a type or attribute of the module. */
  public String of(Subject subject) {
    if (subject instanceof Subject.Own own) {
      return stem + own.role().suffix();
    }
    if (subject instanceof Subject.Named named) {
      return named.name();
    }
    if (subject instanceof Subject.Declared declared) {
      return declared.name();
    }
    if (subject instanceof Subject.Missing missing) {
      return missing.name();
    }
    return domain;
  }

  /** The boolean that opens a far-reaching access. */
  public String gate(Access access) {
    return stem + "_use_" + access.name().toLowerCase(Locale.ROOT);
  }
}
