package org.svpc.selinux;

/** A range of levels; a single level is a range with equal ends. */
public record LevelRange(Level low, Level high) {

  public static LevelRange of(Level level) {
    return new LevelRange(level, level);
  }

  /** The range written out, {@code s0 - s0:c0.c1023}; checkmodule 3.4 needs the blanks. */
  public String text() {
    return low.text().equals(high.text()) ? low.text() : low.text() + " - " + high.text();
  }

  /** As written, symbolic names kept. */
  public String written() {
    String least = low.written();
    String most = high.written();
    return least.equals(most) ? least : least + " - " + most;
  }
}
