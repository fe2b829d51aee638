package org.svpc.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.svpc.testing.Command;

/**
 * What setools' own analyses answer, of flows and of transitions, in one process. Its graph of a
 * whole policy takes half a minute, so answers are kept under target/setools, by all that they come
 * from.
 */
final class SetoolsFlows {
  private static final Path BASE = Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();
  private static final Path SCRIPT = BASE.resolve("src/test/resources/flow/setools_flows.py");
  private static final Path KEPT = BASE.resolve("target/setools");
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private SetoolsFlows() {}

  /** The answers, a line each, {@code QUESTION : ANSWER}; the script says what can be asked. */
  static List<String> ask(Path policy, Path map, List<String> questions) {
    try {
      Path asked = Files.createTempFile("svpc-flows", ".txt");
      try {
        Files.writeString(asked, String.join("\n", questions) + "\n");
        Path kept = KEPT.resolve(key(policy, map, asked, SCRIPT));
        if (!Files.exists(kept)) {
          String answers =
              Command.of("/usr/bin/python3", SCRIPT.toString())
                  .and(policy.toString(), map.toString(), asked.toString())
                  .within(LONGEST)
                  .run()
                  .orFail()
                  .out();
          Files.createDirectories(KEPT);
          Path draft = Files.createTempFile(KEPT, "draft-", "");
          Files.writeString(draft, answers);
          Files.move(draft, kept);
        }
        return Files.readAllLines(kept);
      } finally {
        Files.delete(asked);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(Path... files) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        byte[] bytes = Files.readAllBytes(file);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
