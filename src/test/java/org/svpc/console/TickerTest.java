package org.svpc.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TickerTest {
  private static final long SHORT = 20;
  private static final long LONG = 60_000;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void longWorkIsShownOnATerminalAndWiped() throws InterruptedException {
    try (Ticker ticker = new Ticker(console(true, "xterm"), "Building", SHORT)) {
      waitFor("Building (1 s)");
      ticker.step("Linking 2 modules");
      waitFor("Linking 2 modules (");
    }
    String text = err.toString(StandardCharsets.UTF_8);
    assertThat(text).endsWith("\r\u001b[K").doesNotContain("\n");
    Thread.sleep(3 * SHORT);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @Test
  void shortWorkShowsNothing() {
    try (Ticker ticker = new Ticker(console(true, "xterm"), "Building", LONG)) {
      ticker.step("Linking");
    }
    assertThat(err.size()).isZero();
  }

  @Test
  void nothingIsShownWhereNobodyWatches() throws InterruptedException {
    try (Ticker file = new Ticker(console(false, "xterm"), "Building", SHORT);
        Ticker dumb = new Ticker(console(true, "dumb"), "Building", SHORT)) {
      Thread.sleep(5 * SHORT);
      file.step("Linking");
      dumb.step("Linking");
    }
    assertThat(err.size()).isZero();
  }

  private void waitFor(String text) throws InterruptedException {
    for (int i = 0; i < 500 && !err.toString(StandardCharsets.UTF_8).contains(text); i++) {
      Thread.sleep(SHORT);
    }
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(text);
  }

  private Console console(boolean terminal, String kind) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Console(
        stream,
        stream,
        InputStream.nullInputStream(),
        new Environment() {
          @Override
          public String variable(String name) {
            return name.equals("TERM") ? kind : null;
          }

          @Override
          public boolean onTerminal() {
            return terminal;
          }
        });
  }
}
