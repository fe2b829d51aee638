package org.svpc.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.svpc.console.Console;
import org.svpc.console.Environment;
import org.svpc.testing.Guest;

/** A run of {@code svpc test --kernel} in this process. */
record KernelRun(int status, String out, String err) {
  /** Runs it with these words behind {@code test --kernel}. */
  static KernelRun of(Map<String, String> variables, String... words) {
    Guest.program();
    List<String> all = new ArrayList<>(List.of("test", "--kernel"));
    all.addAll(List.of(words));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InputStream.nullInputStream(),
            new Given(variables));
    int status = Main.run(console, all.toArray(String[]::new));
    return new KernelRun(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  JsonObject json() {
    return JsonParser.parseString(out).getAsJsonObject();
  }

  private record Given(Map<String, String> variables) implements Environment {
    @Override
    public String variable(String name) {
      return variables.get(name);
    }

    @Override
    public boolean onTerminal() {
      return false;
    }
  }
}
