package org.svpc.verify;

/** Ends the judgement of what cannot be judged; never leaves this room. */
@SuppressWarnings("serial")
final class Undecided extends Exception {
  private final String help;

  /**
   * @param problem a sentence
   * @param help a sentence, or the empty string
   */
  Undecided(String problem, String help) {
    super(problem, null, false, false);
    this.help = help;
  }

  String problem() {
    return String.valueOf(getMessage());
  }

  String help() {
    return help;
  }
}
