package org.svpc.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.headers.HeaderReader;
import org.svpc.parse.SvpParser;
import org.svpc.selinux.NameKind;
import org.svpc.selinux.Vocabulary;
import org.svpc.source.SourceFile;
import org.svpc.syntax.Statement.InterfaceDeclaration;
import org.svpc.target.Target;
import org.svpc.target.TargetInterface;
import org.svpc.target.TargetNames;

/**
 * A target that is the same on every machine: an MCS policy with the classes of the kernel, some
 * permission and class sets, two modules, one boolean and one interface. Messages that tests pin
 * down do not depend on the headers that happen to be installed.
 */
public final class TestTarget {
  private static final Map<String, String> PERMISSION_SETS =
      Map.ofEntries(
          Map.entry("read_file_perms", "{ getattr open read lock ioctl }"),
          Map.entry("rw_file_perms", "{ read_file_perms append write }"),
          Map.entry("manage_file_perms", "{ rw_file_perms create link rename setattr unlink }"),
          Map.entry("mmap_exec_file_perms", "{ getattr open map read execute ioctl }"),
          Map.entry("search_dir_perms", "{ getattr search open }"),
          Map.entry("list_dir_perms", "{ search_dir_perms read lock ioctl }"),
          Map.entry("rw_dir_perms", "{ list_dir_perms write add_name remove_name }"),
          Map.entry("manage_dir_perms", "{ rw_dir_perms create rename rmdir setattr }"),
          Map.entry("rw_chr_file_perms", "{ getattr open read write append ioctl lock }"),
          Map.entry("rw_blk_file_perms", "{ getattr open read write append ioctl lock }"));
  private static final Map<String, String> CLASS_SETS =
      Map.of("file_class_set", "{ file lnk_file sock_file fifo_file chr_file blk_file }");

  private static final InterfaceDeclaration VIRT_READ_CONFIG =
      declaration(
          """
          interface virt_read_config(domains who) {
              require { type virt_etc_t; }
              allow who virt_etc_t:file read_file_perms;
          }
          """);

  private TestTarget() {}

  private static InterfaceDeclaration declaration(String text) {
    SourceFile file = new SourceFile("virt.if", text);
    return (InterfaceDeclaration) SvpParser.parse(file, new Diagnostics()).statements().get(0);
  }

  /** The target, called {@code the test target} in messages. */
  public static Target get() {
    Vocabulary kernel = HeaderReader.kernel().vocabulary();
    Vocabulary.Builder words = Vocabulary.builder();
    for (String name : kernel.classes()) {
      words.objectClass(name, String.join(" ", kernel.permissionsOf(name)));
    }
    new TreeMap<>(PERMISSION_SETS).forEach(words::permissionSet);
    CLASS_SETS.forEach(words::classSet);
    return Target.builder("the test target")
        .fromHeaders()
        .vocabulary(words.build())
        .options(Map.of("enable_mcs", "", "distro_debian", "", "init_systemd", ""))
        .symbolicLevels(
            Map.of("systemlow", "s0", "mcs_systemhigh", "s0:c0.c1023", "mcs_allcats", "c0.c1023"))
        .names(new Names())
        .build();
  }

  private static final class Names implements TargetNames {
    @Override
    public boolean hasModule(String name) {
      return modules().contains(name);
    }

    @Override
    public Set<String> modules() {
      return new TreeSet<>(Set.of("qemu", "virt"));
    }

    @Override
    public Map<String, Boolean> booleans() {
      return new TreeMap<>(Map.of("virt_use_nfs", false));
    }

    @Override
    public Set<String> interfaces() {
      return Set.of("virt_domain_template", VIRT_READ_CONFIG.name().text());
    }

    @Override
    public @Nullable TargetInterface find(String name) {
      return VIRT_READ_CONFIG.name().is(name)
          ? new TargetInterface(VIRT_READ_CONFIG, "virt", false, false, List.of(), "")
          : null;
    }

    @Override
    public Set<NameKind> kinds(String name) {
      return Set.of();
    }

    @Override
    public Set<String> names(NameKind kind) {
      return Set.of();
    }
  }
}
