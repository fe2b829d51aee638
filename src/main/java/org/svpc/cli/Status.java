package org.svpc.cli;

/** The exit statuses, part of the contract with scripts. */
final class Status {
  /** All went well. */
  static final int FINE = 0;

  /** The sources have errors, or a check did not hold. */
  static final int ERRORS = 1;

  /** The command line is wrong. */
  static final int MISUSE = 2;

  /** A file or tool could not be used. */
  static final int UNUSABLE = 3;

  /** A bug in svpc. */
  static final int BUG = 70;

  private Status() {}
}
