package org.svpc.usage;

/** Which svpc this is. */
public final class Version {
  /** As in pom.xml; a test holds the two to each other. */
  public static final String NUMBER = "0.1.0";

  private Version() {}
}
