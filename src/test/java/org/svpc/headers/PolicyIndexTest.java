package org.svpc.headers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Severity;
import org.svpc.refpolicy.Signature;
import org.svpc.selinux.NameKind;
import org.svpc.selinux.ParameterKind;
import org.svpc.target.Target;

/** The index as bytes: it answers what went into it, and damaged bytes answer nothing. */
final class PolicyIndexTest {
  private static final byte[] STAMP = {1, 2, 3, 4, 5, 6, 7};
  private static final int FLIPS = 2_000;
  private static final int STEP = 1_000;

  @TempDir private Path folder;

  /** Read once: all headers of the installed policy. */
  private static final class Installed {
    static final HeaderTree TREE;
    static final IndexContent CONTENT;
    static final byte[] BYTES;

    static {
      Target target = HeaderReader.readInstalled(new Diagnostics()).orElseThrow();
      TREE =
          HeaderTree.ofHeaders(
              HeaderReader.INSTALLED,
              target.options().keySet(),
              new HeaderLook(HeaderReader.INSTALLED));
      CONTENT = IndexBuilder.build(TREE);
      BYTES = IndexWriter.write(CONTENT, STAMP, TREE.root());
    }
  }

  private static void assertAnswers(PolicyIndex index, IndexContent content) {
    assertThat(index.callables()).isEqualTo(content.callables().keySet());
    content
        .callables()
        .forEach((name, callable) -> assertThat(index.callable(name)).isEqualTo(callable));
    Set<String> all = new TreeSet<>(content.callables().keySet());
    content
        .names()
        .forEach(
            (kind, names) -> {
              assertThat(index.names(kind)).isEqualTo(names);
              all.addAll(names);
            });
    for (String name : all) {
      List<NameKind> kinds = new ArrayList<>();
      for (NameKind kind : NameKind.values()) {
        if (content.names().getOrDefault(kind, Set.of()).contains(name)) {
          kinds.add(kind);
        }
      }
      assertThat(index.kinds(name)).as(name).containsExactlyElementsOf(kinds);
    }
    assertThat(index.booleans()).isEqualTo(content.booleans());
    content
        .booleans()
        .forEach((name, value) -> assertThat(index.booleans().get(name)).isEqualTo(value));
    assertThat(index.modules()).isEqualTo(content.modules());
    for (String absent : List.of("", "no_such_name", "caf\u00e9", "virt\0", "VIRT")) {
      assertThat(index.callable(absent)).isNull();
      assertThat(index.kinds(absent)).isEmpty();
      assertThat(index.hasModule(absent)).isFalse();
      assertThat(index.booleans()).doesNotContainKey(absent);
      assertThat(index.callables()).doesNotContain(absent);
    }
  }

  @Test
  void answersAllThatTheInstalledHeadersHold() throws IOException {
    IndexContent content = Installed.CONTENT;
    assertThat(content.callables()).hasSizeGreaterThan(5_000).containsKey("virt_domain_template");
    assertThat(content.names().get(NameKind.TYPE)).contains("etc_t", "shadow_t");
    assertThat(content.booleans()).containsEntry("virt_use_nfs", false);
    assertThat(content.modules()).contains("virt");
    assertThat(content.whole()).isTrue();
    assertThat(content.problems()).as("what is wrong with Debian's headers").isEmpty();

    assertAnswers(PolicyIndex.of(Installed.BYTES, Installed.TREE.root()), content);
    Path file = Files.write(folder.resolve("index"), Installed.BYTES);
    PolicyIndex opened = PolicyIndex.open(file, STAMP, Installed.TREE.root());
    assertThat(opened).isNotNull();
    assertAnswers(opened, content);
    assertThat(opened.problems()).isEmpty();
  }

  @Test
  void answersAllThatSmallHeadersHold() throws IOException {
    HeaderTree tree = SmallTree.write(folder.resolve("caf\u00e9"));
    IndexContent content = IndexBuilder.build(tree);
    assertThat(content.callables())
        .containsOnlyKeys("read_files_pattern", "files_read_etc", "web_read", "web_template");
    assertThat(content.callables().get("web_template").signature().parameters())
        .containsExactly(
            new Signature.Parameter(ParameterKind.STEM, "stem", false),
            new Signature.Parameter(ParameterKind.DOMAINS, "who", false));
    assertThat(content.callables().get("files_read_etc").required()).isTrue();
    assertThat(content.booleans()).containsEntry("web_on", true).containsEntry("web_off", false);

    byte[] bytes = IndexWriter.write(content, STAMP, tree.root());
    assertAnswers(PolicyIndex.of(bytes, tree.root()), content);
    Path file = Files.write(folder.resolve("index"), bytes);
    assertAnswers(PolicyIndex.open(file, STAMP, tree.root()), content);
  }

  @Test
  void anEmptyTreeHasAnIndex() {
    HeaderTree tree = SmallTree.tree(folder.resolve("nothing"));
    IndexContent content = IndexBuilder.build(tree);
    PolicyIndex index = PolicyIndex.of(IndexWriter.write(content, STAMP, tree.root()), tree.root());
    assertAnswers(index, content);
    assertThat(index.callables()).isEmpty();
  }

  /** The problems come out with the lines that they are at, as warnings, in the order they had. */
  @Test
  void tellsWhatIsWrongWithTheHeaders() throws IOException {
    HeaderTree tree = SmallTree.write(folder.resolve("include"));
    IndexContent content = IndexBuilder.build(tree);
    byte[] bytes = IndexWriter.write(content, STAMP, tree.root());
    List<Diagnostic> problems = PolicyIndex.of(bytes, tree.root()).problems();

    assertThat(problems).extracting(Diagnostic::severity).containsOnly(Severity.WARNING);
    assertThat(Answers.told(problems))
        .isEqualTo(
            """
            warning[SVP0703]: `web_read` is defined twice in the headers.
              --> FILE:19:12
               |
             3 | interface(`web_read',`
               |            -------- first defined here
            ...
            19 | interface(`web_read',`
               |            ^^^^^^^^ defined again; this one is passed over

            warning[SVP0204]: `stray` stands outside of every definition.
              --> FILE:23:1
               |
            23 | stray(words)
               | ^^^^^ expected an interface or a template

            2 warnings
            """
                .replace("FILE", folder.resolve("include/services/web.if").toString()));

    Files.writeString(folder.resolve("include/services/web.if"), "shorter");
    List<Diagnostic> later = PolicyIndex.of(bytes, tree.root()).problems();
    assertThat(later).extracting(Diagnostic::span).containsOnlyNulls();
    assertThat(later)
        .extracting(Diagnostic::message)
        .containsExactlyElementsOf(problems.stream().map(Diagnostic::message).toList());
  }

  @Test
  void aTruncatedFileIsNoIndex() throws IOException {
    Path file = Files.write(folder.resolve("index"), Installed.BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      int cuts = 0;
      for (long length = channel.size() - 1; length > 0; length -= STEP) {
        channel.truncate(length);
        assertThat(PolicyIndex.open(file, STAMP, folder)).as(length + " bytes").isNull();
        cuts++;
      }
      assertThat(cuts).isGreaterThan(1_000);
      for (int length = 40; length >= 0; length--) {
        channel.truncate(length);
        assertThat(PolicyIndex.open(file, STAMP, folder)).as(length + " bytes").isNull();
      }
    }
    Files.write(file, Arrays.copyOf(Installed.BYTES, Installed.BYTES.length + 1));
    assertThat(PolicyIndex.open(file, STAMP, folder)).as("one byte more").isNull();
    assertThat(PolicyIndex.open(folder.resolve("none"), STAMP, folder)).isNull();
    assertThat(PolicyIndex.open(folder, STAMP, folder)).isNull();
  }

  @Test
  void anotherStampIsAnotherIndex() throws IOException {
    Path file = Files.write(folder.resolve("index"), Installed.BYTES);
    assertThat(PolicyIndex.open(file, STAMP, folder)).isNotNull();
    for (byte[] other :
        List.of(
            new byte[0],
            new byte[] {1, 2, 3, 4, 5, 6, 8},
            Arrays.copyOf(STAMP, 6),
            Arrays.copyOf(STAMP, 8))) {
      assertThat(PolicyIndex.open(file, other, folder)).isNull();
    }
  }

  /** A byte of the tables: no index. A byte of a definition: that one is not given. */
  @Test
  void aChangedByteIsNeverAnswered() throws IOException {
    Path root = Installed.TREE.root();
    Path file = Files.write(folder.resolve("index"), Installed.BYTES);
    List<String> names = List.copyOf(PolicyIndex.of(Installed.BYTES, root).callables());
    int end = ByteBuffer.wrap(Installed.BYTES).getInt(16);
    int perName = (Installed.BYTES.length - end) / names.size();
    Random random = new Random(20261126);
    int found = 0;
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (int flip = 0; flip < FLIPS; flip++) {
        // Half of them in the tables, which are a seventh of the file.
        int at = random.nextInt(flip % 2 == 0 ? Installed.BYTES.length : end);
        write(bytes, at, Installed.BYTES[at] ^ (1 + random.nextInt(255)));
        PolicyIndex index = PolicyIndex.open(file, STAMP, root);
        if (index != null) {
          assertThat(at).as("a change that may go unnoticed").isGreaterThanOrEqualTo(end);
          // Definitions stand in the order of the names: the one that changed is about here.
          int guess = (at - end) / perName;
          for (int i = Math.max(0, guess - 20); i < Math.min(names.size(), guess + 20); i++) {
            Callable callable = index.callable(names.get(i));
            if (callable != null) {
              assertThat(callable).isEqualTo(Installed.CONTENT.callables().get(names.get(i)));
            } else {
              found++;
            }
          }
        }
        write(bytes, at, Installed.BYTES[at]);
      }
    }
    assertThat(found).as("changed definitions that were noticed").isPositive();
    assertThat(Files.readAllBytes(file)).isEqualTo(Installed.BYTES);
  }

  private static void write(RandomAccessFile bytes, int at, int value) throws IOException {
    bytes.seek(at);
    bytes.write(value);
  }
}
