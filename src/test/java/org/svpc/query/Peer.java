package org.svpc.query;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.svpc.testing.Golden;

/** sesearch or seinfo, run many times in one process of Python. */
final class Peer implements AutoCloseable {
  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  /** How one run ended, and what it wrote on standard output. */
  record Run(int status, List<String> lines) {}

  Peer(String program) {
    try {
      Path script = Golden.in("query").folder().resolve("peer.py");
      process =
          new ProcessBuilder(interpreter(program), script.toString(), program)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    in = process.outputWriter(StandardCharsets.UTF_8);
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The Python that the program itself starts with: setools may be installed for no other. */
  private static String interpreter(String program) throws IOException {
    String first = Files.readAllLines(Path.of("/usr/bin", program)).get(0);
    return first.substring("#!".length()).strip().split(" ", 2)[0];
  }

  Run run(List<String> words) {
    try {
      in.write(new Gson().toJson(words) + "\n");
      in.flush();
      String line = out.readLine();
      if (line == null) {
        throw new AssertionError("the peer ended at " + words);
      }
      JsonArray answer = JsonParser.parseString(line).getAsJsonArray();
      return new Run(answer.get(0).getAsInt(), answer.get(1).getAsString().lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
