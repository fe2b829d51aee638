package org.svpc.headers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.selinux.Vocabulary;
import org.svpc.target.Target;

/** The installed headers, read by svpc and, as the judge, expanded by m4. */
final class InstalledHeadersTest {
  private static final Path SUPPORT = HeaderReader.INSTALLED.resolve("support");

  private final Target target = installed();
  private final Vocabulary words = target.vocabulary();

  @TempDir Path folder;

  private static Target installed() {
    Diagnostics diagnostics = new Diagnostics();
    Target target = HeaderReader.readInstalled(diagnostics).orElseThrow();
    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(target.hasHeaders()).isTrue();
    return target;
  }

  @Test
  void everySetMeansWhatM4SaysItMeans() throws Exception {
    List<String> names = new ArrayList<>(words.permissionSetNames());
    names.addAll(words.classSetNames());
    assertThat(names).contains("rw_file_perms", "all_process_perms", "dir_file_class_set");

    Map<String, Set<String>> judged = expandByM4(names);

    for (String name : names) {
      List<String> read = words.permissionSet(name).or(() -> words.classSet(name)).orElseThrow();
      assertThat(read).as(name).doesNotHaveDuplicates();
      assertThat(new TreeSet<>(read)).as(name).isEqualTo(judged.get(name));
    }
  }

  @Test
  void theClassesAreThoseOfTheModuleRequireBlock() throws Exception {
    String all =
        String.join(
            " ",
            expandByM4(List.of("all_kernel_class_perms", "all_userspace_class_perms"))
                .values()
                .stream()
                .flatMap(Set::stream)
                .toList());
    assertThat(words.classes()).hasSize(134).contains("file", "process2", "dbus", "passwd");
    assertThat(words.permissionsOf("passwd")).contains("passwd", "rootok");
    for (String name : words.classes()) {
      assertThat(all).contains(name);
      assertThat(words.permissionsOf(name)).isNotEmpty();
    }
    assertThat(words.permissionsOf("file"))
        .startsWith("ioctl", "read", "write")
        .endsWith("execute_no_trans", "entrypoint");
    assertThat(words.permissionsOf("no_such_class")).isEmpty();
  }

  @Test
  void theBuiltInVocabularyHasTheSamePermissions() {
    Vocabulary kernel = HeaderReader.kernel().vocabulary();
    for (String name : words.classes()) {
      assertThat(kernel.permissionsOf(name)).as(name).isEqualTo(words.permissionsOf(name));
    }
    assertThat(kernel.permissionSetNames()).isEmpty();
    assertThat(HeaderReader.kernel().hasHeaders()).isFalse();
  }

  @Test
  void theOptionsAreTheMakefiles() throws Exception {
    // The headers' Makefile itself is asked which -D options it gives to m4.
    Path makefile = folder.resolve("Makefile");
    Files.writeString(
        makefile, "include /usr/share/selinux/devel/Makefile\nshow:\n\t@echo $(M4PARAM)\n");
    String shown = run("make", "-s", "-f", makefile.toString(), "show");
    Set<String> expected = new TreeSet<>();
    String[] parts = shown.strip().split(" +", -1);
    for (int i = 0; i < parts.length; i += 2) {
      assertThat(parts[i]).isEqualTo("-D");
      expected.add(parts[i + 1]);
    }
    Set<String> read = new TreeSet<>();
    target
        .options()
        .forEach((name, value) -> read.add(value.isEmpty() ? name : name + "=" + value));
    assertThat(read).isEqualTo(expected);
    assertThat(target.option("distro_debian")).isTrue();
    assertThat(target.option("distro_redhat")).isFalse();
  }

  @Test
  void levelsAreWrittenOut() {
    assertThat(target.mls()).isTrue();
    assertThat(target.kind()).isEqualTo(Target.Kind.MCS);
    assertThat(target.sensitivities()).isEqualTo(1);
    assertThat(target.categories()).isEqualTo(1024);
    assertThat(target.level("mcs_systemhigh")).contains("s0:c0.c1023");
    assertThat(target.level("mls_systemhigh")).contains("s15:c0.c1023");
    assertThat(target.level("mcs_systemlow")).contains("s0");
    assertThat(target.categorySet("mcs_allcats")).contains("c0.c1023");
    assertThat(target.levelNames())
        .containsExactlyInAnyOrder(
            "mcs_systemhigh", "mcs_systemlow", "mls_systemhigh", "mls_systemlow");
    assertThat(target.level("mcs_no_such")).isEmpty();
  }

  @Test
  void modulesAreTheInterfaceFiles() throws Exception {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> walk = Files.walk(HeaderReader.INSTALLED)) {
      walk.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".if"))
          .forEach(name -> files.add(name.substring(0, name.length() - 3)));
    }
    assertThat(target.modules()).isEqualTo(files).contains("virt", "kernel");
    assertThat(target.hasModule("virt")).isTrue();
    assertThat(target.hasModule("svirt_gpu")).isFalse();
    assertThat(target.hasModule("../services/virt")).isFalse();
    assertThat(target.hasModule("a\0b")).isFalse();
  }

  @Test
  void booleansComeWithTheirDefaults() throws Exception {
    long tags = 0;
    try (Stream<Path> list = Files.list(HeaderReader.INSTALLED)) {
      for (Path file : list.filter(path -> path.toString().endsWith(".xml")).toList()) {
        tags +=
            Files.readString(file, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.matches("<(bool|tunable) name=.*"))
                .count();
      }
    }
    assertThat(target.booleans()).hasSize(Math.toIntExact(tags));
    assertThat(target.booleans())
        .containsEntry("virt_use_nfs", false)
        .containsEntry("secure_mode", false)
        .containsEntry("mcelog_exec_scripts", true);
    assertThat(target.declaresBoolean("virt_use_evdev")).isTrue();
    assertThat(target.declaresBoolean("virt_use_no_such_thing")).isFalse();
  }

  @Test
  void aSetSuitsTheClassInItsName() {
    assertThat(words.classNamedBy("rw_inherited_fifo_file_perms")).contains("fifo_file");
    assertThat(words.classNamedBy("rw_dir_perms")).contains("dir");
    assertThat(words.classNamedBy("signal_perms")).isEmpty();
    assertThat(words.suits("rw_dir_perms", "file")).isFalse();
    assertThat(words.suits("rw_dir_perms", "dir")).isTrue();
    assertThat(words.suits("signal_perms", "process")).isTrue();
    assertThat(words.suits("create_stream_socket_perms", "unix_stream_socket")).isTrue();
    assertThat(words.suits("create_stream_socket_perms", "file")).isFalse();
    assertThat(words.suits("r_netlink_socket_perms", "netlink_route_socket")).isTrue();
    assertThat(words.suits("r_netlink_socket_perms", "tcp_socket")).isFalse();
  }

  private Map<String, Set<String>> expandByM4(List<String> names) throws Exception {
    StringBuilder script = new StringBuilder("divert(-1)\n");
    for (String file : List.of("all_perms.spt", "obj_perm_sets.spt")) {
      script.append("include(`").append(SUPPORT.resolve(file)).append("')\n");
    }
    script.append("divert(0)dnl\n");
    for (String name : names) {
      script.append("=`").append(name).append("' ").append(name).append('\n');
    }
    Path input = folder.resolve("sets.m4");
    Files.writeString(input, script);
    Map<String, Set<String>> sets = new HashMap<>();
    for (String part : run("m4", input.toString()).split("=", -1)) {
      List<String> found =
          Arrays.stream(part.split("[^A-Za-z0-9_]+", -1)).filter(word -> !word.isEmpty()).toList();
      if (!found.isEmpty()) {
        sets.put(found.get(0), new TreeSet<>(new LinkedHashSet<>(found.subList(1, found.size()))));
      }
    }
    return sets;
  }

  private String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(process.waitFor()).isZero();
    return output;
  }
}
