package org.svpc.refpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.corpus.ContextSources;
import org.svpc.corpus.Workers;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.emit.Macros;
import org.svpc.emit.RefpolicyContextsEmitter;
import org.svpc.ir.FileContext;
import org.svpc.plain.FileContextReader;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;
import org.svpc.testing.Checked;

/** That the labels which become of upstream's .fc files give the lines that m4 makes of them. */
final class UpstreamContextsTest {
  @TempDir Path folder;

  @Test
  void everyModuleHasTheLinesThatM4Makes() {
    compare("the installed headers", Checked.target(), ContextSources::ofInstalled);
  }

  @Test
  void theSameWithMlsOfAnotherDistribution() throws IOException {
    compare("mls_redhat", "TYPE = mls", "DISTRO = redhat", "MLS_SENS = 8", "MLS_CATS = 256");
  }

  @Test
  void theSameWithoutLevels() throws IOException {
    compare("standard_gentoo", "TYPE = standard", "DISTRO = gentoo", "SYSTEMD = y");
  }

  private void compare(String name, String... buildConf) throws IOException {
    Target target = OtherTarget.in(Files.createDirectory(folder.resolve(name)), buildConf);
    ContextSources.Expander expander =
        new ContextSources.Expander(folder, OtherTarget.definitions(target));
    compare(name, target, expander::expand);
  }

  private static void compare(String name, Target target, Function<Path, String> m4) {
    List<Path> sources = ContextSources.refpolicy();
    List<String> unequal =
        Workers.map(sources, source -> difference(source, target, m4)).stream()
            .filter(difference -> !difference.isEmpty())
            .toList();
    int equal = sources.size() - unequal.size();
    System.out.println(
        "file contexts equal: " + equal + " of " + sources.size() + " modules for " + name);
    assertThat(unequal).isEmpty();
    assertThat(sources).hasSizeGreaterThan(390);
  }

  private static String difference(Path source, Target target, Function<Path, String> m4) {
    Diagnostics told = new Diagnostics();
    Set<String> expected =
        ImportedContexts.lines(
            FileContextReader.read(new SourceFile("m4.fc", m4.apply(source)), told));
    assertThat(told.sorted()).as("what m4 made of %s", source).isEmpty();
    ImportedContexts imported = ImportedContexts.of(read(source), target);
    Set<String> actual = imported.lines(target, told);
    told.addAll(imported.diagnostics());
    if (told.isEmpty() && actual.equals(expected)) {
      return "";
    }
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(actual);
    actual.removeAll(expected);
    return source.getFileName() + " lacks " + missing + " and has " + actual + told.sorted();
  }

  private static SourceFile read(Path source) {
    try {
      return new SourceFile(source.getFileName().toString(), Files.readString(source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void labelsAreIdiomaticAndPassTheChecks() {
    Map<String, Integer> forms = new TreeMap<>();
    Map<String, Integer> told = new TreeMap<>();
    for (Path source : ContextSources.refpolicy()) {
      ImportedContexts imported = ImportedContexts.of(read(source), Checked.target());
      imported.entries().forEach(entry -> forms.merge(entry.form().word(), 1, Integer::sum));
      Checked checked = Checked.text(source.getFileName() + ".svp", imported.text());
      assertThat(checked.modules()).as("%s", checked.diagnostics()).hasSize(1);
      checked
          .diagnostics()
          .forEach(
              each ->
                  told.merge(
                      source.getFileName() + " " + each.code().id() + " " + each.message(),
                      1,
                      Integer::sum));
    }
    System.out.println("file contexts as labels: " + forms + ", svpc says: " + told);
    int all = forms.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(forms.get("path") + forms.get("tree")).isGreaterThan(all * 2 / 3);
  }

  /** What svpc writes in refpolicy's style is read again, and means the same. */
  @Test
  void svpcReadsWhatItWrites() {
    Target target = Checked.target();
    Macros macros = Macros.of(target, List.of());
    for (Path source : ContextSources.refpolicy()) {
      Diagnostics told = new Diagnostics();
      List<FileContext> contexts = ImportedContexts.of(read(source), target).contexts(target, told);
      String written = RefpolicyContextsEmitter.emit(contexts, macros).text();
      ImportedContexts again = ImportedContexts.of(new SourceFile("again.fc", written), target);
      told.addAll(again.diagnostics());
      assertThat(again.lines(target, told))
          .as("%s", source)
          .isEqualTo(ImportedContexts.lines(contexts));
      assertThat(told.sorted()).as("%s", source).isEmpty();
    }
  }

  @Test
  void noCommentIsLost() {
    for (Path source : ContextSources.refpolicy()) {
      SourceFile file = read(source);
      String text = ImportedContexts.of(file, Checked.target()).text();
      List<String> comments =
          file.text()
              .lines()
              .filter(line -> line.contains("#") || line.contains("dnl"))
              .map(line -> line.substring(line.indexOf(line.contains("#") ? "#" : "dnl")))
              .map(line -> line.replaceFirst("^(#|dnl)", "").strip())
              .filter(line -> line.chars().anyMatch(c -> c != '#'))
              .toList();
      assertThat(comments).as("comments of %s", source).allMatch(text::contains);
    }
  }
}
