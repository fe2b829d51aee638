package org.svpc.compiler;

import org.jspecify.annotations.Nullable;

/**
 * Work that is done while the thread that began it goes on with something else; or at once, where
 * no processor is idle.
 */
public final class Aside<R> {
  private @Nullable R result;
  private @Nullable Throwable failure;
  private @Nullable Thread thread;

  private Aside() {}

  /** Begins work on an item. It may only touch what the beginner leaves alone until it waits. */
  static <T, R> Aside<R> begin(Parallel.Work<T, R> work, T item) throws InterruptedException {
    Aside<R> aside = new Aside<>();
    if (Parallel.idle()) {
      aside.thread = new Carrier<>(aside, work, item);
      aside.thread.start();
    } else {
      aside.result = work.on(item);
    }
    return aside;
  }

  /** What came of it, once it is done. An interruption of the waiting ends the work as well. */
  public R await() throws InterruptedException {
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        thread.interrupt();
        throw e;
      }
    }
    if (failure instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    if (failure instanceof RuntimeException bug) {
      throw bug;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (result == null) {
      throw new IllegalStateException(failure);
    }
    return result;
  }

  /** A class rather than a lambda, whose first one costs a cold process milliseconds. */
  private static final class Carrier<T, R> extends Thread {
    private final Aside<R> aside;
    private final Parallel.Work<T, R> work;
    private final T item;

    Carrier(Aside<R> aside, Parallel.Work<T, R> work, T item) {
      super("svpc-aside");
      this.aside = aside;
      this.work = work;
      this.item = item;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        aside.result = work.on(item);
      } catch (InterruptedException | RuntimeException | Error e) {
        aside.failure = e;
      }
    }
  }
}
