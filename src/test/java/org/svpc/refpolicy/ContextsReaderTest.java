package org.svpc.refpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.svpc.corpus.ContextSources;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.plain.FileContextReader;
import org.svpc.report.HumanReport;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;
import org.svpc.testing.Golden;

/**
 * What becomes of .fc files that are written in every way, that it is what m4 makes of them, and
 * what is told of those that are wrong.
 */
final class ContextsReaderTest {
  private static final Golden GOLDEN = Golden.in("refpolicy/contexts");

  private static final int ROUNDS = 1_000;

  @TempDir static Path folder;

  private record Build(Target target, ContextSources.Expander m4) {}

  private static Build mcs;
  private static Build mls;
  private static Build standard;

  @BeforeAll
  static void builds() throws IOException {
    mcs = build("mcs", "TYPE = mcs", "DISTRO = debian", "SYSTEMD = y");
    mls = build("mls", "TYPE = mls", "DISTRO = redhat");
    standard = build("standard", "TYPE = standard", "DISTRO = suse");
  }

  private static Build build(String name, String... buildConf) throws IOException {
    Path headers = Files.createDirectory(folder.resolve(name));
    Target target = OtherTarget.in(headers, buildConf);
    return new Build(target, new ContextSources.Expander(headers, OtherTarget.definitions(target)));
  }

  static List<String> inputs() {
    return GOLDEN.inputs(".fc");
  }

  private static SourceFile file(String name) {
    return new SourceFile(name + ".fc", GOLDEN.read(name + ".fc"));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void becomesLabels(String name) {
    ImportedContexts imported = ImportedContexts.of(file(name), mcs.target());
    GOLDEN.check(name + ".labels", imported.text());
    if (!imported.diagnostics().isEmpty()) {
      GOLDEN.check(
          name + ".diagnostics", new HumanReport(false).render(imported.diagnostics().sorted()));
    }
  }

  @Test
  void noExpectationIsAnOrphan() {
    GOLDEN.checkNoOrphans(".fc", ".labels", ".diagnostics");
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void hasTheLinesThatM4Makes(String name) throws IOException {
    String text = GOLDEN.read(name + ".fc");
    assertThat(compare(text, mcs)).isEqualTo(compare(text, mls));
    compare(text, standard);
  }

  /** Compares the lines where nothing is told; gives whether it was so. */
  private static boolean compare(String text, Build build) throws IOException {
    ImportedContexts imported = ImportedContexts.of(new SourceFile("x.fc", text), build.target());
    if (!imported.diagnostics().isEmpty()) {
      return false;
    }
    Path source = Files.createTempFile(folder, "x", ".fc");
    Files.writeString(source, text);
    Diagnostics told = new Diagnostics();
    Set<String> expected =
        ImportedContexts.lines(
            FileContextReader.read(
                new SourceFile("m4.fc", plain(build.m4().expand(source), build)), told));
    assertThat(told.sorted()).as("what m4 made of%n%s", text).isEmpty();
    Set<String> actual = imported.lines(build.target(), told);
    told.sorted().forEach(each -> assertThat(each.code()).isEqualTo(Code.UNKNOWN_LEVEL));
    if (told.isEmpty()) {
      assertThat(actual).as("lines of%n%s", text).isEqualTo(expected);
    }
    return true;
  }

  /**
   * The lines without comments behind them, which the tools for modules do not take. A plain
   * context has a level where the target has levels, and there alone: one that lacks it gets the
   * lowest from libsepol's module_to_cil.c.
   */
  private static String plain(String text, Build build) {
    String lines = text.replaceAll("(?m)(?<=\\S)\\s+#.*$", "");
    return build.target().mls()
        ? lines.replaceAll("(?m)(\\ssystem_u:object_r:[^:\\s]+)\\s*$", "$1:s0")
        : lines.replaceAll("(?m)(\\ssystem_u:object_r:[^:\\s]+):\\S+$", "$1");
  }

  @Test
  void whatPassesInSilenceIsWhatM4Makes() throws IOException {
    List<String> seeds = new ArrayList<>();
    for (String name : inputs()) {
      seeds.add(GOLDEN.read(name + ".fc"));
    }
    Random random = new Random(20240611);
    int silent = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String text = mutated(seeds.get(random.nextInt(seeds.size())), random);
      silent += compare(text, round % 2 == 0 ? mcs : mls) ? 1 : 0;
    }
    assertThat(silent).as("mutants that are read in silence").isGreaterThan(100);
  }

  private static final List<String> PIECES =
      List.of(
          "`",
          "'",
          "(",
          ")",
          "#",
          ",",
          "\n",
          " ",
          "\t",
          "dnl",
          "dnl ",
          "ifdef(`enable_mls',`",
          "ifndef(`distro_redhat',`",
          "')",
          "',`",
          "gen_context(",
          "index",
          "interface",
          "s0",
          "-d",
          "mcs_allcats",
          "mls_systemhigh",
          "\\",
          "/.*",
          "(/.*)?",
          ":",
          "<<none>>",
          "$1",
          "-",
          "/a --\tgen_context(system_u:object_r:a_t,s0)\n",
          "# it's\n",
          "``",
          "''",
          "`'",
          "c1");

  private static String mutated(String seed, Random random) {
    List<String> lines = new ArrayList<>(List.of(seed.split("(?<=\n)")));
    int from = random.nextInt(lines.size());
    int to = Math.min(lines.size(), from + 1 + random.nextInt(8));
    StringBuilder text = new StringBuilder(String.join("", lines.subList(from, to)));
    for (int change = random.nextInt(4); change > 0 && text.length() > 0; change--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(4));
      text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
    }
    // m4 takes no text that ends in a comment without a line feed.
    return text.append('\n').toString();
  }

  @Test
  void everyPlaceIsKnown() {
    String text =
        "# one\n\nifdef(`distro_debian',`\n/a`'b -d gen_context(system_u:object_r:a_t,s0) dnl x\n')\n";
    Contexts contexts =
        ContextsReader.read(new SourceFile("a.fc", text), mcs.target(), new Diagnostics());
    assertThat(contexts.items())
        .extracting(item -> item.getClass().getSimpleName() + item.span().line())
        .containsExactly("Remark1", "Gap2", "Choice3");
    Contexts.Choice choice = (Contexts.Choice) contexts.items().get(2);
    assertThat(choice.option().span().text()).isEqualTo("distro_debian");
    assertThat(choice.span().text()).startsWith("ifdef(").endsWith("')");
    Contexts.Entry entry = (Contexts.Entry) choice.then().get(0);
    assertThat(entry.pattern()).isEqualTo("/ab");
    assertThat(entry.patternSpan().text()).isEqualTo("/a`'b");
    assertThat(entry.trailing()).isEqualTo("# x");
    assertThat(entry.span().text()).isEqualTo("/a`'b -d gen_context(system_u:object_r:a_t,s0)");
    Contexts.Label label = entry.label();
    assertThat(label).isNotNull();
    assertThat(label.type().span().text()).isEqualTo("a_t");
  }

  @Test
  void hostileTextTakesBoundedTime() {
    int many = 200_000;
    assertThat(problems("`".repeat(many))).isNotEmpty();
    assertThat(problems("`\n".repeat(many))).hasSizeLessThan(110);
    assertThat(problems("ifdef(".repeat(many))).isNotEmpty();
    assertThat(problems("ifdef(\n".repeat(many))).hasSizeLessThan(110);
    assertThat(problems("/a b c\n".repeat(many))).hasSizeLessThan(110);
    assertThat(problems("/a ctx`".repeat(many))).isNotEmpty();
    assertThat(problems("gen_context(a,b)`".repeat(many))).isNotEmpty();
    assertThat(problems("ifdef(`a',`".repeat(101) + "')".repeat(101)))
        .extracting(Diagnostic::code)
        .containsExactly(Code.TOO_DEEP);
    assertThat(problems("ifdef(`a',`".repeat(100) + "')".repeat(100))).isEmpty();
    assertThat(problems("/x gen_context(system_u:object_r:a_t,s0)\n".repeat(many))).isEmpty();
    assertThat(problems("\0\r\u007f\n\0")).isNotEmpty();
  }

  private static List<Diagnostic> problems(String text) {
    return ImportedContexts.of(new SourceFile("h.fc", text), mcs.target()).diagnostics().sorted();
  }
}
