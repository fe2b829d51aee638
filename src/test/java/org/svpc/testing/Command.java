package org.svpc.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program for a test to run: its words, its folder, its environment and a limit of time.
 *
 * <p>Standard input is empty. A program that has not ended at its limit is killed, and the test
 * fails.
 */
public final class Command {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final ProcessBuilder builder;
  private Duration limit = LIMIT;

  private Command(List<String> words) {
    builder = new ProcessBuilder(words);
    builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
  }

  /** What a program left: its exit status and what it wrote. */
  public record Result(int status, String out, String err) {
    /** Fails unless the program ended with status 0. */
    public Result orFail() {
      if (status != 0) {
        throw new AssertionError("exit status " + status + "\n" + out + err);
      }
      return this;
    }
  }

  public static Command of(String... words) {
    return new Command(List.of(words));
  }

  public static Command of(List<String> words) {
    return new Command(words);
  }

  public Command in(Path folder) {
    builder.directory(folder.toFile());
    return this;
  }

  public Command with(String variable, String value) {
    builder.environment().put(variable, value);
    return this;
  }

  /** The same program with no variables but PATH. */
  public Command bare() {
    builder.environment().keySet().retainAll(Set.of("PATH"));
    return this;
  }

  public Command with(Map<String, String> variables) {
    builder.environment().putAll(variables);
    return this;
  }

  /** The same program with a file as its standard input. */
  public Command reading(Path file) {
    builder.redirectInput(file.toFile());
    return this;
  }

  /** The same program with another limit of time. */
  public Command within(Duration longest) {
    limit = longest;
    return this;
  }

  /** The same program with further words. */
  public Command and(String... words) {
    return and(List.of(words));
  }

  /** The same program with further words. */
  public Command and(List<String> words) {
    List<String> all = new ArrayList<>(builder.command());
    all.addAll(words);
    builder.command(all);
    return this;
  }

  /** The same program started by another: a shell with a limit, a name space. */
  public Command behind(List<String> prefix) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(builder.command());
    builder.command(all);
    return this;
  }

  /** Starts the program without waiting for it; what it writes goes nowhere. */
  public Process start() {
    try {
      return builder
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the program to its end. */
  public Result run() {
    try {
      Process process = builder.start();
      CompletableFuture<String> out = reader(process.getInputStream());
      CompletableFuture<String> err = reader(process.getErrorStream());
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            "did not end in " + limit + ": " + builder.command() + "\n" + out.join() + err.join());
      }
      return new Result(process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static CompletableFuture<String> reader(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Consumer<InputStream> read =
        from -> {
          try (from) {
            text.complete(new String(from.readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            text.completeExceptionally(e);
          }
        };
    Thread thread = new Thread(() -> read.accept(stream), "reader");
    thread.setDaemon(true);
    thread.start();
    return text;
  }
}
