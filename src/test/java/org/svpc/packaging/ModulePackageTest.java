package org.svpc.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.svpc.testing.Command;
import org.svpc.testing.SmallBase;
import org.svpc.testing.Svpc;

/**
 * Packages of modules, built by the real rpmbuild and dpkg-deb, and played through in a root of
 * their own by the real rpm, dpkg and semodule on a copy of this machine's store. What would need
 * an SELinux kernel is replaced by programs that write down how they were called: selinuxenabled
 * (which says yes), load_policy, fixfiles and semanage.
 */
final class ModulePackageTest {
  private static final String PROJECT = System.getProperty("svpc.basedir");
  private static final String DATE = "1795305600";
  private static final List<String> IN_STORE = List.of("/var/lib/selinux/", "/etc/selinux/");

  /** What semodule leaves by itself: a count of changes, a lock, the empty folder of a priority. */
  private static final Set<String> OF_SEMODULE =
      Set.of("commit_num", "semanage.read.LOCK", "semanage.trans.LOCK", "200");

  @TempDir private Path folder;

  // ---- making packages

  private Command.Result pack(String... words) {
    List<String> all = new ArrayList<>(List.of("package", "--maintainer", "A B <ab@example.org>"));
    all.addAll(List.of(words));
    return Svpc.command(all.toArray(new String[0]))
        .with("SOURCE_DATE_EPOCH", DATE)
        .in(folder)
        .run();
  }

  /** The package of a kind in a folder of ours. */
  private Path only(String in, String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder.resolve(in), glob)) {
      files.forEach(found::add);
    }
    assertThat(found).as(glob + " in " + in).hasSize(1);
    return found.get(0);
  }

  private static String glob(String kind) {
    return kind.equals("rpm") ? "*.noarch.rpm" : "*.deb";
  }

  private Path source(String version, String more) throws IOException {
    return Files.writeString(
        Files.createDirectories(folder.resolve("source")).resolve("shop.svp"),
        "/// A shop that lends files.\n///\n/// For tests.\nmodule shop "
            + version
            + ";\n\ntype shop_t;\ntype shop_file_t is file_type;\nlabels shop_file_t {\n"
            + "    tree \"/srv/shop\";\n}\nallow shop_t shop_file_t:file { read };\n"
            + more);
  }

  private static final String INTERFACE =
      """
      /// Reads what the shop lends.
      interface shop_read(domain reader) {
          allow reader shop_file_t:file { read };
      }
      """;

  private static final String NOWHERE =
      """
      extern type shop_nowhere_t;
      allow shop_t shop_nowhere_t:file { read };
      """;

  // ---- the root

  /** What the module of these tests needs, and no more. */
  private static final String SMALL =
      SmallBase.CIL + "(typeattribute file_type)\n(role system_r)\n";

  /** A root whose store holds that policy alone. */
  private PrivateRoot smallRoot(String store) throws IOException {
    PrivateRoot root = emptyRoot(store);
    for (String place : IN_STORE) {
      Files.createDirectories(root.path(place + store));
    }
    Files.writeString(root.path("/tmp/base.cil"), SMALL);
    root.run("semodule", "-n", "-s", store, "-X", "100", "-i", "/tmp/base.cil").orFail();
    return root;
  }

  /** A root whose store holds what this machine's does. */
  private PrivateRoot root(String store) throws IOException {
    PrivateRoot root = emptyRoot(store);
    for (String place : IN_STORE) {
      Path copied = Files.createDirectories(root.path(place)).resolve(store);
      Command.of("cp", "-a", place + "default", copied.toString()).run().orFail();
    }
    // What the store's files are once this root's semodule has made them.
    root.run("semodule", "-n", "-s", store, "-B").orFail();
    return root;
  }

  private PrivateRoot emptyRoot(String store) throws IOException {
    PrivateRoot root = new PrivateRoot(Files.createDirectories(folder.resolve("root-" + store)));
    root.programs("semodule", "setfiles", "sefcontext_compile", "grep", "cut", "tr", "rmdir");
    root.copy("/etc/selinux/semanage.conf");
    root.copy("/usr/libexec/selinux/hll");
    root.libraries("/usr/libexec/selinux/hll/pp");
    Files.writeString(root.path("/etc/selinux/config"), "SELINUX=permissive\nSELINUXTYPE=" + store);
    root.fake("/usr/sbin/load_policy", "");
    root.fake("/usr/sbin/fixfiles", "");
    root.fake("/usr/sbin/semanage", "[ \"$2\" != -l ] || echo 'virt_use_nfs  (off  ,  off)  Text'");
    Files.writeString(root.path("/usr/sbin/selinuxenabled"), "#!/bin/sh\n");
    assertThat(root.path("/usr/sbin/selinuxenabled").toFile().setExecutable(true)).isTrue();
    return root;
  }

  /**
   * Digests of all that makes out a store, but for the number of its changes, and what a change
   * goes through or leaves behind when it fails.
   */
  private static Map<String, String> store(PrivateRoot root) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (String place : IN_STORE) {
      try (Stream<Path> files = Files.walk(root.path(place))) {
        for (Path file : (Iterable<Path>) files::iterator) {
          String name = root.path(place).relativize(file).toString();
          boolean between = name.contains("/tmp") || name.startsWith("final");
          if (!between && !OF_SEMODULE.contains(Path.of(name).getFileName().toString())) {
            digests.put(place + name, Files.isRegularFile(file) ? digest(file) : "");
          }
        }
      }
    }
    return digests;
  }

  /** The files that differ between two states of a store. */
  private static List<String> changes(Map<String, String> before, Map<String, String> after) {
    var names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    return List.copyOf(names);
  }

  private static String digest(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String policy(PrivateRoot root, String store) throws IOException {
    try (var files = Files.newDirectoryStream(root.path("/etc/selinux/" + store + "/policy"))) {
      return Files.readString(files.iterator().next(), StandardCharsets.ISO_8859_1);
    }
  }

  private static List<String> modules(PrivateRoot root, String store) {
    return root.run("semodule", "-s", store, "-lfull")
        .orFail()
        .out()
        .lines()
        .filter(line -> line.startsWith("200 "))
        .map(line -> line.substring("200 ".length()).replace(" pp", "").strip())
        .toList();
  }

  private static Command.Result install(PrivateRoot root, Path file) {
    return file.toString().endsWith(".deb")
        ? root.dpkg("-i", file.toString())
        : root.rpm("--nodeps", "-U", file.toString());
  }

  private static Command.Result remove(PrivateRoot root, String kind, String name) {
    return kind.equals("deb")
        ? root.dpkg("-r", name.replace('_', '-'))
        : root.rpm("--nodeps", "-e", name);
  }

  /** What relabels: only what changed between the contexts before and now. */
  private static List<String> relabelled(String kind, String name, String store) {
    String earlier = "/etc/selinux/" + store + "/contexts/files/file_contexts.";
    return List.of(
        "load_policy", "fixfiles -C " + earlier + (kind.equals("deb") ? name : "pre") + " restore");
  }

  // ---- played through

  @ParameterizedTest
  @ValueSource(strings = {"rpm", "deb"})
  void eachExampleComesAndGoes(String kind) throws IOException {
    String store = kind.equals("rpm") ? "targeted" : "default";
    PrivateRoot root = root(store);
    Map<String, String> before = store(root);
    List<String> examples = new ArrayList<>();
    try (Stream<Path> folders = Files.list(Path.of(PROJECT, "examples"))) {
      folders.sorted().map(path -> path.getFileName().toString()).forEach(examples::add);
    }
    assertThat(examples).contains("gpu", "nfs", "swtpm", "migrate");
    for (String example : examples) {
      Path sources = Path.of(PROJECT, "examples", example);
      if (example.equals("migrate")) {
        Svpc.command("import", sources.toString(), "-o", folder.resolve("imported").toString())
            .run()
            .orFail();
        sources = folder.resolve("imported");
      }
      Command.Result packed =
          pack(sources.toString(), "--" + kind, "-o", example, "--name", example);
      assertThat(packed.status()).as(packed.err()).isZero();
      install(root, only(example, glob(kind))).orFail();
      assertThat(modules(root, store)).as(example).isNotEmpty();
      assertThat(root.record()).isEqualTo(relabelled(kind, example + "-selinux", store));
      remove(root, kind, example + "-selinux").orFail();
      assertThat(root.record()).isEqualTo(relabelled(kind, example + "-selinux", store));
      assertThat(changes(before, store(root))).as(example).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rpm", "deb"})
  void anUpgradeThatFailsLeavesTheVersionBefore(String kind) throws IOException {
    String store = kind.equals("rpm") ? "targeted" : "default";
    PrivateRoot root = smallRoot(store);
    Map<String, String> before = store(root);
    String[] common = {"--" + kind, "--bool", "virt_use_nfs=on", "-o"};
    List<Path> packages = new ArrayList<>();
    for (String more : List.of("", "type shop_second_t;\n" + INTERFACE, NOWHERE)) {
      String place = "made" + packages.size();
      Path source = source("1." + packages.size(), more);
      Command.Result packed =
          pack(source.toString(), common[0], common[1], common[2], common[3], place);
      assertThat(packed.status()).as(packed.err()).isZero();
      packages.add(only(place, glob(kind)));
    }

    install(root, packages.get(0)).orFail();
    assertThat(policy(root, store)).contains("shop_file_t").doesNotContain("shop_second_t");
    assertThat(root.record())
        .contains("semanage boolean -S " + store + " -m --on virt_use_nfs")
        .containsAll(relabelled(kind, "shop-selinux", store));

    install(root, packages.get(1)).orFail();
    assertThat(policy(root, store)).contains("shop_second_t");
    assertThat(modules(root, store)).containsExactly("shop");
    assertThat(root.path("/usr/share/selinux/devel/include/distributed/shop.if"))
        .content()
        .contains("interface(`shop_read'");
    // The administrator's by now.
    assertThat(root.record()).noneMatch(line -> line.startsWith("semanage"));

    Map<String, String> second = store(root);
    Command.Result failed = install(root, packages.get(2));
    assertThat(failed.out() + failed.err()).contains("Failed to resolve");
    assertThat(failed.status() == 0).as("rpm goes on, dpkg does not").isEqualTo(kind.equals("rpm"));
    assertThat(changes(second, store(root))).isEmpty();

    install(
        root,
        packages.get(0).getFileName().toString().endsWith(".deb")
            ? packages.get(1)
            : packages.get(2));
    root.record();
    remove(root, kind, "shop-selinux").orFail();
    assertThat(root.record())
        .contains("semanage boolean -S " + store + " -m --off virt_use_nfs")
        .containsAll(relabelled(kind, "shop-selinux", store));
    assertThat(changes(before, store(root))).isEmpty();
    assertThat(root.path("/var/lib/shop-selinux")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rpm", "deb"})
  void aMachineWithAnotherPolicyIsLeftAlone(String kind) throws IOException {
    String store = kind.equals("rpm") ? "targeted" : "default";
    PrivateRoot root = new PrivateRoot(Files.createDirectories(folder.resolve("bare")));
    root.programs("grep", "cut", "tr", "rmdir");
    root.fake("/usr/sbin/semodule", "");
    Files.createDirectories(root.path("/etc/selinux"));
    Path source = source("1.0", "");
    pack(source.toString(), "--" + kind, "-o", "made").orFail();
    for (String config : List.of("SELINUXTYPE=other\n", "")) {
      Files.writeString(root.path("/etc/selinux/config"), config);
      install(root, only("made", glob(kind))).orFail();
      remove(root, kind, "shop-selinux").orFail();
      assertThat(root.record()).as(store).isEmpty();
    }
  }

  // ---- what is in them

  @Test
  void isTheSameBytesEachTime() throws IOException {
    Path source = source("1.0", INTERFACE);
    pack(source.toString(), "--rpm", "--deb", "-o", "first").orFail();
    pack(source.toString(), "--deb", "--rpm", "-o", "second").orFail();
    for (String glob : List.of("*.noarch.rpm", "*.src.rpm", "*.deb")) {
      assertThat(only("second", glob)).hasSameBinaryContentAs(only("first", glob));
    }
  }

  /** Whatever the source says, it is text: neither rpm nor a shell takes it for more. */
  @Test
  void textsOfSourcesAreNeverRun() throws IOException {
    Path mark = folder.resolve("mark");
    String run = "touch " + mark;
    Path source = folder.resolve("evil.svp");
    Files.writeString(
        source,
        "/// %{lua:os.execute(\""
            + run
            + "\")} %("
            + run
            + ") $("
            + run
            + ") `"
            + run
            + "`\n"
            + "///\n/// %post\n/// "
            + run
            + "\n///\n/// %%include /etc/passwd\n///\n/// %if 1\n"
            + "/// and @VERSION@ $HOME \\\n///\n/// %description -n other \\\n"
            + "module evil 1.0;\ntype evil_t;\n");
    Command.Result packed =
        pack(
            source.toString(),
            "--rpm",
            "--deb",
            "-o",
            "made",
            "--license",
            "%(" + run + ")\n%post\n" + run);
    assertThat(packed.status()).as(packed.err()).isZero();
    assertThat(mark).doesNotExist();
    String rpm = only("made", "*.noarch.rpm").toString();
    String about =
        Command.of("rpm", "-qp", "--qf", "%{SUMMARY}\n%{DESCRIPTION}\n%{LICENSE}", rpm)
            .run()
            .orFail()
            .out()
            .replace('\n', ' ');
    assertThat(about)
        .contains("%{lua:os.execute(\"" + run + "\")}")
        .contains("%post " + run + " %%include /etc/passwd %if 1 and @VERSION@ $HOME \\")
        .contains("%(" + run + ") %post " + run);
    assertThat(Command.of("rpm", "-qp", "--scripts", rpm).run().orFail().out()).doesNotContain(run);
    String deb = only("made", "*.deb").toString();
    assertThat(Command.of("dpkg-deb", "-f", deb).run().orFail().out().replace("\n ", " "))
        .startsWith("Package: evil-selinux\nVersion: 1.0-1\n")
        .contains("$(" + run + ")");
    for (String script : List.of("postinst", "prerm")) {
      assertThat(Command.of("dpkg-deb", "-I", deb, script).run().orFail().out())
          .doesNotContain(run);
    }
    assertThat(mark).doesNotExist();
  }

  /** Of lint's errors none is left out but that nobody has signed the package. */
  @Test
  void rpmlintAndLintianFindNoError() throws IOException {
    pack(
            source("1.0", INTERFACE).toString(),
            "--rpm",
            "--deb",
            "--bool",
            "virt_use_nfs=on",
            "--license",
            "Apache-2.0",
            "-o",
            "made")
        .orFail();
    List<String> rpmlint =
        Command.of("rpmlint", only("made", "*.noarch.rpm").toString())
            .and(only("made", "*.src.rpm").toString())
            .run()
            .out()
            .lines()
            .filter(line -> line.contains(": E: ") && !line.endsWith(": E: no-signature"))
            .toList();
    assertThat(rpmlint).isEmpty();
    Command.Result lintian =
        Command.of("lintian", "--allow-root", "--fail-on", "error")
            .and(only("made", "*.deb").toString())
            .run();
    assertThat(lintian.status()).as(lintian.out() + lintian.err()).isZero();
  }

  @Test
  void theModuleHasTheVersionThatItsUsersRead() throws IOException {
    Path source = source("1.0", "");
    for (int version : List.of(19, 20)) {
      pack(source.toString(), "--rpm", "-o", "v" + version, "--module-version", "" + version)
          .orFail();
      Path unpacked = Files.createDirectories(folder.resolve("u" + version));
      Command.of(
              "sh",
              "-c",
              "rpm2cpio \"$0\" | cpio -id --quiet && find . -name '*.bz2' -exec bunzip2 {} +")
          .and(only("v" + version, "*.noarch.rpm").toString())
          .in(unpacked)
          .run()
          .orFail();
      Path pp = unpacked.resolve("usr/share/selinux/packages/targeted/shop.pp");
      assertThat(org.svpc.toolchain.PolicyPackage.head(Files.readAllBytes(pp)))
          .hasValueSatisfying(
              head -> {
                assertThat(head.name()).isEqualTo("shop");
                assertThat(head.version()).isEqualTo(version);
              });
    }
  }

  @Test
  void whatIsThereStaysWhereNothingCanBeMade() throws IOException {
    Path source = source("1.0", "");
    pack(source.toString(), "--deb", "-o", "made").orFail();
    Path made = only("made", "*.deb");
    byte[] whole = Files.readAllBytes(made);
    source("1.0", "allow shop_t nowhere_t:file { read };\n");
    assertThat(pack(source.toString(), "--deb", "-o", "made").status()).isEqualTo(1);
    assertThat(only("made", "*.deb")).hasBinaryContent(whole);
  }

  @Test
  void whatCannotBeMeantIsRefused() throws IOException {
    String source = source("1.0", "").toString();
    for (String[] words :
        List.of(
            new String[] {source},
            new String[] {source, "--rpm", "--name", "a b"},
            new String[] {source, "--rpm", "--name", "%{x}"},
            new String[] {source, "--rpm", "--package-version", "1.0;id"},
            new String[] {source, "--rpm", "--release", "0"},
            new String[] {source, "--rpm", "--store", "a/b"},
            new String[] {source, "--rpm", "--bool", "a;b=on"},
            new String[] {source, "--rpm", "--bool", "a"},
            new String[] {source, "--rpm", "--maintainer", "somebody"})) {
      Command.Result result = pack(words);
      assertThat(result.status()).as(String.join(" ", words) + result.err()).isEqualTo(2);
      assertThat(result.err()).startsWith("svpc package: ");
    }
  }
}
