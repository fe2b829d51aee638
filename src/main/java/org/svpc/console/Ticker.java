package org.svpc.console;

import org.svpc.diagnostic.Progress;

/**
 * Shows on a terminal what goes on once it has taken a second, in one line that is wiped at the
 * end. Elsewhere nobody watches, and nothing is shown.
 */
public final class Ticker implements Progress, AutoCloseable {
  private static final long SECOND = 1000;
  private static final String WIPE = "\r\u001b[K";

  private final Console console;
  private final Thread thread;
  private final boolean watched;
  private String text;
  private boolean ended;
  private boolean shown;

  /**
   * Starts to watch the time.
   *
   * @param text what goes on, a few words without a dot
   */
  public Ticker(Console console, String text) {
    this(console, text, SECOND);
  }

  Ticker(Console console, String text, long interval) {
    this.console = console;
    this.text = text;
    watched =
        console.environment().onTerminal()
            && !"dumb".equals(console.environment().variable("TERM"));
    thread =
        new Thread("progress") {
          @Override
          public void run() {
            tick(interval);
          }
        };
    thread.setDaemon(true);
    if (watched) {
      thread.start();
    }
  }

  private synchronized void tick(long interval) {
    try {
      for (int seconds = 1; !ended; seconds++) {
        wait(interval);
        if (!ended) {
          console.err().print(WIPE + text + " (" + seconds + " s)");
          console.err().flush();
          shown = true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void step(String next) {
    text = next;
  }

  /** Wipes the line; nothing is shown any more. */
  @Override
  public synchronized void close() {
    ended = true;
    notifyAll();
    if (shown) {
      console.err().print(WIPE);
      console.err().flush();
      shown = false;
    }
  }
}
