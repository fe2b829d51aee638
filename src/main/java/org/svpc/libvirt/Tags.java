package org.svpc.libvirt;

/**
 * The places of tags in a well-formed document, in their order: a parser tells what tags say, and
 * not where each of them begins and ends.
 */
final class Tags {
  private final String text;
  private int at;
  private int start;
  private boolean opens;
  private boolean closes;

  Tags(String text) {
    this.text = text;
  }

  /** Goes to the next tag; false at the end of the text. */
  boolean next() {
    while (true) {
      start = text.indexOf('<', at);
      if (start < 0) {
        return false;
      }
      if (text.startsWith("<!--", start)) {
        at = behind("-->", start + 4);
      } else if (text.startsWith("<![CDATA[", start)) {
        at = behind("]]>", start + 9);
      } else if (text.startsWith("<?", start)) {
        at = behind("?>", start + 2);
      } else {
        opens = !text.startsWith("</", start);
        at = endOfTag();
        closes = !opens || (at >= 2 && text.charAt(at - 2) == '/');
        return true;
      }
    }
  }

  private int behind(String mark, int from) {
    int found = text.indexOf(mark, from);
    return found < 0 ? text.length() : found + mark.length();
  }

  private int endOfTag() {
    char quote = 0;
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return i + 1;
      }
    }
    return text.length();
  }

  int start() {
    return start;
  }

  /** Behind the tag. */
  int end() {
    return at;
  }

  /** Whether it is a start tag, of an empty element too. */
  boolean opens() {
    return opens;
  }

  /** Whether an element ends with it. */
  boolean closes() {
    return closes;
  }
}
