package org.svpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the launcher with a Java that only prints what it was started with: which Java is taken, and
 * that an archive of classes is used when it is whole and this Java's, and never else.
 */
final class LauncherTest {
  private static final FileTime OLD = FileTime.from(Instant.parse("2026-01-02T03:04:05.060708Z"));

  @TempDir private Path folder;
  private Path tree;
  private Path javaHome;

  @BeforeEach
  void layOutATree() throws IOException {
    tree = folder.resolve("a tree");
    javaHome = javaIn(folder.resolve("jvm"), "17.0.15");
    Files.createDirectories(tree.resolve("bin"));
    Files.copy(Path.of("src/main/launcher/svpc"), tree.resolve("bin/svpc"));
    assertThat(tree.resolve("bin/svpc").toFile().setExecutable(true)).isTrue();
    write(tree.resolve("lib/svpc/svpc.jar"), "a jar");
    write(archive(), "an archive");
    writeStamp();
  }

  private Path archive() {
    return tree.resolve("lib/svpc/archive/1.jsa");
  }

  private Path stamp() {
    return tree.resolve("lib/svpc/archive/1.stamp");
  }

  private void writeStamp() throws IOException {
    write(
        stamp(),
        javaHome
            + "\n"
            + sizeAndDate(archive())
            + sizeAndDate(javaHome.resolve("lib/modules"))
            + sizeAndDate(javaHome.resolve("lib/server/libjvm.so"))
            + sizeAndDate(tree.resolve("lib/svpc/svpc.jar"))
            + "\n");
  }

  private static String sizeAndDate(Path file) throws IOException {
    Instant date = Files.getLastModifiedTime(file).toInstant();
    return String.format(
        Locale.ROOT, "%d/%d.%09d ", Files.size(file), date.getEpochSecond(), date.getNano());
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, OLD);
  }

  /** A Java home whose `java` prints its arguments, each closed by a NUL byte. */
  private static Path javaIn(Path home, String version) throws IOException {
    write(home.resolve("release"), "IMPLEMENTOR=\"Any\"\nJAVA_VERSION=\"" + version + "\"\n");
    write(home.resolve("lib/modules"), "modules");
    write(home.resolve("lib/server/libjvm.so"), "the JVM");
    write(home.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\0' \"$0\" \"$@\"\n");
    assertThat(home.resolve("bin/java").toFile().setExecutable(true)).isTrue();
    return home.toRealPath();
  }

  /** Variables that a test sets. */
  private final Map<String, String> environment = new HashMap<>();

  private record Run(int status, List<String> words, String err) {}

  private Run run(String... arguments) throws IOException, InterruptedException {
    return run(tree.resolve("bin/svpc"), javaHome.toString(), arguments);
  }

  private Run run(Path launcher, String home, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectError(folder.resolve("err").toFile());
    builder.environment().remove("SVPC_JAVA_OPTS");
    builder.environment().putAll(environment);
    if (home.isEmpty()) {
      builder.environment().remove("JAVA_HOME");
    } else {
      builder.environment().put("JAVA_HOME", home);
    }
    builder
        .environment()
        .put("PATH", javaHome.resolve("bin") + ":" + builder.environment().get("PATH"));
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    List<String> words = out.isEmpty() ? List.of() : List.of(out.split("\0"));
    return new Run(status, words, Files.readString(folder.resolve("err")));
  }

  private void assertArchiveUsed(boolean used) throws IOException, InterruptedException {
    Run run = run("--version");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.words())
        .first()
        .as("the Java that ran")
        .isEqualTo(javaHome.resolve("bin/java").toString());
    assertThat(run.words().stream().filter(word -> word.contains("SharedArchiveFile")))
        .hasSize(used ? 1 : 0);
  }

  @Test
  void usesAnArchiveThatFits() throws Exception {
    assertArchiveUsed(true);
  }

  /** It has svpc among its modules, so that nothing is left for the class path. */
  @Test
  void prefersTheJavaThatItBrings() throws Exception {
    Path own = javaIn(tree.resolve("lib/svpc/runtime"), "17.0.15");
    Run run = run("--version");
    assertThat(run.words()).first().asString().endsWith("/lib/svpc/runtime/bin/java");
    assertThat(Path.of(run.words().get(0)).toRealPath()).isEqualTo(own.resolve("bin/java"));
    assertThat(run.words()).noneMatch(word -> word.contains(".jar"));
    assertThat(run.words()).noneMatch(word -> word.contains("SharedArchiveFile"));
  }

  @Test
  void prefersTheProgramToAnyJava() throws Exception {
    javaIn(tree.resolve("lib/svpc/runtime"), "17.0.15");
    Path program = tree.resolve("lib/svpc/native/svpc");
    write(program, "#!/bin/sh\nprintf '%s\\0' \"$0\" \"$LC_ALL\" \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    environment.put("LC_ALL", "C");
    Run run = run("build", "-Dx", "a b");
    assertThat(run.words()).hasSize(6).endsWith("build", "-Dx", "a b").contains("C.UTF-8");
    assertThat(Path.of(run.words().get(0)).toRealPath()).isEqualTo(program.toRealPath());
    assertThat(Path.of(run.words().get(2)).toRealPath())
        .as("the tree")
        .isEqualTo(tree.toRealPath());
  }

  /** Options for Java are for Java; and a program that cannot be run is none. */
  @Test
  void runsJavaWhereItsOptionsAreSet() throws Exception {
    Path program = tree.resolve("lib/svpc/native/svpc");
    write(program, "#!/bin/sh\nexit 9\n");
    assertArchiveUsed(true);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    environment.put("SVPC_JAVA_OPTS", "-Dany=thing");
    assertThat(run("--version").words()).contains("-Dany=thing");
  }

  @Test
  void usesTheArchiveOfTheJavaThatItBringsWhereverThatIs() throws Exception {
    Path own = javaIn(tree.resolve("lib/svpc/runtime"), "17.0.15");
    write(
        stamp(),
        "runtime\n"
            + sizeAndDate(archive())
            + sizeAndDate(own.resolve("lib/modules"))
            + sizeAndDate(own.resolve("lib/server/libjvm.so"))
            + sizeAndDate(own.resolve("lib/modules"))
            + "\n");
    Path moved = folder.resolve("moved");
    for (Path place : List.of(tree, moved)) {
      if (place.equals(moved)) {
        Files.move(tree, moved);
      }
      assertThat(run(place.resolve("bin/svpc"), javaHome.toString()).words())
          .anyMatch(word -> word.startsWith("-XX:SharedArchiveFile=" + place));
    }
    write(moved.resolve("lib/svpc/runtime/lib/modules"), "other modules");
    assertThat(run(moved.resolve("bin/svpc"), javaHome.toString()).words())
        .noneMatch(word -> word.contains("SharedArchiveFile"));
  }

  @Test
  void leavesATruncatedArchive() throws Exception {
    write(archive(), "an archi");
    assertArchiveUsed(false);
  }

  @Test
  void leavesAnArchiveThatWasWrittenTo() throws Exception {
    write(archive(), "an ARCHIVE");
    Files.setLastModifiedTime(archive(), FileTime.from(OLD.toInstant().plusNanos(1000)));
    assertArchiveUsed(false);
  }

  @Test
  void leavesAnArchiveWhoseFileIsGone() throws Exception {
    Files.delete(archive());
    assertArchiveUsed(false);
  }

  @Test
  void leavesTheArchiveOfAJavaThatWasReplaced() throws Exception {
    write(javaHome.resolve("lib/server/libjvm.so"), "a newer JVM");
    assertArchiveUsed(false);
    write(javaHome.resolve("lib/server/libjvm.so"), "the JVM");
    assertArchiveUsed(true);
    write(javaHome.resolve("lib/modules"), "more modules");
    assertArchiveUsed(false);
  }

  @Test
  void leavesTheArchiveOfAnotherSvpc() throws Exception {
    write(tree.resolve("lib/svpc/svpc.jar"), "a newer jar");
    assertArchiveUsed(false);
  }

  @Test
  void leavesTheArchiveOfAnotherJava() throws Exception {
    Path own = javaHome;
    javaHome = javaIn(folder.resolve("other"), "21.0.1");
    assertArchiveUsed(false);
    javaHome = own;
    assertArchiveUsed(true);
  }

  @Test
  void leavesAnArchiveWhoseStampIsDamaged() throws Exception {
    String whole = Files.readString(stamp());
    for (String damaged : List.of("", "\n", "\n\n", whole.substring(0, whole.length() - 3))) {
      write(stamp(), damaged);
      assertArchiveUsed(false);
    }
    Files.delete(stamp());
    assertArchiveUsed(false);
  }

  @Test
  void takesTheFittingOneOfSeveralArchives() throws Exception {
    write(tree.resolve("lib/svpc/archive/0.jsa"), "another archive");
    write(tree.resolve("lib/svpc/archive/0.stamp"), "/nowhere\n1/1 \n");
    assertArchiveUsed(true);
  }

  @Test
  void passesWordsOnAsTheyAre() throws Exception {
    String[] words = {"build", "a file.svp", "", "*", "two\nlines", "$HOME", "-Dx=y", "--"};
    List<String> seen = run(words).words();
    assertThat(seen.subList(seen.indexOf("org.svpc.cli.Main") + 1, seen.size()))
        .containsExactly(words);
  }

  /** With the locale C, Java 17 can open no file whose name is not ASCII. */
  @Test
  void givesJavaALocaleThatKnowsEveryName() throws Exception {
    write(javaHome.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\0' \"$LC_ALL\"\n");
    environment.put("LC_ALL", "C");
    assertThat(run().words()).containsExactly("C.UTF-8");
    environment.put("LC_ALL", "de_DE.UTF-8");
    assertThat(run().words()).containsExactly("de_DE.UTF-8");
    environment.putAll(Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", ""));
    assertThat(run().words()).containsExactly("C.UTF-8");
  }

  @Test
  void findsItsTreeThroughLinksAndFromPath() throws Exception {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, Path.of("a tree/bin/../bin/svpc"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), link);
    for (Path launcher : List.of(link, second, folder.relativize(tree.resolve("bin/svpc")))) {
      Run run = run(Path.of(launcher.isAbsolute() ? "" : "./").resolve(launcher), javaHome + "");
      assertThat(run.err()).isEmpty();
      assertThat(run.words()).anyMatch(word -> word.startsWith("-XX:SharedArchiveFile="));
    }
  }

  @Test
  void takesJavaFromPathWithoutJavaHome() throws Exception {
    for (String home : List.of("", folder.resolve("nowhere").toString())) {
      Run run = run(tree.resolve("bin/svpc"), home, "--version");
      assertThat(run.words()).first().isEqualTo(javaHome.resolve("bin/java").toString());
    }
  }

  @Test
  void passesOverAJavaThatIsTooOld() throws Exception {
    for (String version : List.of("1.8.0_402", "11.0.2")) {
      Path old = javaIn(folder.resolve(version), version);
      Run run = run(tree.resolve("bin/svpc"), old.toString(), "--version");
      assertThat(run.words()).doesNotContain(old.resolve("bin/java").toString());
    }
  }

  @Test
  void refusesAPathThatNoClassPathCanHold() throws Exception {
    Path odd = folder.resolve("a:b");
    Files.createDirectories(odd.resolve("bin"));
    Files.copy(
        tree.resolve("bin/svpc"), odd.resolve("bin/svpc"), StandardCopyOption.COPY_ATTRIBUTES);
    Run run = run(odd.resolve("bin/svpc"), javaHome.toString(), "--version");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.words()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "svpc: The path `"
                + odd
                + "/bin/..` holds a colon, which no Java class path can hold.\n");
  }
}
