package org.svpc.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.Origin;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

final class CheckmoduleTest {
  private static final String HEAD =
      """
      module demo 1.0;
      require { type a_t; class file { ioctl read }; role r; sensitivity s0; category c0; }
      """;

  /** What the author wrote: its third line stands behind the emitted text's third line. */
  private static final SourceFile SOURCE =
      new SourceFile("demo.svp", "module demo 1.0;\n\nallow a_t b_t:file read;\n");

  private final Path program = Tools.installed().find(Program.CHECKMODULE).orElseThrow();
  private final Checkmodule checkmodule = new Checkmodule(program);
  private final Diagnostics diagnostics = new Diagnostics();

  @TempDir Path folder;

  @Test
  void compilesAModule() throws Exception {
    byte[] module = build(HEAD + "allow a_t a_t:file read;\n", OptionalInt.empty());

    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(PolicyPackage.head(PolicyPackage.pack(module, "")))
        .contains(new PolicyPackage.Head("demo", checkmodule.versions().orElseThrow().newest()));
  }

  @Test
  void fitsTheModuleToTheTarget() throws Exception {
    byte[] module = build(HEAD + "allow a_t a_t:file read;\n", OptionalInt.of(19));
    assertThat(PolicyPackage.head(PolicyPackage.pack(module, "")))
        .contains(new PolicyPackage.Head("demo", 19));

    // A target that takes more than this checkmodule writes gets what there is.
    assertThat(build(HEAD + "allow a_t a_t:file read;\n", OptionalInt.of(999))).isNotNull();
    assertThat(diagnostics.isEmpty()).isTrue();
  }

  @Test
  void whatAnOlderVersionCannotSayIsAnError() throws Exception {
    byte[] module = build(HEAD + "type_transition a_t self:file a_t;\n", OptionalInt.of(19));

    assertThat(module).isNull();
    assertThat(only().code()).isEqualTo(Code.MODULE_VERSION);
    assertThat(only().message())
        .isEqualTo("Module `demo` holds what module version 19 cannot say.");
  }

  @Test
  void versionsThatNothingCanReadAreRefused() throws Exception {
    assertThat(build(HEAD, OptionalInt.of(12))).isNull();
    assertThat(only().message()).isEqualTo("Module version 12 is too old: the oldest is 13.");
  }

  @Test
  void aComplaintComesBackAtItsSource() throws Exception {
    assertThat(build(HEAD + "allow a_t b_t:file read;\n", OptionalInt.empty())).isNull();

    assertThat(only().code()).isEqualTo(Code.REFUSED_BY_CHECKMODULE);
    assertThat(only().span()).hasToString("demo.svp:3:1");
    assertThat(only().message()).isEqualTo("`checkmodule` says: unknown type b_t.");
    assertThat(only().notes())
        .containsExactly("The policy given to it says `allow a_t b_t:file read;`.");
  }

  @Test
  void lineMarksInTheTextDoNotMislead() throws Exception {
    build(
        "#line 1 \"elsewhere.svp\"\n"
            + HEAD.replace("\n", " ")
            + "\n#line 400\n"
            + "allow a_t b_t:file read;\n",
        OptionalInt.empty());

    assertThat(only().notes())
        .containsExactly("The policy given to it says `allow a_t b_t:file read;`.");
  }

  @Test
  void aComplaintWithoutASourceHasNoPlace() throws Exception {
    checkmodule.build(policy("module demo 1.0;\nrequire { type a_t; \n"), diagnostics);

    assertThat(only().span()).isNull();
    assertThat(only().message()).startsWith("`checkmodule` says: ").endsWith(".");
  }

  @Test
  void noMessageShowsATemporaryFile() throws Exception {
    for (String wrong :
        List.of(
            "type x_t;\ntype x_t;\n",
            "allow a_t a_t:file read write;\n",
            "allow ~a_t a_t:file read;\n",
            "allow a_t a_t:file \"\n",
            "if (b) { type c_t; }\n",
            "range_transition a_t a_t:file s0 - s0:c9;\n")) {
      Diagnostics found = new Diagnostics();
      assertThat(checkmodule.build(policy(HEAD + wrong), found)).isNull();
      assertThat(found.sorted()).isNotEmpty();
      assertThat(found.sorted().toString()).doesNotContain("/tmp", ".te", "svpc-");
    }
  }

  @Test
  void aProgramThatHangsIsEndedWithItsChildren() throws Exception {
    Path pid = folder.resolve("pid");
    Path hanging = script("sleep 600 & echo $! > '" + pid + "'; wait");
    long start = System.nanoTime();

    byte[] module =
        new Checkmodule(hanging, Duration.ofMillis(700)).build(policy(HEAD), diagnostics);

    assertThat(module).isNull();
    assertThat(only().message()).startsWith("`checkmodule` had not compiled module `demo` after ");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    long child = Long.parseLong(Files.readString(pid).strip());
    for (int i = 0; i < 100 && isRunning(child); i++) {
      Thread.sleep(20);
    }
    assertThat(isRunning(child)).isFalse();
  }

  @Test
  void anInterruptEndsTheProgram() throws Exception {
    Path pid = folder.resolve("pid");
    Path hanging = script("echo $$ > '" + pid + "'; exec sleep 600");
    Thread here = Thread.currentThread();
    Thread other =
        new Thread(
            () -> {
              while (!Files.exists(pid)) {
                Thread.onSpinWait();
              }
              here.interrupt();
            });
    other.start();

    boolean interrupted = false;
    try {
      new Checkmodule(hanging, Duration.ofMinutes(5)).build(policy(HEAD), diagnostics);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    other.join();

    assertThat(interrupted).isTrue();
    String text = Files.readString(pid).strip();
    if (!text.isEmpty()) {
      for (int i = 0; i < 100 && isRunning(Long.parseLong(text)); i++) {
        Thread.sleep(20);
      }
      assertThat(isRunning(Long.parseLong(text))).isFalse();
    }
  }

  @Test
  void anEndlessOutputIsReadButNotKept() throws Exception {
    Path loud = script("head -c 50000000 /dev/zero | tr '\\0' x; exit 3");
    Processes.Exit exit = Processes.run(folder, Duration.ofMinutes(1), List.of(loud.toString()));

    assertThat(exit.status()).isEqualTo(3);
    assertThat(exit.output()).hasSize(Processes.KEPT);
  }

  @Test
  void aProgramThatFailsWithoutAWordIsTold() throws Exception {
    assertThat(new Checkmodule(script("exit 7")).build(policy(HEAD), diagnostics)).isNull();
    assertThat(only().message())
        .isEqualTo("`checkmodule` ended with status 7 and did not compile module `demo`.");
  }

  @Test
  void aProgramThatCannotBeStartedIsTold() throws Exception {
    assertThat(new Checkmodule(folder.resolve("none")).build(policy(HEAD), diagnostics)).isNull();
    assertThat(only().code()).isEqualTo(Code.TOOL_FAILED);
  }

  @Test
  void nothingIsLeftBehindAndNobodyElseLooksIn() throws Exception {
    Path place = folder.resolve("place");
    Path looking = script("pwd > '" + place + "'; stat -c %A . >> '" + place + "'; exit 1");

    new Checkmodule(looking).build(policy(HEAD), diagnostics);

    List<String> seen = Files.readAllLines(place);
    assertThat(seen.get(0)).contains("/svpc-");
    assertThat(Path.of(seen.get(0))).doesNotExist();
    assertThat(seen.get(1)).isEqualTo("drwx------");
  }

  @Test
  void missingToolsSayWhichPackageBringsThem() {
    Tools none = Tools.in(folder + "::relative:" + folder.resolve("none"));
    assertThat(none.find(Program.CHECKMODULE)).isEmpty();
    Diagnostic missing = Tools.missing(Program.CHECKMODULE, false, "no `.pp` was made");
    assertThat(missing.message())
        .isEqualTo("The program `checkmodule` was not found, so no `.pp` was made.");
    assertThat(missing.helps())
        .containsExactly("It comes with the package checkpolicy (Debian, Fedora).");
    assertThat(missing.code()).isEqualTo(Code.TOOL_MISSING);
    assertThat(Tools.missing(Program.SEMODULE, true, "x").code()).isEqualTo(Code.TOOL_REQUIRED);
  }

  private byte[] build(String te, OptionalInt version) throws InterruptedException {
    Origin origin = Origin.at(new Span(SOURCE, 18, 42));
    return checkmodule.build(
        new CheckmoduleInput("demo", te, line -> line == 3 ? origin : null, true, version),
        diagnostics);
  }

  private static CheckmoduleInput policy(String te) {
    return new CheckmoduleInput("demo", te, line -> null, true, OptionalInt.empty());
  }

  private Diagnostic only() {
    assertThat(diagnostics.sorted()).hasSize(1);
    return diagnostics.sorted().get(0);
  }

  private Path script(String body) throws IOException {
    Path script = folder.resolve("tool");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  private static boolean isRunning(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
