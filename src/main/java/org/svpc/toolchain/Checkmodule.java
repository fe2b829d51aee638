package org.svpc.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.IoReason;

/** Compiles plain policy to a binary module with checkmodule. */
public final class Checkmodule {
  /**
   * The oldest module version that is asked for. checkmodule writes older ones, without a word, in
   * a form that nothing can read; from 13 on it keeps the meaning or says that it cannot (measured
   * with 3.4).
   */
  public static final int OLDEST_VERSION = 13;

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String VERSIONS = "Module versions ";

  private final Path program;
  private final Duration limit;

  /**
   * Takes the program.
   *
   * @param program where checkmodule is
   */
  public Checkmodule(Path program) {
    this(program, LIMIT);
  }

  Checkmodule(Path program, Duration limit) {
    this.program = program;
    this.limit = limit;
  }

  /** Makes ready, in a thread of its own, what running it will need. */
  public static void prepare() {
    Processes.prepare();
  }

  /** The versions that this checkmodule can write, both included. */
  public record Versions(int oldest, int newest) {}

  /** Asks checkmodule for the module versions that it can write; empty where it does not say. */
  public Optional<Versions> versions() throws InterruptedException {
    try (TempFolder folder = TempFolder.create()) {
      Processes.Exit exit = Processes.run(folder.path(), limit, List.of(program.toString(), "-V"));
      return versionsIn(exit.output());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Optional<Versions> versionsIn(String output) {
    int at = output.indexOf(VERSIONS);
    if (at < 0) {
      return Optional.empty();
    }
    int from = at + VERSIONS.length();
    int end = output.indexOf('\n', from);
    String range = output.substring(from, end < 0 ? output.length() : end).strip();
    int dash = range.indexOf('-');
    try {
      return dash < 0
          ? Optional.empty()
          : Optional.of(
              new Versions(
                  Integer.parseInt(range.substring(0, dash)),
                  Integer.parseInt(range.substring(dash + 1))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Compiles a module.
   *
   * @return the binary module, or null after an error, which is among the diagnostics
   */
  public byte @Nullable [] build(CheckmoduleInput policy, Diagnostics diagnostics)
      throws InterruptedException {
    if (!isPlainName(policy.name())) {
      throw new IllegalArgumentException("module name " + policy.name());
    }
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    if (policy.mls()) {
      command.add("-M");
    }
    command.add("-m");
    if (policy.maxVersion().isPresent()
        && !addVersion(policy.maxVersion().getAsInt(), command, diagnostics)) {
      return null;
    }
    // checkmodule wants the output's name to be the module's.
    String source = policy.name() + ".te";
    String result = policy.name() + ".mod";
    command.add("-o");
    command.add(result);
    command.add(source);
    try (TempFolder folder = TempFolder.create()) {
      byte[] text = policy.te().getBytes(StandardCharsets.UTF_8);
      Files.write(folder.path().resolve(source), text);
      Processes.Exit exit = Processes.run(folder.path(), limit, command);
      if (exit.timedOut()) {
        diagnostics.add(
            Diagnostic.of(
                Code.TOOL_FAILED,
                "`checkmodule` had not compiled module `"
                    + policy.name()
                    + "` after "
                    + limit.toSeconds()
                    + " seconds and was ended."));
        return null;
      }
      CheckmoduleOutput output = new CheckmoduleOutput(policy);
      output.read(exit.output(), exit.status(), diagnostics);
      return exit.ok() ? Files.readAllBytes(folder.path().resolve(result)) : null;
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.of(
              Code.TOOL_FAILED, "`checkmodule` could not be run: " + IoReason.of(e) + "."));
      return null;
    }
  }

  private boolean addVersion(int wanted, List<String> command, Diagnostics diagnostics)
      throws InterruptedException {
    if (wanted < OLDEST_VERSION) {
      diagnostics.add(
          Diagnostic.of(
                  Code.MODULE_VERSION,
                  "Module version " + wanted + " is too old: the oldest is " + OLDEST_VERSION + ".")
              .note("Files of older versions cannot be read back by any tool."));
      return false;
    }
    int newest = versions().map(Versions::newest).orElse(wanted);
    if (wanted < newest) {
      command.add("-c");
      command.add(Integer.toString(wanted));
    }
    return true;
  }

  private static boolean isPlainName(String name) {
    return !name.isEmpty()
        && name.charAt(0) != '-'
        && name.charAt(0) != '.'
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0;
  }
}
