package org.svpc.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cil.CilComparator;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.Compiler;
import org.svpc.compiler.Imports;
import org.svpc.corpus.Commands;
import org.svpc.corpus.ModuleTools;
import org.svpc.corpus.Upstream;
import org.svpc.corpus.Workers;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Severity;
import org.svpc.emit.FileContextsEmitter;
import org.svpc.emit.ModuleEmitter;
import org.svpc.headers.HeaderReader;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;

/**
 * What holds for the installed policy holds for trees of another shape and with other build
 * options: modules imported and built for them mean what upstream's m4 makes of them there.
 */
final class OtherTreesTest {
  /** So many modules that say something of the option are taken, and every so many of the rest. */
  private static final int MOST_CHOSEN = 20;

  private static final int EVERY = 40;

  @TempDir private static Path sources;
  private static List<Path> modules = List.of();

  @TempDir private Path folder;

  @BeforeAll
  static void unpack() throws IOException {
    Upstream.installed().unpack(sources);
    modules = Upstream.moduleSources(sources);
  }

  /** As Fedora lays its headers out: most modules lie in {@code contrib}. */
  @Test
  void aTreeOfTheShapeOfFedora() throws IOException {
    Path include = headers(Map.of("DISTRO", "redhat"));
    Path contrib = Files.createDirectory(include.resolve("contrib"));
    for (String layer : List.of("services", "apps", "admin")) {
      for (Path file : list(include.resolve(layer))) {
        // Some stay, as in Fedora's tree.
        if (file.getFileName().toString().compareTo("s") < 0) {
          Files.move(file, contrib.resolve(file.getFileName()));
        }
      }
    }
    assertThat(contrib.resolve("cron.if")).exists();
    assertThat(include.resolve("services/ssh.if")).exists();
    assertSame(include, "distro_redhat");
  }

  @Test
  void aTreeWithLevelsOfMls() throws IOException {
    assertSame(headers(Map.of("TYPE", "mls", "SYSTEMD", "n")), "enable_mls");
  }

  @Test
  void aTreeWithoutLevels() throws IOException {
    assertSame(headers(Map.of("TYPE", "standard", "override UBAC", "n")), "enable_mls");
  }

  /** The installed headers with other options, in a folder of their own. */
  private Path headers(Map<String, String> options) throws IOException {
    Path include = folder.resolve("include");
    FileUtils.copyDirectory(Upstream.installed().headers().toFile(), include.toFile());
    List<String> lines = new ArrayList<>();
    Map<String, String> left = new TreeMap<>(options);
    for (String line : Files.readAllLines(include.resolve("build.conf"))) {
      int equals = line.indexOf('=');
      String name =
          equals < 0 ? "" : line.substring(0, equals).replace('?', ' ').replace(':', ' ').strip();
      String value = left.remove(name);
      lines.add(value == null ? line : name + " = " + value);
    }
    assertThat(left).as("options that build.conf does not have").isEmpty();
    Files.write(include.resolve("build.conf"), lines);
    return include;
  }

  private void assertSame(Path include, String option) throws IOException {
    Upstream.Frozen frozen = Upstream.installed().withHeaders(include).freeze(folder);
    Target target = HeaderReader.read(include, new Diagnostics()).orElseThrow();
    List<Path> chosen = chosen(option);
    Path expected = Files.createDirectory(folder.resolve("expected"));
    Map<String, String> upstream = new TreeMap<>();
    List<ModuleSource> taken = new ArrayList<>();
    List<ModuleTools.Built> expectations =
        Workers.map(chosen, te -> expand(te, frozen, expected, target.mls()));
    for (int i = 0; i < chosen.size(); i++) {
      if (expectations.get(i).succeeded()) {
        upstream.put(name(chosen.get(i)), expectations.get(i).text());
        taken.add(source(chosen.get(i)));
      }
    }
    Path own = Files.createDirectory(folder.resolve("own"));
    Map<String, CompiledModule> imported = imported(taken, target);
    List<String> names = List.copyOf(upstream.keySet());
    List<String> outcomes =
        Workers.map(
            names, name -> outcome(imported.get(name), upstream.get(name), own, target.mls()));
    Map<String, String> different = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (!outcomes.get(i).isEmpty()) {
        different.put(names.get(i), outcomes.get(i));
      }
    }
    System.out.println(
        (names.size() - different.size())
            + " of "
            + names.size()
            + " modules identical with "
            + target.options().keySet()
            + " (module format)");
    assertThat(different).isEmpty();
    // Upstream itself has a handful that its tools refuse.
    assertThat(chosen.size() - names.size()).isLessThanOrEqualTo(4);
    assertThat(names).hasSizeGreaterThanOrEqualTo(25);
  }

  private static List<Path> chosen(String option) throws IOException {
    List<Path> chosen = new ArrayList<>();
    int mentions = 0;
    for (int i = 0; i < modules.size(); i++) {
      boolean mention = mentions < MOST_CHOSEN && Files.readString(modules.get(i)).contains(option);
      mentions += mention ? 1 : 0;
      if (mention || i % EVERY == 0) {
        chosen.add(modules.get(i));
      }
    }
    return chosen;
  }

  private static ModuleTools.Built expand(
      Path te, Upstream.Frozen frozen, Path into, boolean levels) {
    String name = name(te);
    Commands.runTo(
        into.resolve(name + ".te"),
        into,
        List.of("m4", "-s", "-R", frozen.interfaces().toString(), te.toString()));
    Commands.runTo(
        into.resolve(name + ".fc"),
        into,
        List.of(
            "m4", "-R", frozen.support().toString(), te.resolveSibling(name + ".fc").toString()));
    return ModuleTools.build(into, name, levels);
  }

  private static Map<String, CompiledModule> imported(List<ModuleSource> taken, Target target) {
    Diagnostics told = new Diagnostics();
    List<SourceFile> files = new ArrayList<>();
    for (Imports.Result result : Imports.run(taken, target, told)) {
      files.add(result.file());
    }
    Map<String, CompiledModule> compiled = new TreeMap<>();
    for (CompiledModule module : new Compiler(target, List.of(), told).compileFiles(files)) {
      compiled.put(module.module().name(), module);
    }
    List<Diagnostic> errors =
        told.sorted().stream().filter(each -> each.severity() == Severity.ERROR).toList();
    assertThat(errors).isEmpty();
    return compiled;
  }

  private static String outcome(
      CompiledModule compiled, String expected, Path into, boolean levels) {
    String name = compiled.module().name();
    try {
      Files.writeString(into.resolve(name + ".te"), ModuleEmitter.emit(compiled.module()).text());
      Files.writeString(
          into.resolve(name + ".fc"),
          FileContextsEmitter.emit(compiled.module().fileContexts()).text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ModuleTools.Built built = ModuleTools.build(into, name, levels);
    return built.succeeded()
        ? CilComparator.compare(expected, built.text()).stream()
            .limit(5)
            .map(Object::toString)
            .reduce("", (all, each) -> all + each + " ")
        : built.text();
  }

  private static ModuleSource source(Path te) {
    String name = name(te);
    return new ModuleSource(
        read(te), read(te.resolveSibling(name + ".if")), read(te.resolveSibling(name + ".fc")));
  }

  private static SourceFile read(Path file) {
    try {
      return new SourceFile(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path te) {
    String file = te.getFileName().toString();
    return file.substring(0, file.length() - ".te".length());
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
