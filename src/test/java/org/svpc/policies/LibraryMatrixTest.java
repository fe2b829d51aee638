package org.svpc.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.headers.HeaderReader;
import org.svpc.parse.SvpParser;
import org.svpc.source.SourceFile;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Statement;
import org.svpc.target.Target;
import org.svpc.testing.Checked;
import org.svpc.testing.Golden;

/**
 * The matrix in {@code policies/README.md} is made of the library's sources, the installed policy
 * and Fedora's names. {@code -Dgolden=update} writes it, and fails.
 */
final class LibraryMatrixTest {
  private static final Path PROJECT =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();
  private static final Path PAGE = PROJECT.resolve("policies/README.md");
  private static final Path BOOLEANS =
      PROJECT.resolve("policies/svirt_booleans/svirt_booleans.svp");
  private static final Path FEDORA = PROJECT.resolve("src/test/resources/policies/fedora");
  private static final String BEGIN = "<!-- LibraryMatrixTest writes from here -->\n";
  private static final String END = "<!-- to here -->\n";

  private static final String NONE = "-";

  /** What bears different names on Debian and Fedora. */
  private record Pair(String what, String debian, String fedora) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("the modular daemon of QEMU", NONE, "virtqemud_t"),
          new Pair("its run-time files", NONE, "virtqemud_var_run_t"),
          new Pair("run-time files of guests", "svirt_runtime_t", "qemu_var_run_t"),
          new Pair("virtlockd", "virtlockd_t", "virtlogd_t"),
          new Pair("its socket", "virtlockd_run_t", "virtlogd_var_run_t"),
          new Pair("sanlock's socket", "sanlock_runtime_t", "sanlock_var_run_t"),
          new Pair("Gluster's port", "glusterd_port_t", "gluster_port_t"),
          new Pair("ALSA's settings", "alsa_etc_t", "alsa_etc_rw_t"),
          new Pair("private keys in a folder `private`", "tls_privkey_t", NONE),
          new Pair("/dev/sev", NONE, "sev_device_t"),
          new Pair("/dev/udmabuf", NONE, "dma_device_t"),
          new Pair("/dev/iommu", NONE, "iommu_device_t"));

  private static LibraryMatrix matrix;
  private static KernelPolicy debian;
  private static Set<String> fedora;

  @BeforeAll
  static void read() throws IOException {
    matrix = new LibraryMatrix(LibraryTest.library());
    debian = KernelPolicy.read(LinkedPolicy.BASE);
    fedora =
        Files.readAllLines(FEDORA.resolve("types")).stream()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.toSet());
  }

  @Test
  void thePageShowsIt() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(end).as("the marks in the page").isGreaterThanOrEqualTo(begin);
    String expected = text();
    if (Golden.updating()) {
      Files.writeString(PAGE, page.substring(0, begin) + expected + page.substring(end));
    }
    assertThat(Golden.updating()).as("a run that writes").isFalse();
    assertThat(page.substring(begin, end)).isEqualTo(expected);
  }

  /** No name of one distribution alone is missing from the table of names, and none is wrong. */
  @Test
  void theNamesAreThoseOfTheDistributions() throws IOException {
    SortedSet<String> named = new TreeSet<>();
    matrix.interfaces().forEach(each -> named.addAll(matrix.row(each).types));
    booleans().values().forEach(opened -> named.addAll(opened.keySet()));
    named.remove("self");
    assertThat(named).hasSizeGreaterThan(60);
    SortedSet<String> one = new TreeSet<>();
    for (String name : named) {
      boolean here = debian.declares(name);
      boolean there = fedora.contains(name);
      assertThat(here || there).as(name).isTrue();
      if (here != there) {
        one.add(name);
      }
    }
    SortedSet<String> told = new TreeSet<>();
    for (Pair pair : PAIRS) {
      assertThat(pair.debian().equals(NONE) || debian.declares(pair.debian())).isTrue();
      assertThat(pair.fedora().equals(NONE) || fedora.contains(pair.fedora())).isTrue();
      told.add(pair.debian());
      told.add(pair.fedora());
    }
    assertThat(told).containsAll(one);
  }

  // ---- the tables

  private static String text() throws IOException {
    StringBuilder out = new StringBuilder();
    out.append("### Booleans by what they open to all guests\n\n");
    booleanTable(out);
    out.append("\n### Interfaces by what they open\n\n");
    out.append("¹ Debian's name alone, ² Fedora's. In *italics* the caller's own.\n\n");
    deviceTable(out);
    out.append("\n### Templates and kinds of types by what joins which attributes\n\n");
    attributeTable(out);
    out.append("\n### Where names differ\n\n");
    nameTable(out);
    out.append("\n### Ways out of a guest\n\n");
    out.append("Debian's own rules let guests become these, which no categories hold:\n\n");
    new TreeMap<>(SvirtLibraryTest.WAYS_OUT)
        .forEach((type, why) -> out.append("* `" + type + "`: " + why + "\n"));
    out.append('\n');
    return out.toString();
  }

  private static void booleanTable(StringBuilder out) throws IOException {
    Target installed = Checked.target();
    Target other = HeaderReader.read(FEDORA.resolve("include"), new Diagnostics()).orElseThrow();
    out.append("| boolean | Debian | Fedora | opens |\n|---|---|---|---|\n");
    booleans()
        .forEach(
            (bool, opened) -> {
              out.append("| `" + bool + "` | " + state(installed, bool));
              out.append(" | " + state(other, bool) + " | " + opened(opened) + " |\n");
            });
  }

  private static String state(Target target, String bool) {
    Boolean on = target.booleans().get(bool);
    return on == null ? "`svirt_booleans`" : on ? "on" : "off";
  }

  private static String opened(Map<String, ? extends Set<String>> opened) {
    List<String> parts = new ArrayList<>();
    opened.forEach((target, classes) -> parts.add(name(target) + " " + String.join(" ", classes)));
    return String.join("; ", parts);
  }

  private static String name(String target) {
    if (target.startsWith("*")) {
      return target;
    }
    if (target.equals("self")) {
      return "itself";
    }
    if (!target.endsWith("_t")) {
      return "`" + target + "`";
    }
    String mark = debian.declares(target) ? (fedora.contains(target) ? "" : "¹") : "²";
    return "`" + target + "`" + mark;
  }

  private static void deviceTable(StringBuilder out) {
    out.append("| interface | opens to its first argument |\n|---|---|\n");
    SortedMap<String, String> rows = new TreeMap<>();
    for (Statement.InterfaceDeclaration each : matrix.interfaces()) {
      LibraryMatrix.Row row = matrix.row(each);
      if (!each.template() && !row.opened.isEmpty()) {
        rows.put(call(each), opened(row.opened));
      }
    }
    rows.forEach((call, opened) -> out.append("| " + call + " | " + opened + " |\n"));
  }

  private static String call(Statement.InterfaceDeclaration each) {
    return each.parameters().stream()
        .map(parameter -> parameter.name().text() + (parameter.optional() ? "?" : ""))
        .collect(Collectors.joining(", ", "`" + each.name().text() + "(", ")`"));
  }

  private static void attributeTable(StringBuilder out) {
    out.append("| of | joins |\n|---|---|\n");
    SortedMap<String, String> rows = new TreeMap<>();
    for (Statement.InterfaceDeclaration each : matrix.interfaces()) {
      LibraryMatrix.Row row = matrix.row(each);
      List<String> parts = new ArrayList<>();
      row.joined.forEach(
          (type, attributes) -> parts.add(type + ": `" + String.join("` `", attributes) + "`"));
      if (!parts.isEmpty()) {
        rows.put(call(each), String.join("; ", parts));
      }
    }
    rows.forEach((call, joined) -> out.append("| " + call + " | " + joined + " |\n"));
  }

  private static void nameTable(StringBuilder out) {
    out.append("| of | Debian | Fedora |\n|---|---|---|\n");
    for (Pair pair : PAIRS) {
      out.append("| " + pair.what() + " | " + side(pair.debian()) + " | ");
      out.append(side(pair.fedora()) + " |\n");
    }
  }

  private static String side(String name) {
    return name.equals(NONE) ? NONE : "`" + name + "`";
  }

  // ---- the module of booleans

  /** What each boolean opens, from the module's text: classes by target. */
  private static SortedMap<String, SortedMap<String, SortedSet<String>>> booleans()
      throws IOException {
    SortedMap<String, SortedMap<String, SortedSet<String>>> all = new TreeMap<>();
    Diagnostics diagnostics = new Diagnostics();
    for (Statement statement :
        SvpParser.parse(
                new SourceFile("svirt_booleans.svp", Files.readString(BOOLEANS)), diagnostics)
            .statements()) {
      if (statement instanceof Statement.Ifdef choice) {
        String bool =
            ((BuildExpression.Declares) ((BuildExpression.Not) choice.condition()).operand())
                .name()
                .text();
        SortedMap<String, SortedSet<String>> opened = new TreeMap<>();
        collect(choice.then(), opened);
        assertThat(opened).as(bool).isNotEmpty();
        all.put(bool, opened);
      }
    }
    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(all).hasSize(12);
    return all;
  }

  private static void collect(List<Statement> body, SortedMap<String, SortedSet<String>> opened) {
    for (Statement statement : body) {
      if (statement instanceof Statement.OptionalBlock block) {
        collect(block.body(), opened);
      } else if (statement instanceof Statement.If choice) {
        collect(choice.then(), opened);
      } else if (statement instanceof Statement.Access access
          && names(access.sources()).contains("virt_domain")) {
        for (String target : names(access.targets())) {
          opened.computeIfAbsent(target, key -> new TreeSet<>()).addAll(names(access.classes()));
        }
      }
    }
  }

  private static SortedSet<String> names(NameSet set) {
    SortedSet<String> names = new TreeSet<>();
    for (NameSet.Element element : set.elements()) {
      names.add(((NameSet.Member) element).name().text());
    }
    return names;
  }
}
