package org.svpc.cli;

/** Which svpc this is. */
final class Version {
  /** As in pom.xml; a test holds the two to each other. */
  static final String NUMBER = "0.1.0";

  private Version() {}
}
