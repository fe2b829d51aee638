package org.svpc.headers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Progress;
import org.svpc.target.Target;
import org.svpc.target.TargetInterface;
import org.svpc.testing.Command;
import org.svpc.testing.Svpc;

/** Indexes that are kept: taken where nothing has changed, and never else. */
final class IndexCacheTest {
  /** Keeps the index of headers that were written a moment ago. */
  private static final long AT_ONCE = -60_000;

  private static final int FLIPS = 2_000;
  private static final List<String> NAMES = SmallTree.names();

  @TempDir private Path folder;

  private Path include() {
    return folder.resolve("include");
  }

  private Path kept() {
    return folder.resolve("kept");
  }

  private IndexCache cache() {
    return IndexCache.in(kept(), AT_ONCE);
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(kept())) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(kept())) {
      return list.sorted().toList();
    }
  }

  /** What is told of a tree that is looked at anew, from the cache if it can. */
  private Answers ask(Path include) {
    HeaderTree tree = SmallTree.tree(include);
    PolicyIndex found = cache().find(tree);
    return Answers.of(found == null ? cache().make(tree) : found, NAMES);
  }

  private static Answers truth(Path include) {
    HeaderTree tree = SmallTree.tree(include);
    return Answers.of(IndexCache.none(Progress.NONE).make(tree), NAMES);
  }

  @Test
  void whatWasMadeIsFoundAndAnswersTheSame() throws IOException {
    HeaderTree tree = SmallTree.write(include());
    assertThat(cache().find(tree)).isNull();
    Answers made = Answers.of(cache().make(tree), NAMES);
    assertThat(made).isEqualTo(truth(include()));
    assertThat(files()).hasSize(1);

    PolicyIndex found = cache().find(SmallTree.tree(include()));
    assertThat(found).isNotNull();
    assertThat(Answers.of(found, NAMES)).isEqualTo(made);
    assertThat(made.problems()).contains("2 warnings");
  }

  @Test
  void pathsAreShownAsTheTargetWasGiven() throws IOException {
    SmallTree.write(include());
    ask(include());
    Path here = Path.of("").toAbsolutePath().relativize(include().toAbsolutePath());
    PolicyIndex found = cache().find(SmallTree.tree(here));
    assertThat(found).as("the same headers by a relative path").isNotNull();
    assertThat(found.callable("web_read").file())
        .isEqualTo(here.resolve("services/web.if").toString());
  }

  @Test
  void everyChangeIsNoticed() throws Exception {
    SmallTree.write(include());
    Path web = include().resolve("services/web.if");
    String text = Files.readString(web);
    FileTime before = Files.getLastModifiedTime(web);
    List<Change> changes =
        List.of(
            // As long as before, and with its date set back.
            () -> {
              Files.writeString(web, text.replace("`web_read'", "`web_reed'"));
              Files.setLastModifiedTime(web, before);
            },
            () -> Files.move(web, include().resolve("services/wep.if")),
            () -> Files.writeString(web, text),
            () -> Files.writeString(include().resolve("services.xml"), ""),
            () -> Files.delete(include().resolve("support/file_patterns.spt")),
            () -> Files.move(include().resolve("system"), include().resolve("apps")),
            () -> Files.createDirectory(include().resolve("services/x.if")));
    ask(include());
    for (Change change : changes) {
      // More than the grain of the clock that file systems take the time from.
      Thread.sleep(30);
      change.make();
      assertThat(cache().find(SmallTree.tree(include()))).isNull();
      assertThat(ask(include())).isEqualTo(truth(include()));
    }
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  @Test
  void aFileThatNothingIsReadFromMayChange() throws IOException {
    SmallTree.write(include());
    ask(include());
    Files.writeString(include().resolve("services/notes.txt"), "nothing");
    Files.writeString(include().resolve("Makefile"), "nothing");
    assertThat(cache().find(SmallTree.tree(include()))).isNotNull();
  }

  @Test
  void otherOptionsMakeAnotherIndex() throws IOException {
    SmallTree.write(include());
    Files.writeString(
        include().resolve("services/more.if"),
        "ifdef(`distro_redhat',`\ninterface(`more_of_it',`\n\tallow $1 self:file read;\n')\n')\n");
    ask(include());
    HeaderTree other =
        HeaderTree.ofHeaders(include(), Set.of("distro_redhat"), new HeaderLook(include()));
    assertThat(cache().find(other)).isNull();
    assertThat(cache().make(other).callables()).contains("more_of_it");
    assertThat(cache().find(SmallTree.tree(include())).callables()).doesNotContain("more_of_it");
    assertThat(
            cache()
                .find(
                    HeaderTree.ofHeaders(
                        include(), Set.of("distro_redhat"), new HeaderLook(include())))
                .callables())
        .contains("more_of_it");
  }

  @Test
  void twoTargetsInTurnDoNotMix() throws IOException {
    Path other = folder.resolve("other");
    SmallTree.write(include());
    SmallTree.write(other);
    Path web = other.resolve("services/web.if");
    Files.writeString(web, Files.readString(web).replace("web_", "wep_"));
    Answers first = truth(include());
    Answers second = truth(other);
    assertThat(second).isNotEqualTo(first);
    for (int turn = 0; turn < 4; turn++) {
      assertThat(ask(include())).isEqualTo(first);
      assertThat(ask(other)).isEqualTo(second);
      assertThat(files()).hasSize(2);
    }
  }

  /** A file that changes twice within the grain of the clock would look the same. */
  @Test
  void whatHasJustChangedIsNotKept() throws IOException {
    HeaderTree tree = SmallTree.write(include());
    IndexCache cache = IndexCache.in(kept(), 2_000);
    assertThat(cache.make(tree).callables()).contains("web_read");
    assertThat(files()).isEmpty();

    Files.setLastModifiedTime(
        include().resolve("services/web.if"), FileTime.from(Instant.now().plusSeconds(3_600)));
    IndexCache.in(kept(), 0).make(SmallTree.tree(include()));
    assertThat(files()).as("of headers from the future").isEmpty();
  }

  @Test
  void whatCouldNotBeReadIsNotKept() throws IOException {
    SmallTree.write(include());
    for (String file : List.of("services/web.if", "services.xml", "support/file_patterns.spt")) {
      Path path = include().resolve(file);
      byte[] content = Files.readAllBytes(path);
      Files.delete(path);
      Files.createSymbolicLink(path, Path.of("gone"));
      HeaderTree tree = SmallTree.tree(include());
      String told = Answers.told(cache().make(tree).problems());
      if (!file.endsWith(".xml")) {
        assertThat(told).contains("warning[SVP0701]", file + "` is missing");
      }
      assertThat(files()).as(file).isEmpty();
      Files.delete(path);
      Files.write(path, content);
    }
  }

  @Test
  void everyDamageLeadsToTheTruth() throws IOException {
    SmallTree.write(include());
    Answers truth = ask(include());
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(20261127);
    for (int flip = 0; flip < FLIPS; flip++) {
      byte[] bytes = whole.clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, bytes);
      assertNames(truth);
      assertThat(Files.readAllBytes(file)).as("mended").isEqualTo(whole);
    }
  }

  /** Asks as a build does: an index that is damaged or gone makes no difference. */
  private void assertNames(Answers truth) {
    HeaderNames names = new HeaderNames(SmallTree.tree(include()), cache());
    for (String name : NAMES) {
      TargetInterface found = names.find(name);
      assertThat(found == null ? null : found.declaration().span().text())
          .isEqualTo(textOf(truth.callables().get(name)));
      assertThat(names.kinds(name)).isEqualTo(truth.kinds().get(name));
      assertThat(names.hasModule(name)).isEqualTo(truth.modules().contains(name));
    }
    assertThat(names.interfaces()).isEqualTo(truth.callableNames());
    assertThat(names.booleans()).isEqualTo(truth.booleans());
    assertThat(Answers.told(names.problems())).isEqualTo(truth.problems());
  }

  private static String textOf(org.svpc.headers.Callable callable) {
    return callable == null
        ? null
        : callable.text().substring(callable.place(), callable.bodyEnd());
  }

  @Test
  void anIndexMayVanishOnceItIsOpen() throws IOException {
    SmallTree.write(include());
    ask(include());
    HeaderNames names = new HeaderNames(SmallTree.tree(include()), cache());
    assertThat(names.kinds("etc_t")).hasSize(1);
    Files.delete(files().get(0));
    assertThat(names.find("web_read")).isNotNull();
    assertThat(names.find("no_such_name")).isNull();
  }

  @Test
  void aPlaceThatTakesNothingDoesNoHarm() throws IOException {
    SmallTree.write(include());
    Answers truth = truth(include());

    Files.writeString(kept(), "a file where the folder should be");
    assertThat(ask(include())).isEqualTo(truth);
    assertThat(kept()).hasContent("a file where the folder should be");
    Files.delete(kept());

    ask(include());
    Path file = files().get(0);
    Files.delete(file);
    Files.createDirectories(file.resolve("in the way"));
    assertThat(ask(include())).isEqualTo(truth);
    assertThat(files()).as("nothing half written is left").containsExactly(file);
  }

  @Test
  void theNewestEightAreKept() throws IOException {
    List<Path> made = new ArrayList<>();
    Instant before = Instant.now().minus(Duration.ofDays(2));
    Files.createDirectories(kept());
    Path abandoned = Files.writeString(kept().resolve("1.2.new"), "");
    Path other = Files.writeString(kept().resolve("2.3.new"), "");
    Files.setLastModifiedTime(abandoned, FileTime.from(before));
    for (int i = 0; i < 10; i++) {
      Path include = folder.resolve("include" + i);
      SmallTree.write(include);
      ask(include);
      Path index = kept().resolve(SmallTree.tree(include).stamp().name() + ".index");
      made.add(index);
      Files.setLastModifiedTime(index, FileTime.from(before.plusSeconds(i)));
    }
    made.add(other);
    assertThat(files()).containsExactlyInAnyOrderElementsOf(made.subList(2, made.size()));
  }

  @Test
  void threadsAtOnceAllGetTheTruth() throws Exception {
    SmallTree.write(include());
    Answers truth = truth(include());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        boolean remove = i % 10 == 0;
        work.add(
            () -> {
              if (remove) {
                for (Path path : files()) {
                  Files.deleteIfExists(path);
                }
              }
              assertNames(truth);
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    for (Path path : files()) {
      assertThat(path.toString()).endsWith(".index");
    }
  }

  /** Two processes make the index of all installed headers at once. */
  @Test
  void processesAtOnceLeaveAWholeIndex() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      List<String> line = new ArrayList<>(Svpc.java(List.of()));
      line.addAll(List.of(IndexProcess.class.getName(), kept().toString()));
      processes.add(Command.of(line).start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(files()).hasSize(1);
    Target target = HeaderReader.readInstalled(new Diagnostics()).orElseThrow();
    HeaderTree tree =
        HeaderTree.ofHeaders(
            HeaderReader.INSTALLED,
            target.options().keySet(),
            new HeaderLook(HeaderReader.INSTALLED));
    assertThat(cache().find(tree)).isNotNull();
  }

  /** Another svpc may mean something else by its index, whatever its format is called. */
  @Test
  void anotherSvpcMakesAnotherIndex() throws IOException {
    for (String archive : List.of("one.jar", "one.jar", "two.jar")) {
      Path first = folder.resolve(archive);
      if (!Files.exists(first)) {
        Files.writeString(first, "");
      }
      List<String> line = new ArrayList<>(Svpc.java(List.of()));
      line.set(line.size() - 1, first + File.pathSeparator + line.get(line.size() - 1));
      line.addAll(List.of(IndexProcess.class.getName(), kept().toString()));
      Command.of(line).run().orFail();
      assertThat(files()).hasSize(archive.equals("one.jar") ? 1 : 2);
    }
  }

  /** A process that asks for the index of the installed headers. */
  static final class IndexProcess {
    private IndexProcess() {}

    public static void main(String[] words) {
      Target target =
          HeaderReader.readInstalled(
                  IndexCache.in(Path.of(words[0]), 2_000), Set.of(), new Diagnostics())
              .orElseThrow();
      if (target.findInterface("virt_domain_template") == null) {
        throw new IllegalStateException("not found");
      }
    }
  }

  @Test
  void sourcesHaveAnIndexToo() throws IOException {
    Path policy = folder.resolve("policy");
    Path layer = Files.createDirectories(policy.resolve("modules/system"));
    Files.writeString(policy.resolve("global_tunables"), "gen_tunable(global_one, true)\n");
    Files.writeString(
        layer.resolve("a.if"), "interface(`a_read',`\n\tallow $1 a_t:file read;\n')\n");
    Files.writeString(layer.resolve("a.te"), "policy_module(a, 1.0)\n\ntype a_t;\n");
    HeaderTree tree = HeaderTree.ofSources(policy, Set.of(), new HeaderLook(policy));
    PolicyIndex made = cache().make(tree);
    assertThat(made.booleans()).containsOnly(Map.entry("global_one", true));
    assertThat(made.kinds("a_t")).hasSize(1);
    PolicyIndex found =
        cache().find(HeaderTree.ofSources(policy, Set.of(), new HeaderLook(policy)));
    assertThat(found.callable("a_read")).isEqualTo(made.callable("a_read")).isNotNull();

    Files.writeString(policy.resolve("global_booleans"), "gen_bool(global_two, false)\n");
    assertThat(cache().find(HeaderTree.ofSources(policy, Set.of(), new HeaderLook(policy))))
        .isNull();
    Files.writeString(layer.resolve("a.te"), "policy_module(a, 1.0)\n\nattribute a_t;\n");
    PolicyIndex anew = cache().make(HeaderTree.ofSources(policy, Set.of(), new HeaderLook(policy)));
    assertThat(anew.booleans()).containsKeys("global_one", "global_two");
    assertThat(anew.kinds("a_t")).isNotEqualTo(made.kinds("a_t"));
  }

  @Test
  void modulesAndBooleansNeedNoIndex() throws IOException {
    SmallTree.write(include());
    Map<String, Integer> steps = new HashMap<>();
    HeaderNames names =
        new HeaderNames(
            SmallTree.tree(include()), IndexCache.none(step -> steps.merge(step, 1, Integer::sum)));
    assertThat(names.booleans()).isEqualTo(Map.of("web_on", true, "web_off", false));
    assertThat(names.modules()).containsExactly("files", "web");
    assertThat(names.hasModule("web")).isTrue();
    assertThat(names.hasModule("wep")).isFalse();
    assertThat(names.problems()).isEmpty();
    assertThat(steps).as("long steps").isEmpty();

    assertThat(names.interfaces()).contains("web_read");
    assertThat(names.problems()).hasSize(2).isSameAs(names.problems());
    assertThat(steps).isEqualTo(Map.of("Reading the headers of the policy", 1));
    assertThat(names.booleans()).isEqualTo(Map.of("web_on", true, "web_off", false));
    assertThat(names.hasModule("web")).isTrue();
  }

  /** Not every file system knows inodes and the time of a change. */
  @Test
  void otherFileSystemsHaveStampsToo() throws IOException {
    URI archive = URI.create("jar:" + folder.resolve("a.zip").toUri());
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path file = Files.writeString(zip.getPath("a.if"), "12345");
      long[] values = new long[8];
      org.svpc.files.Stamp.attributes(file, values, 4);
      assertThat(values).startsWith(0, 0, 0, 0, 5, -1);
      assertThat(values[6]).isEqualTo(Files.getLastModifiedTime(file).toMillis() * 1_000_000);
      org.svpc.files.Stamp.attributes(zip.getPath("none"), values, 4);
      assertThat(values).endsWith(-1, -1, -1, -1);
    }
  }
}
