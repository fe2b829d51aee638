package org.svpc.console;

/** The exit statuses, part of the contract with scripts. */
public final class Status {
  /** All went well. */
  public static final int FINE = 0;

  /** The sources have errors, or a check did not hold. */
  public static final int ERRORS = 1;

  /** The command line is wrong. */
  public static final int MISUSE = 2;

  /** A file or tool could not be used. */
  public static final int UNUSABLE = 3;

  /** A bug in svpc. */
  public static final int BUG = 70;

  private Status() {}
}
