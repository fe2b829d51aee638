package org.svpc.m4;

/**
 * Expands text as GNU m4 1.4.19 does, without {@code -s}. What a text defines or diverts, and the
 * quotes and comments that it sets, last for the texts that follow, as with the files of one run of
 * m4. m4 works on bytes: where a length or a place of other than ASCII text matters, give it text
 * decoded as ISO 8859-1.
 *
 * <p>An engine is for one thread at a time, but {@link #fork} may be called by many at once, and
 * forks are independent of each other. After a problem an engine is in the middle of something:
 * take a fork before, and go on from that.
 */
public final class M4Engine {
  private final M4Limits limits;
  private final State state;

  public M4Engine(M4Limits limits) {
    this(limits, new State(limits));
  }

  private M4Engine(M4Limits limits, State state) {
    this.limits = limits;
    this.state = state;
  }

  /**
   * An engine that knows what this one knows, and whose definitions this one will never see. It
   * costs no more than what it will define itself.
   */
  public synchronized M4Engine fork() {
    return new M4Engine(limits, state.fork());
  }

  /** Defines a macro as {@code m4 -D name=text} does. */
  public void define(String name, String text) {
    state.macros.define(name.toCharArray(), Meaning.Text.of(text.toCharArray()));
  }

  /** Whether {@code ifdef} finds that name. */
  public boolean isDefined(String name) {
    return state.macros.find(name.toCharArray()) != null;
  }

  /**
   * Expands a text that others will follow in the same run: what it diverts and wraps waits for
   * {@link #expand}.
   *
   * @param file the name for {@code __file__} and for messages
   */
  public M4Result read(String text, String file) {
    return new Run(limits, state, Source.of(file, text)).read();
  }

  /**
   * Expands the last, or only, text of a run: then come the texts of {@code m4wrap}, and then what
   * is still diverted. Definitions stay.
   *
   * @param file the name for {@code __file__} and for messages
   */
  public M4Result expand(String text, String file) {
    return new Run(limits, state, Source.of(file, text)).expand();
  }
}
