package org.svpc.toolchain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Runs programs: with a time limit, with an output that is read to its end but kept only up to a
 * size, and with no child left behind when the limit is reached, the thread is interrupted or svpc
 * itself ends.
 */
final class Processes {
  /** How much of an output is kept, in bytes. */
  static final int KEPT = 1 << 20;

  /** How long a program's last output may take to arrive once it has ended. */
  private static final long DRAIN_MILLIS = 2000;

  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  /** Held while a program starts; whoever has all of it knows every program that runs. */
  private static final ReentrantReadWriteLock STARTS = new ReentrantReadWriteLock();

  private static boolean hooked;

  private Processes() {}

  /**
   * How a program ended.
   *
   * @param status its exit status; meaningless where {@code timedOut}
   * @param output what it printed, both streams together, without what is beyond the limit
   */
  record Exit(int status, String output, boolean timedOut) {
    boolean ok() {
      return status == 0 && !timedOut;
    }
  }

  /**
   * Runs a program in the C locale, its standard input empty.
   *
   * @throws IOException where it cannot be started
   * @throws InterruptedException where the thread was interrupted; the program is dead then
   */
  static Exit run(Path folder, Duration limit, List<String> command)
      throws IOException, InterruptedException {
    return run(folder, limit, command, Map.of());
  }

  /** The same with variables of its own. */
  static Exit run(Path folder, Duration limit, List<String> command, Map<String, String> variables)
      throws IOException, InterruptedException {
    return run(folder, limit, command, variables, KEPT);
  }

  /** The same with another limit of the output that is kept, in bytes. */
  static Exit run(
      Path folder, Duration limit, List<String> command, Map<String, String> variables, int kept)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    return run(folder, limit, builder, variables, kept);
  }

  /**
   * Runs a program whose standard input and output are files; the output of the result is what it
   * printed on standard error.
   */
  static Exit run(Path folder, Duration limit, List<String> command, Path input, Path output)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectInput(input.toFile());
    builder.redirectOutput(output.toFile());
    return run(folder, limit, builder, Map.of(), KEPT);
  }

  private static Exit run(
      Path folder, Duration limit, ProcessBuilder builder, Map<String, String> variables, int kept)
      throws IOException, InterruptedException {
    builder.directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    for (Iterator<String> names = environment.keySet().iterator(); names.hasNext(); ) {
      if (isLocale(names.next())) {
        names.remove();
      }
    }
    environment.put("LC_ALL", "C");
    environment.putAll(variables);
    hook();
    Process process = started(builder);
    try {
      process.getOutputStream().close();
      Reader reader =
          new Reader(
              builder.redirectErrorStream() ? process.getInputStream() : process.getErrorStream(),
              kept);
      reader.start();
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        kill(process);
      }
      reader.join(DRAIN_MILLIS);
      return new Exit(ended ? process.exitValue() : -1, reader.text(), !ended);
    } finally {
      if (process.isAlive()) {
        kill(process);
      }
      RUNNING.remove(process);
    }
  }

  private static Process started(ProcessBuilder builder) throws IOException {
    STARTS.readLock().lock();
    try {
      Process process = builder.start();
      RUNNING.add(process);
      return process;
    } finally {
      STARTS.readLock().unlock();
    }
  }

  /**
   * Has the JVM make ready what it needs to run programs, in a thread of its own: the first program
   * of a process would wait for that.
   */
  static void prepare() {
    Thread thread =
        new Thread("svpc-prepare") {
          @Override
          public void run() {
            ProcessHandle.current();
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  private static boolean isLocale(String variable) {
    return variable.startsWith("LC_") || variable.equals("LANG") || variable.equals("LANGUAGE");
  }

  /** Ends a process and all that it started. */
  private static void kill(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * From here on the end of svpc, however it comes, takes its programs and temporary folders with
   * it.
   *
   * @throws IOException where svpc is ending already: nothing is to start any more
   */
  static synchronized void hook() throws IOException {
    if (hooked) {
      return;
    }
    try {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread("svpc-end") {
                @Override
                public void run() {
                  // Never given back: what has not started by now does not start any more.
                  STARTS.writeLock().lock();
                  for (Process running : RUNNING) {
                    kill(running);
                  }
                  try {
                    for (Process killed : RUNNING) {
                      killed.waitFor(DRAIN_MILLIS, TimeUnit.MILLISECONDS);
                    }
                    TempFolder.deleteAll();
                  } catch (InterruptedException e) {
                    // Whoever interrupts the end of svpc wants it at once.
                    Thread.currentThread().interrupt();
                  }
                }
              });
      hooked = true;
    } catch (IllegalStateException e) {
      throw new IOException("svpc is being ended", e);
    }
  }

  /** Reads an output to its end, so that the program never waits for us. */
  private static final class Reader extends Thread {
    private final InputStream in;
    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    Reader(InputStream in, int most) {
      super("svpc-output");
      this.in = in;
      this.most = most;
      setDaemon(true);
    }

    @Override
    public void run() {
      byte[] buffer = new byte[8192];
      try (in) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          keep(buffer, count);
        }
      } catch (IOException e) {
        // The program was killed, and its output with it; what came before is kept.
        return;
      }
    }

    private synchronized void keep(byte[] buffer, int count) {
      int fits = Math.min(count, most - kept.size());
      kept.write(buffer, 0, fits);
    }

    synchronized String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
