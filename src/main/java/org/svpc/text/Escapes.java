package org.svpc.text;

/** Text put into other languages so that it stands for itself there. */
public final class Escapes {
  private Escapes() {}

  /** For text and attributes of XML and HTML. */
  public static String xml(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** One word of a POSIX shell: as it stands where that is safe, else in single quotes. */
  public static String shell(String text) {
    boolean plain = !text.isEmpty() && text.charAt(0) != '-';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain &=
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "/._:,+-@".indexOf(c) >= 0;
    }
    return plain ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
