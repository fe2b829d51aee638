package org.svpc.check;

import org.svpc.diagnostic.Diagnostics;

/** One rule. */
interface Check {
  void check(Subject subject, Diagnostics diagnostics);
}
