package org.svpc.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.svpc.headers.SmallTree;
import org.svpc.testing.Command;
import org.svpc.testing.Golden;
import org.svpc.testing.Svpc;

/**
 * Headers that nobody would write are read, or told of, in a JVM with 256 MiB and in seconds. Small
 * ones stand in the transcript {@code headers_wrong}; these are too large for it.
 */
final class HostileHeadersTest {
  private static final Golden GOLDEN = Golden.in("robustness/headers");
  private static final List<String> SMALL = List.of("-Xmx256m");
  private static final int MOST_SECONDS = 20;
  private static final int TEN_MEGABYTES = 10_000_000;
  private static final int ONE_MEGABYTE = 1_000_000;
  private static final String RULE = "\tallow $1 self:file read;\n";

  @TempDir private Path folder;

  static Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    headers.put("one-large-macro", interfaceOf("web_read", times(RULE, TEN_MEGABYTES)));
    headers.put(
        "one-large-set",
        interfaceOf(
            "web_read", "\tallow $1 self:file { " + times("read ", TEN_MEGABYTES) + "};\n"));
    headers.put("one-megabyte", interfaceOf("web_read", times(RULE, ONE_MEGABYTE)));
    headers.put("explosion", explosion());
    headers.put("chain", chain(5_000));
    headers.put("many-interfaces", chain(100_000));
    headers.put("arms-of-ifelse", interfaceOf("web_read", arms(20_000)));
    headers.put("deep-quotes", interfaceOf("web_read", "`".repeat(100_000) + "'".repeat(100_000)));
    headers.put("deep-choices", interfaceOf("web_read", deep("ifdef(`enable_mcs',`", "')")));
    headers.put("deep-braces", interfaceOf("web_read", deep("optional { ", "}")));
    headers.put("deep-parentheses", interfaceOf("web_read", deep("web_read(", ")")));
    headers.put("open-calls", interfaceOf("web_read", "a(\n".repeat(100_000)));
    headers.put("open-definitions", "interface(`a',\n".repeat(100_000));
    headers.put("no-definitions", times("garbage\n", TEN_MEGABYTES));
    headers.put("signs", interfaceOf("web_read", "\tallow { " + "~-".repeat(50_000) + "a };\n"));
    headers.put("operators", interfaceOf("web_read", "if (" + "!".repeat(100_000) + "a) { }\n"));
    return headers;
  }

  static List<String> names() {
    return List.copyOf(headers().keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void isAnsweredInTime(String name) throws IOException {
    SmallTree.writeSupport(folder.resolve("include"));
    Path services = Files.createDirectories(folder.resolve("include/services"));
    Files.writeString(services.resolve("web.if"), headers().get(name));
    Path source = folder.resolve("app.svp");
    Files.writeString(source, "module app 1.0.0;\n\ntype app_t;\n\nweb_read(app_t);\n");
    long started = System.nanoTime();
    Command.Result result =
        Svpc.command(
                SMALL,
                "check",
                source.toString(),
                "--target",
                folder.resolve("include").toString(),
                "--no-cache")
            .run();
    long took = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
    assertThat(result.out()).isEmpty();
    assertThat(result.status()).as(result.err()).isBetween(0, 1);
    GOLDEN.check(
        name + ".expected",
        Golden.normalised(result.err(), folder, "DIR") + "[" + result.status() + "]\n");
    assertThat(took).as("seconds").isLessThan(MOST_SECONDS);
  }

  private static String interfaceOf(String name, String body) {
    return "interface(`" + name + "',`\n" + body + "')\n";
  }

  private static String times(String text, int length) {
    return text.repeat(length / text.length());
  }

  private static String deep(String open, String close) {
    return open.repeat(20_000) + close.repeat(20_000);
  }

  /** Ten calls in each of ten interfaces: ten thousand million rules. */
  private static String explosion() {
    StringBuilder out = new StringBuilder(interfaceOf("web_read", "\tweb_1($1)\n".repeat(10)));
    for (int level = 1; level < 10; level++) {
      out.append(interfaceOf("web_" + level, ("\tweb_" + (level + 1) + "($1)\n").repeat(10)));
    }
    return out.append(interfaceOf("web_10", RULE)).toString();
  }

  private static String chain(int length) {
    StringBuilder out = new StringBuilder(interfaceOf("web_read", "\tweb_1($1)\n"));
    for (int level = 1; level < length; level++) {
      out.append(interfaceOf("web_" + level, "\tweb_" + (level + 1) + "($1)\n"));
    }
    return out.append(interfaceOf("web_" + length, RULE)).toString();
  }

  private static String arms(int count) {
    StringBuilder out = new StringBuilder("ifelse(");
    for (int arm = 0; arm < count; arm++) {
      out.append("`a',`b',`allow $1 self:file write;',\n");
    }
    return out.append("`allow $1 self:file read;')\n").toString();
  }
}
