package org.svpc.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cli.InProcess;
import org.svpc.testing.Command;
import org.svpc.testing.Golden;

/**
 * The script installs and takes back in a store of its own: semodule is the real one, what needs a
 * kernel stands in {@code tools.py}. What was there before is compared with what is there after:
 * every file of the store but the counter of transactions, booleans, labels, and the script's own
 * records.
 */
final class InstallScriptTest {
  private static final String BASE =
      """
      (mls true)
      (handleunknown allow)
      (class file (read write getattr))
      (class process (transition))
      (classorder (file process))
      (sensitivity s0) (sensitivityorder (s0))
      (category c0) (category c1) (categoryorder (c0 c1))
      (sensitivitycategory s0 (c0 c1))
      (sid kernel) (sidorder (kernel))
      (typeattribute cil_gen_require) (roleattribute cil_gen_require)
      (user system_u) (role system_r) (role object_r) (type base_t)
      (roletype object_r base_t) (roletype system_r base_t)
      (userrole system_u system_r) (userrole system_u object_r)
      (userlevel system_u (s0)) (userrange system_u ((s0) (s0 (c0 c1))))
      (sidcontext kernel (system_u system_r base_t ((s0) (s0))))
      (allow base_t base_t (file (read)))
      (boolean base_b false)
      (boolean other_b false)
      """;
  private static final List<String> FAKED =
      List.of(
          "semodule",
          "getsebool",
          "setsebool",
          "semanage",
          "stat",
          "chcon",
          "restorecon",
          "find",
          "xargs",
          "mkdir",
          "id");
  private static final String EARLIER_LABEL = "system_u:object_r:base_t:s0:c0";

  @TempDir Path folder;
  private Path root;
  private Path work;
  private Path bin;
  private Path data;
  private Path out;

  @BeforeEach
  void makeRoot() throws IOException {
    root = folder.resolve("root");
    work = Files.createDirectories(folder.resolve("work"));
    bin = Files.createDirectories(folder.resolve("bin"));
    // The names of folders and files are as bad as they may be.
    data = Files.createDirectories(folder.resolve("it's $(data) `x`"));
    out = Files.createDirectories(folder.resolve("out 'of' it\n"));
    Files.createDirectories(root.resolve("etc/selinux/default"));
    Files.createDirectories(root.resolve("var/lib/selinux/default"));
    Files.writeString(
        root.resolve("etc/selinux/config"), "SELINUX=permissive\nSELINUXTYPE=default\n");
    Files.writeString(
        root.resolve("etc/selinux/semanage.conf"),
        """
        module-store = direct
        bzip-blocksize = 0
        usepasswd = false
        save-previous = false
        save-linked = false
        [sefcontext_compile]
        path = /bin/true
        args = $@
        [end]
        """);
    Path base = Files.writeString(folder.resolve("base.cil"), BASE);
    semodule("-X", "100", "-i", base.toString());
    Path tools = Golden.in("installer").folder().resolve("tools.py");
    for (String tool : FAKED) {
      Path file = bin.resolve(tool);
      Files.writeString(
          file,
          tool.equals("id")
              ? "#!/bin/sh\necho 0\n"
              : "#!/bin/sh\nexec /usr/bin/python3 -c 'import sys; sys.argv = sys.argv[1:]; "
                  + "exec(open(\""
                  + tools
                  + "\").read())' "
                  + tool
                  + " \"$@\"\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    write("local", "{\"other_b\": \"-1\"}");
    write("active", "{\"other_b\": \"on\"}");
    Files.createDirectories(data.resolve("first/deep"));
    for (String name :
        List.of(
            "first/a b",
            "first/new\nline",
            "first/deep/-x",
            "first/[g]*?{a,b}\\~",
            "one.img",
            "two")) {
      Files.writeString(data.resolve(name), name);
    }
    Files.createSymbolicLink(data.resolve("first/link"), Path.of("/nowhere"));
    StringBuilder labels = new StringBuilder("{");
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!file.endsWith("deep")) {
          labels.append(labels.length() == 1 ? "" : ", ").append(json(file.toString()));
          labels.append(": ").append(json(EARLIER_LABEL));
        }
      }
    }
    write("labels", labels.append("}").toString());
  }

  private static String json(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(work.resolve(name), text);
  }

  private String read(String name) throws IOException {
    Path file = work.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private void semodule(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of("/usr/sbin/semodule", "-n", "-s", "default", "-p", root.toString()));
    command.addAll(Arrays.asList(words));
    Command.of(command).run().orFail();
  }

  /** Two modules and their script, of a version that shows in their rules. */
  private void build(String version, String... more) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    String place = data.toString();
    Files.writeString(
        sources.resolve("first.svp"),
        "module first "
            + version
            + ";\nextern type base_t;\nboolean first_b = false;\ntype first_t;\n"
            + "labels first_t { tree \""
            + place
            + "/first\"; path \"/nowhere/at/all\"; }\n"
            + (version.equals("1.0") ? "" : "allow base_t first_t:file getattr;\n")
            + "if (first_b) { allow base_t first_t:file read; }\n");
    Files.writeString(
        sources.resolve("second.svp"),
        "module second 1.0;\nextern type base_t;\nboolean second_b = false;\ntype second_t;\n"
            + "labels second_t { path \""
            + place
            + "/one.img\"; regex \""
            + data.getParent()
            + "/i[st]'.*/.*\\.img\"; }\n"
            + "if (second_b) { allow base_t second_t:file read; }\n");
    List<String> words =
        new ArrayList<>(List.of("build", sources.toString(), "-o", out.toString(), "--installer"));
    words.addAll(Arrays.asList(more));
    Command.Result result = InProcess.run(words);
    assertThat(result.status()).as(result.err()).isZero();
  }

  private void build(String version) throws IOException {
    build(version, "--set", "base_b=on", "--set", "first_b=on");
  }

  private Command.Result script(String broken, String... words) throws IOException {
    Files.deleteIfExists(work.resolve("number"));
    Files.deleteIfExists(work.resolve("calls"));
    List<String> command = new ArrayList<>(List.of("sh", out.resolve("install.sh").toString()));
    command.addAll(Arrays.asList(words));
    return Command.of(command)
        .with("PATH", bin + ":/usr/sbin:/usr/bin:/bin")
        .with("SVPC_STATE", folder.resolve("state").toString())
        .with("STATE_OF_TEST", work.toString())
        .with("ROOT_OF_TEST", root.toString())
        .with("BREAK", broken)
        .run();
  }

  private Map<String, String> state() throws IOException {
    Map<String, String> state = new TreeMap<>();
    Path store = root.resolve("var/lib/selinux/default/active");
    Path installed = root.resolve("etc/selinux/default");
    for (Path place : List.of(store, installed, folder.resolve("state"))) {
      if (Files.exists(place)) {
        try (Stream<Path> files = Files.walk(place)) {
          for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
            String name = folder.relativize(file).toString();
            if (!name.endsWith("/commit_num")
                && !name.endsWith("/lock")
                && !name.endsWith("/first/listed")) {
              state.put(name, Arrays.hashCode(Files.readAllBytes(file)) + "");
            }
          }
        }
      }
    }
    state.put("active", active(read("active")));
    state.put("local", read("local"));
    state.put("labels", read("labels"));
    return state;
  }

  /** What is off and never was told to be so is the same as off. */
  private static String active(String json) {
    return Stream.of(json.replaceAll("[{}]", "").split(", "))
        .filter(one -> !one.endsWith(": \"off\""))
        .sorted()
        .toList()
        .toString();
  }

  // ---- what it does

  @Test
  void installsAndTakesBack() throws IOException {
    build("1.0");
    Map<String, String> before = state();
    Command.Result result = script("0:");
    assertThat(result.err()).contains("Installed: first second.");
    assertThat(result.status()).isZero();
    assertThat(
            read("calls")
                .lines()
                .filter(call -> call.startsWith("semodule") && call.contains(" -i ")))
        .as("transactions")
        .hasSize(1);
    assertThat(read("local")).contains("\"base_b\": \"-1\"", "\"first_b\": \"-1\"");
    assertThat(labelOf("first/new\\nline")).isEqualTo("system_u:object_r:first_t:s0");
    assertThat(labelOf("first/link")).isEqualTo("system_u:object_r:first_t:s0");
    assertThat(labelOf("first/[g]*?{a,b}\\\\~")).isEqualTo("system_u:object_r:first_t:s0");
    assertThat(labelOf("one.img")).isEqualTo("system_u:object_r:second_t:s0");
    assertThat(labelOf("two")).isEqualTo(EARLIER_LABEL);
    assertThat(root.resolve("var/lib/selinux/default/active/modules/400/first")).exists();

    Map<String, String> installed = state();
    result = script("0:");
    assertThat(result.err()).isEqualTo("install.sh: Installed already: first second.\n");
    assertThat(result.status()).isZero();
    assertThat(state()).isEqualTo(installed);

    Path late = Files.writeString(data.resolve("first/late"), "");
    result = script("0:", "--undo");
    assertThat(result.err()).contains("Taken back");
    assertThat(result.status()).isZero();
    assertThat(labelOf("first/late")).isEqualTo("system_u:object_r:base_t:s0");
    Files.delete(late);
    write("labels", read("labels").replaceAll(", \"[^\"]*late\": \"[^\"]*\"", ""));
    assertThat(withoutDeep(state())).isEqualTo(withoutDeep(before));
    result = script("0:", "--undo");
    assertThat(result.err()).isEqualTo("install.sh: There is nothing to take back.\n");
    assertThat(result.status()).isZero();
  }

  /** A folder without a label of its own has some label after; there is none to give back. */
  private static Map<String, String> withoutDeep(Map<String, String> state) {
    Map<String, String> without = new TreeMap<>(state);
    without.put(
        "labels",
        Stream.of(state.get("labels").replaceAll("[{}]", "").split(", (?=\")"))
            .filter(one -> !one.contains("deep\":"))
            .sorted()
            .toList()
            .toString());
    return without;
  }

  private String labelOf(String name) throws IOException {
    String labels = read("labels");
    String key = data.toString().replace("\"", "\\\"") + "/" + name + "\": \"";
    int start = labels.indexOf(key);
    assertThat(start).as(name + " in " + labels).isNotNegative();
    return labels.substring(start + key.length(), labels.indexOf('"', start + key.length()));
  }

  @Test
  void everyStepThatFailsIsTakenBackWholly() throws IOException {
    build("1.0");
    breakEveryCall();
  }

  /** An earlier version, a boolean that was on, and an administrator's other booleans. */
  @Test
  void anEarlierVersionIsBackWhenTheNewOneFails() throws IOException {
    build("1.0", "--package", "always");
    semodule("-X", "400", "-i", out.resolve("first.pp").toString());
    write("local", "{\"base_b\": \"-0\", \"first_b\": \"-1\", \"other_b\": \"-1\"}");
    write("active", "{\"base_b\": \"on\", \"first_b\": \"on\", \"other_b\": \"on\"}");
    build("2.0", "--set", "base_b=on", "--set", "first_b=off", "--set", "second_b=on");
    breakEveryCall();
  }

  private void breakEveryCall() throws IOException {
    Map<String, String> before = withoutDeep(state());
    assertThat(script("0:").status()).isZero();
    List<String> calls = read("calls").lines().toList();
    assertThat(withoutDeep(state())).isNotEqualTo(before);
    assertThat(script("0:", "--undo").status()).isZero();
    assertThat(withoutDeep(state())).isEqualTo(before);
    assertThat(calls).hasSizeGreaterThan(10);
    for (int call = 1; call <= calls.size(); call++) {
      String made = calls.get(call - 1);
      List<String> ways = new ArrayList<>(List.of("before"));
      if (made.contains(" -i ") || made.startsWith("set") || made.startsWith("restorecon")) {
        ways.addAll(List.of("after", "term", "kill"));
      }
      for (String how : ways) {
        Command.Result result = script(call + ":" + how);
        String as = call + ":" + how + " " + made + "\n" + result.err();
        if (how.equals("kill")) {
          assertThat(result.status()).as(as).isNotZero();
          result = script("0:", "--undo");
          assertThat(result.status()).as(as + result.err()).isZero();
        } else {
          assertThat(result.status()).as(as).isIn(1, 3);
          assertThat(result.err()).as(as).doesNotContain("Not all could be taken back");
        }
        assertThat(withoutDeep(state())).as(as).isEqualTo(before);
      }
    }
  }

  @Test
  void whatCannotBeTakenBackIsKeptUntilItCan() throws IOException {
    build("1.0");
    Map<String, String> before = withoutDeep(state());
    assertThat(script("0:").status()).isZero();
    assertThat(script("0:", "--undo").status()).isZero();
    int calls = (int) read("calls").lines().count();
    int kept = 0;
    for (int call = 1; call <= calls; call++) {
      assertThat(script("0:").status()).isZero();
      Command.Result result = script(call + ":before", "--undo");
      if (result.status() != 0) {
        assertThat(result.status()).as(call + result.err()).isEqualTo(3);
        assertThat(result.err())
            .containsAnyOf("Not all could be taken back", "nothing was changed");
        assertThat(script("0:", "--undo").status()).isZero();
        kept++;
      }
      assertThat(withoutDeep(state())).isEqualTo(before);
    }
    assertThat(kept).isGreaterThan(5);
  }

  /** Each installation is taken back by itself, the latest first. */
  @Test
  void newerVersionsAreTakenBackOneByOne() throws IOException {
    build("1.0");
    Map<String, String> before = withoutDeep(state());
    assertThat(script("0:").status()).isZero();
    Map<String, String> first = modules();
    build("2.0");
    assertThat(script("0:").err()).contains("Installed: first second.");
    assertThat(modules()).isNotEqualTo(first);
    assertThat(script("0:", "--undo").status()).isZero();
    assertThat(modules()).isEqualTo(first);
    assertThat(script("0:", "--undo").status()).isZero();
    assertThat(withoutDeep(state())).isEqualTo(before);
  }

  private Map<String, String> modules() throws IOException {
    Map<String, String> modules = new TreeMap<>(state());
    modules.keySet().removeIf(name -> !name.contains("/modules/"));
    return modules;
  }

  @Test
  void cilIsInstalledAsWell() throws IOException {
    build("1.0", "--format", "cil");
    Map<String, String> before = withoutDeep(state());
    Command.Result result = script("0:");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(script("0:", "--undo").status()).isZero();
    assertThat(withoutDeep(state())).isEqualTo(before);
  }

  @Test
  void wrongUseAndWhatIsMissingChangeNothing() throws IOException {
    build("1.0");
    Map<String, String> before = state();
    for (String[] words :
        List.of(
            new String[] {"--undo", "x"},
            new String[] {"--what"},
            new String[] {"install"},
            new String[] {""})) {
      Command.Result result = script("0:", words);
      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err()).isEqualTo("install.sh: Wrong use; expected no word, or --undo.\n");
    }
    Files.delete(out.resolve("second.pp"));
    Command.Result result = script("0:");
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).contains("second.pp is not beside this script");
    Files.writeString(bin.resolve("id"), "#!/bin/sh\necho 1000\n");
    result = script("0:");
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).isEqualTo("install.sh: Only root may do this.\n");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void theScriptIsFineForAnyShell() throws IOException {
    build("1.0");
    Path script = out.resolve("install.sh");
    assertThat(Files.getPosixFilePermissions(script, LinkOption.NOFOLLOW_LINKS).toString())
        .contains("OWNER_EXECUTE");
    Command.Result result = Command.of("shellcheck", script.toString()).run();
    assertThat(result.out() + result.err()).isEmpty();
    assertThat(Files.readString(script))
        .contains("tree '" + data.toString().replace("'", "'\\''") + "/first' || return 1");
  }
}
