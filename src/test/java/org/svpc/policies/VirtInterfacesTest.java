package org.svpc.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cil.CilComparator;
import org.svpc.corpus.Commands;
import org.svpc.corpus.Corpus;
import org.svpc.corpus.ModuleTools;
import org.svpc.corpus.Upstream;
import org.svpc.corpus.Workers;

/** What other modules call of virt is there, and does for them what Debian's does. */
final class VirtInterfacesTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath().resolve("policies/virt");

  private static final Pattern HEAD =
      Pattern.compile("^(interface|template)\\(`(\\w+)'", Pattern.MULTILINE);
  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d)");

  @TempDir private static Path folder;

  private static VirtHeaders headers;

  @BeforeAll
  static void build() {
    headers = VirtHeaders.of(SOURCES, folder.resolve("headers"));
  }

  /** An interface of a header file, and how many parameters its body looks at. */
  private record Callable(String kind, int parameters) {}

  @Test
  void everyInterfaceHasItsCounterpart() throws IOException {
    Map<String, Callable> theirs = callables(VirtHeaders.INSTALLED.resolve(VirtHeaders.INTERFACES));
    Map<String, Callable> ours = callables(headers.tree().resolve(VirtHeaders.INTERFACES));
    assertThat(theirs).hasSize(50);
    assertThat(ours).containsAllEntriesOf(theirs);
  }

  private static Map<String, Callable> callables(Path file) throws IOException {
    String text = Files.readString(file);
    Map<String, Callable> callables = new TreeMap<>();
    Matcher head = HEAD.matcher(text);
    while (head.find()) {
      Matcher parameter =
          PARAMETER.matcher(text.substring(head.end(), text.indexOf("\n')", head.end())));
      int most = 0;
      while (parameter.find()) {
        most = Math.max(most, Integer.parseInt(parameter.group(1)));
      }
      callables.put(head.group(2), new Callable(head.group(1), most));
    }
    return callables;
  }

  /** What those need beyond a domain that take more. */
  private static final Map<String, String> MORE =
      Map.of(
          "virt_run_bridgehelper", "callers_roles",
          "virt_run_virt_domain", "callers_roles",
          "virt_home_filetrans_virt_content", "dir, \"named\"",
          "virt_home_filetrans_svirt_home", "{ dir file }, \"named\"",
          "virt_home_filetrans", "callers_file_t, sock_file, \"named\"",
          "virt_home_filetrans_virt_home", "dir, \"named\"",
          "virt_runtime_filetrans", "callers_file_t, { dir file }, \"named\"",
          "virt_admin", "sysadm_r");

  private static final String CALLERS =
      """
      policy_module(callers, 1.0)
      gen_require(`
      	role sysadm_r;
      ')
      attribute_role callers_roles;
      type callers_file_t;
      files_type(callers_file_t)
      type unnamed_t;
      domain_type(unnamed_t)

      virt_domain_template(callers_guest)
      virt_home_filetrans_virt_content(unnamed_t, dir)
      virt_home_filetrans_svirt_home(unnamed_t, { dir file })
      virt_home_filetrans(unnamed_t, callers_file_t, sock_file)
      virt_home_filetrans_virt_home(unnamed_t, dir)
      virt_runtime_filetrans(unnamed_t, callers_file_t, { dir file })
      """;

  /** A module that m4 reads otherwise with these interfaces, and what it then differs in. */
  private record Caller(String name, List<String> differences) {}

  /** All modules of refpolicy by m4 and checkmodule: those that call virt get the same rules. */
  @Test
  void allCallersGetWhatTheyGotBefore() throws IOException {
    Upstream.Frozen frozen = freeze(Upstream.installed().withHeaders(headers.tree()), "callers");
    Path work = folder.resolve("callers");
    Upstream.installed().unpack(work);
    Map<String, Corpus.Entry> modules = new TreeMap<>();
    Corpus.refpolicy().modules().forEach(entry -> modules.put(entry.name(), entry));
    List<Caller> callers = new ArrayList<>();
    Workers.map(
            Upstream.moduleSources(work).stream()
                .filter(source -> modules.containsKey(nameOf(source)))
                .filter(source -> !nameOf(source).equals("virt"))
                .toList(),
            source -> caller(modules.get(nameOf(source)), source, frozen, work))
        .forEach(callers::addAll);
    System.out.println("Callers of virt: " + callers.stream().map(Caller::name).toList());
    assertThat(callers)
        .extracting(Caller::name)
        .contains("container", "lvm", "qemu", "staff", "sysadm", "uml", "xen");
    assertThat(callers).allSatisfy(caller -> assertThat(caller.differences()).isEmpty());
  }

  /** The same for a module that calls every one of them, each for a domain of its own. */
  @Test
  void aCallerOfAllGetsTheSame() throws IOException {
    StringBuilder text = new StringBuilder(CALLERS);
    Map<String, Callable> all = callables(VirtHeaders.INSTALLED.resolve(VirtHeaders.INTERFACES));
    all.remove("virt_domain_template");
    all.forEach(
        (name, callable) -> {
          String caller = "by_" + name + "_t";
          String more = MORE.getOrDefault(name, "");
          assertThat(more.isEmpty()).as(name).isEqualTo(callable.parameters() == 1);
          text.append("type ")
              .append(caller)
              .append(";\ndomain_type(")
              .append(caller)
              .append(")\n");
          text.append(name).append('(').append(caller);
          text.append(more.isEmpty() ? "" : ", ").append(more).append(")\n");
        });
    String theirs = built(Upstream.installed(), "theirs", text.toString());
    String ours = built(Upstream.installed().withHeaders(headers.tree()), "ours", text.toString());
    assertThat(theirs).contains("callers_guest_t", "by_virt_read_log_t virt_log_t");
    assertThat(differences(theirs, ours)).isEmpty();
  }

  private static String built(Upstream upstream, String name, String text) throws IOException {
    Upstream.Frozen frozen = freeze(upstream, name);
    Path work = folder.resolve(name);
    Path source = Files.writeString(work.resolve("callers.in"), text);
    Files.createFile(work.resolve("callers.fc"));
    expand(source, work.resolve("callers.te"), frozen);
    ModuleTools.Built built = ModuleTools.build(work, "callers");
    assertThat(built.succeeded()).as(built.text()).isTrue();
    return built.text();
  }

  private static Upstream.Frozen freeze(Upstream upstream, String name) throws IOException {
    return upstream.freeze(Files.createDirectory(folder.resolve(name)));
  }

  private static void expand(Path source, Path te, Upstream.Frozen frozen) {
    Commands.runTo(
        te,
        te.getParent(),
        List.of("m4", "-s", "-R", frozen.interfaces().toString(), source.toString()));
  }

  private static List<Caller> caller(
      Corpus.Entry module, Path source, Upstream.Frozen frozen, Path work) {
    Path te = work.resolve(module.name() + ".te");
    expand(source, te, frozen);
    try {
      if (statements(Files.readString(te)).equals(statements(module.teText()))) {
        return List.of();
      }
      Files.copy(module.fc(), work.resolve(module.name() + ".fc"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ModuleTools.Built built = ModuleTools.build(work, module.name());
    return List.of(
        new Caller(
            module.name(),
            built.succeeded()
                ? differences(module.cilText(), built.text())
                : List.of(built.text())));
  }

  /**
   * What two modules differ in but for what they require. The alias {@code svirt_cache_t} is the
   * type that it stands for.
   */
  private static List<String> differences(String expected, String actual) {
    return CilComparator.compare(
            expected.replace(" svirt_cache_t", " virt_cache_t"),
            actual.replace(" svirt_cache_t", " virt_cache_t"))
        .stream()
        .map(Object::toString)
        .filter(text -> !text.contains("require of `") && !text.contains(": need of `"))
        .toList();
  }

  /** The lines that are not m4's remarks on where it is. */
  private static List<String> statements(String text) {
    return text.lines().filter(line -> !line.startsWith("#line") && !line.isBlank()).toList();
  }

  private static String nameOf(Path source) {
    String file = source.getFileName().toString();
    return file.substring(0, file.length() - ".te".length());
  }
}
