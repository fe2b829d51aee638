package com.oracle.svm.hosted;

/** In place of native-image's class of this name, which needs a library that only GraalVM's JDK has. */
final class ProgressReporterCHelper {
  private ProgressReporterCHelper() {}

  static int getTerminalWindowColumnsClamped() {
    return 100;
  }

  /** In bytes; -1 where it is not known. */
  static long getPeakRSS() {
    return -1;
  }
}
