package org.svpc.console;

import org.svpc.usage.Command;

/** What a command was given cannot be meant, or not be used: it ends the command. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final String advice;
  private final int status;

  /** Of what cannot be meant; both are sentences, the advice may be empty. */
  public Refusal(String message, String advice) {
    this(message, advice, Status.MISUSE);
  }

  public Refusal(String message, String advice, int status) {
    super(message, null, false, false);
    this.advice = advice;
    this.status = status;
  }

  /** Says so; the exit status of the command. */
  public int tell(Command command, Console console) {
    console.refuse(command, String.valueOf(getMessage()), advice);
    return status;
  }
}
