package org.svpc.refpolicy;

import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;

/** Takes what is wrong with a text, up to the point where it is no text of that kind at all. */
final class Problems {
  private static final int MOST = 100;

  private final Diagnostics diagnostics;
  private int count;

  Problems(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  void add(Diagnostic.Builder diagnostic) {
    diagnostics.add(diagnostic);
    count++;
  }

  /** Whether there is no use in reading on. */
  boolean tooMany() {
    return count >= MOST;
  }
}
