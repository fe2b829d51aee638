package org.svpc.diagnostic;

/** Hears what a long piece of work is about to do. */
@FunctionalInterface
public interface Progress {
  /** Nobody listens. */
  Progress NONE = text -> {};

  /** Says what comes next, a few words without a dot. */
  void step(String text);
}
