package org.svpc.query;

import org.jspecify.annotations.Nullable;

/** What of a policy can be listed, by seinfo's words and in the order of its {@code --all}. */
public enum Listing {
  BOOL("bool", "Booleans", "boolean"),
  CATEGORY("category", "Categories", "category"),
  CLASS("class", "Classes", "class"),
  COMMON("common", "Commons", "common permission set"),
  CONSTRAIN("constrain", "Constraints", "class"),
  DEFAULT("default", "Default rules", "class"),
  FS_USE("fs_use", "Fs_use", "file system"),
  GENFSCON("genfscon", "Genfscon", "file system"),
  IBENDPORTCON("ibendportcon", "Ibendportcon", "device"),
  IBPKEYCON("ibpkeycon", "Ibpkeycon", "key"),
  INITIALSID("initialsid", "Initial SIDs", "initial SID"),
  NETIFCON("netifcon", "Netifcon", "network interface"),
  NODECON("nodecon", "Nodecon", "address"),
  PERMISSIVE("permissive", "Permissive Types", "type"),
  POLCAP("polcap", "Polcap", "capability"),
  PORTCON("portcon", "Portcon", "port"),
  ROLE("role", "Roles", "role"),
  SENSITIVITY("sensitivity", "Sensitivities", "sensitivity"),
  TYPEBOUNDS("typebounds", "Typebounds", "type"),
  TYPE("type", "Types", "type"),
  ATTRIBUTE("attribute", "Type Attributes", "attribute"),
  USER("user", "Users", "user"),
  VALIDATETRANS("validatetrans", "Validatetrans", "class"),
  /** The booleans with the rules that depend on each: not one of seinfo's. */
  GATES("gates", "Booleans", "boolean"),
  /** How many there are of each: what seinfo prints when nothing is asked. */
  SUMMARY("summary", "Statistics", ""),
  /** The summary and all of seinfo's listings. */
  ALL("all", "All", "");

  private final String word;
  private final String title;
  private final String named;

  Listing(String word, String title, String named) {
    this.word = word;
    this.title = title;
    this.named = named;
  }

  /** What is typed: seinfo's long option without its dashes. */
  public String word() {
    return word;
  }

  /** What stands above the listing, before the count. */
  String title() {
    return title;
  }

  /** What a name narrows it down to: a boolean, a class; the empty text where nothing does. */
  public String named() {
    return named;
  }

  /** The listing of a word, or null. */
  public static @Nullable Listing of(String word) {
    for (Listing listing : values()) {
      if (listing.word.equals(word)) {
        return listing;
      }
    }
    return null;
  }

  boolean isOfSeinfo() {
    return this != GATES && !isOfAll();
  }

  /** Whether it is put together of others. */
  boolean isOfAll() {
    return this == SUMMARY || this == ALL;
  }
}
