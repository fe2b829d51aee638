package org.svpc.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Spreads independent work over the processors, where there is enough of it. */
public final class Parallel {
  /** With fewer items than this, starting threads costs more than it brings. */
  private static final int LEAST = 8;

  private Parallel() {}

  /** Work on one item. */
  public interface Work<T, R> {
    R on(T item) throws InterruptedException;
  }

  /** A thread of those that {@link #map} keeps the processors busy with. */
  private static final class Worker extends Thread {
    Worker(Runnable work) {
      super(work, "svpc-worker");
    }
  }

  /** Whether so many items are worked on one at a time. */
  static boolean isFew(int items) {
    return items < LEAST;
  }

  /** Whether a thread more would find a processor to run on. */
  static boolean idle() {
    return !(Thread.currentThread() instanceof Worker)
        && Runtime.getRuntime().availableProcessors() > 1;
  }

  /** The results in the order of the items. Works on one item at a time where there are few. */
  static <T, R> List<R> map(List<T> items, Work<T, R> work) throws InterruptedException {
    int threads = Math.min(items.size(), Runtime.getRuntime().availableProcessors());
    List<R> results = new ArrayList<>(items.size());
    if (isFew(items.size()) || threads < 2) {
      for (T item : items) {
        results.add(work.on(item));
      }
      return results;
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads, Worker::new);
    try {
      List<Future<R>> futures = new ArrayList<>(items.size());
      for (T item : items) {
        futures.add(pool.submit(() -> work.on(item)));
      }
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      if (e.getCause() instanceof RuntimeException bug) {
        throw bug;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
