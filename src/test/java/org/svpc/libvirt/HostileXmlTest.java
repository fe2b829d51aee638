package org.svpc.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.svpc.cli.InProcess;
import org.svpc.compiler.Formatting;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.SourceFile;
import org.svpc.testing.Checked;
import org.svpc.testing.Command;

/** XML from anybody: refused with a message, or made into a module that is one. */
final class HostileXmlTest {
  private static final int MUTATIONS = 25;

  @TempDir private Path folder;

  private Command.Result guest(String text) throws IOException {
    Path file = folder.resolve("hostile.xml");
    Files.writeString(file, text);
    return InProcess.run("guest", file.toString());
  }

  private static String domain(String devices) {
    return "<domain type='kvm'><name>x</name><devices>" + devices + "</devices></domain>";
  }

  private void refused(String text, int status, String... told) throws IOException {
    Command.Result answer = guest(text);
    assertThat(answer.status()).as(answer.err()).isEqualTo(status);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains(told).doesNotContain("Exception", "bug in svpc");
  }

  @Test
  void noOtherFileIsRead() throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "very-secret");
    refused(
        "<!DOCTYPE domain [<!ENTITY s SYSTEM '"
            + secret.toUri()
            + "'>]>\n<domain type='kvm'><name>&s;</name></domain>",
        1,
        "[SVP1102]");
    refused("<!DOCTYPE domain SYSTEM '" + secret.toUri() + "'>\n" + domain(""), 1, "[SVP1102]");
  }

  @Test
  void entitiesDoNotGrow() throws IOException {
    StringBuilder text = new StringBuilder("<!DOCTYPE domain [<!ENTITY a0 'ha'>");
    for (int i = 1; i < 40; i++) {
      text.append("<!ENTITY a").append(i).append(" '&a").append(i - 1).append(";&a");
      text.append(i - 1).append(";'>");
    }
    refused(text + "]><domain type='kvm'><name>&a39;</name></domain>", 1, "[SVP1102]");
    refused("<domain type='kvm'><name>&a39;</name></domain>", 1, "[SVP110");
  }

  @Test
  void depthAndNumberAreBounded() throws IOException {
    refused("<domain>".repeat(300) + "</domain>".repeat(300), 1, "nest deeper than 256");
    refused(domain("<hub/>".repeat(100_001)), 1, "more than 100000 elements");
    refused("<a>".repeat(1_000_000), 1, "[SVP1102]");
  }

  @Test
  void aHugeFileEndsAtOnce() throws IOException {
    Path file = folder.resolve("huge.xml");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(1L << 30);
    }
    Command.Result answer = InProcess.run("guest", file.toString());
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.err()).contains("[SVP0004]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "no XML",
        "<domain",
        "<domain type='kvm'>",
        "<domain type='kvm'><name>x</name></domain><domain/>",
        "<domain type='kvm' type='qemu'><name>x</name></domain>",
        "<domain type='kvm'><name>\u0001</name></domain>",
        "<domain type='kvm'><name>&#0;</name></domain>",
        "<domain type='kvm'><q:x/></domain>",
        "\u0000\u0000\u0000\u0000",
        "<domain type='kvm'><name>x</name><![CDATA[</domain>",
        "<?xml version='9.9'?><domain type='kvm'><name>x</name></domain>"
      })
  void whatIsNoXml(String text) throws IOException {
    Command.Result answer = guest(text);
    assertThat(answer.status()).as(answer.out() + answer.err()).isEqualTo(1);
    assertThat(answer.err()).contains("error[SVP").doesNotContain("Exception");
  }

  @Test
  void bytesThatAreNoText() throws IOException {
    Path file = folder.resolve("latin.xml");
    Files.write(file, new byte[] {'<', 'd', '>', (byte) 0xe4, '<', '/', 'd', '>'});
    assertThat(InProcess.run("guest", file.toString()).err()).contains("[SVP0002]");
    Files.write(file, "<domain/>".getBytes(java.nio.charset.StandardCharsets.UTF_16));
    assertThat(InProcess.run("guest", file.toString()).err()).contains("[SVP0002]");
  }

  /** Whatever a guest is called, its module has a name, and no name of the policy's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "init",
        "level",
        "t1",
        "virt",
        "svirt",
        "image",
        "test",
        "web-test",
        "9lives",
        "-",
        "___",
        "a.b-c d",
        "../../etc/passwd",
        "\u865a\u62df\u673a",
        "\u00fc",
        "$(reboot)",
        "x' -o /",
        "A",
        "self",
        "*/ }",
        "@param x"
      })
  void namesOfGuests(String name) throws IOException {
    Command.Result answer = guest("<domain type='kvm'><name>" + name + "</name></domain>");
    assertThat(answer.status()).as(answer.err()).isZero();
    String module =
        answer.out().lines().filter(line -> line.startsWith("module ")).findFirst().orElseThrow();
    assertThat(module).matches("module vm_[a-z0-9_]+ 1\\.0\\.0;").doesNotEndWith("_test 1.0.0;");
    assertThat(Checked.text("x.svp", answer.out()).modules()).hasSize(1);
    assertThat(answer.err()).contains("svpc build " + module.split(" ", -1)[1] + ".svp");
  }

  @Test
  void aLongNameIsShort() throws IOException {
    String out = guest("<domain type='kvm'><name>" + "n".repeat(5000) + "</name></domain>").out();
    assertThat(out.lines().filter(line -> line.startsWith("module ")).findFirst().orElseThrow())
        .hasSizeLessThan(100);
  }

  /** Paths are one word of the shell, and no line of another command. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/srv/a b",
        "/srv/$(reboot)",
        "/srv/`id`",
        "/srv/a;b",
        "/srv/-rf",
        "/srv/it&apos;s",
        "/srv/&quot;q&quot;",
        "/srv/back\\slash",
        "/srv/[a-z]*?",
        "/srv/(x)+|y",
        "/srv/\u00fc",
        "/srv//x/./y/"
      })
  void paths(String path) throws IOException {
    Command.Result answer =
        guest(
            domain("<disk type='file'><source file=\"" + path + "\"/><target dev='vda'/></disk>"));
    assertThat(answer.status()).as(answer.err()).isZero();
    assertThat(Checked.text("x.svp", answer.out()).modules()).as(answer.out()).hasSize(1);
    String command =
        answer
            .err()
            .lines()
            .filter(line -> line.startsWith("  restorecon "))
            .findFirst()
            .orElseThrow();
    String plain = path.replace("&apos;", "'").replace("&quot;", "\"").replace("//x/./y/", "/x/y");
    Command.Result echoed =
        Command.of("sh", "-c", "restorecon() { printf %s \"$4\"; };" + command).run().orFail();
    assertThat(echoed.out()).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative.img", "/srv/&#10;x", "/srv/../etc/shadow", "/", ""})
  void pathsThatNoContextHolds(String path) throws IOException {
    Command.Result answer =
        guest(domain("<disk type='file'><source file='" + path + "'/><target dev='vda'/></disk>"));
    assertThat(answer.status()).as(answer.err()).isZero();
    assertThat(answer.err()).doesNotContain("restorecon");
    assertThat(answer.out()).doesNotContain("labels ");
    assertThat(answer.err().contains("[SVP1112]")).isEqualTo(!path.isEmpty());
  }

  static List<Path> all() {
    return Domains.all();
  }

  /** Bytes and elements changed at random: no exception, and what comes out is a module. */
  @ParameterizedTest
  @MethodSource("all")
  void mutations(Path xml) throws IOException {
    String text = Files.readString(xml);
    Random random = new Random(xml.getFileName().toString().hashCode());
    int modules = 0;
    for (int round = 0; round < MUTATIONS; round++) {
      String mutated = mutated(text, random);
      Diagnostics told = new Diagnostics();
      Element root = XmlReader.read(new SourceFile("m.xml", mutated), told);
      Guest guest =
          root == null ? null : new GuestReader(Set.of("svirt_t")::contains, null, told).read(root);
      assertThat(guest != null || told.hasErrors()).as(mutated).isTrue();
      if (guest != null) {
        modules++;
        laidOut(ModuleText.of(guest, "m.xml"), mutated);
        laidOut(ModuleText.whole(guest, "m.xml"), mutated);
        laidOut(TestText.of(guest), mutated);
        assertThat(Explanation.of(guest, "m.svp")).isNotEmpty();
        String labelled = SeclabelText.of(guest);
        assertThat(XmlReader.read(new SourceFile("m.xml", labelled), new Diagnostics()))
            .as(labelled)
            .isNotNull();
      }
    }
    assertThat(modules).as("not all are refused").isPositive();
  }

  private static void laidOut(String module, String xml) {
    Diagnostics found = new Diagnostics();
    assertThat(Formatting.format(new SourceFile("m.svp", module), found))
        .as("%s\n%s\n%s", found.sorted(), module, xml)
        .isNotNull();
  }

  private static final String[] WORDS = {
    "type",
    "'",
    "\"",
    "<",
    ">",
    "/>",
    "&",
    "&amp;",
    "network",
    "unix",
    "yes",
    "\n",
    " ",
    "<disk/>",
    "<!--",
    "-->",
    "]]>",
    "\u00e4",
    "\uD83D\uDE00",
    "/",
    "..",
    "s0:c1",
    "-",
    "`",
    "static",
    "&#13;",
    "<seclabel type='static'><label>a:b:c:s0-s0:c0.c1023</label></seclabel>",
    "{",
    "}",
    ";",
    "\\"
  };

  private static String mutated(String text, Random random) {
    StringBuilder mutated = new StringBuilder(text);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(mutated.length());
      int kind = random.nextInt(6);
      if (kind == 0) {
        mutated.deleteCharAt(at);
      } else if (kind == 1) {
        mutated.insert(at, WORDS[random.nextInt(WORDS.length)]);
      } else if (kind == 2) {
        int quote = mutated.indexOf("'", at);
        int end = quote < 0 ? -1 : mutated.indexOf("'", quote + 1);
        if (end > 0) {
          mutated.replace(quote + 1, end, WORDS[random.nextInt(WORDS.length)].replace("'", ""));
        }
      } else if (kind == 3) {
        int line = mutated.indexOf("\n", at);
        int next = line < 0 ? -1 : mutated.indexOf("\n", line + 1);
        if (next > 0) {
          mutated.delete(line, next);
        }
      } else if (kind == 4) {
        int line = mutated.indexOf("\n", at);
        int next = line < 0 ? -1 : mutated.indexOf("\n", line + 1);
        if (next > 0) {
          mutated.insert(next, mutated.substring(line, next));
        }
      } else {
        mutated.setCharAt(at, (char) ('!' + random.nextInt(90)));
      }
    }
    return mutated.toString();
  }
}
