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
    Map<String, Callable> theirs =
        callables(VirtHeaders.INSTALLED.resolve(VirtHeaders.INTERFACES));
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

  /** A module that m4 reads otherwise with these interfaces, and what it then differs in. */
  private record Caller(String name, List<String> differences) {}

  /** All modules of refpolicy by m4 and checkmodule: those that call virt get the same rules. */
  @Test
  void allCallersGetWhatTheyGotBefore() throws IOException {
    Path work = Files.createDirectory(folder.resolve("callers"));
    Upstream upstream = Upstream.installed().withHeaders(headers.tree());
    upstream.unpack(work);
    Upstream.Frozen frozen = upstream.freeze(work);
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

  private static List<Caller> caller(
      Corpus.Entry module, Path source, Upstream.Frozen frozen, Path work) {
    Path te = work.resolve(module.name() + ".te");
    Commands.runTo(
        te, work, List.of("m4", "-s", "-R", frozen.interfaces().toString(), source.toString()));
    try {
      if (statements(Files.readString(te)).equals(statements(module.teText()))) {
        return List.of();
      }
      Files.copy(module.fc(), work.resolve(module.name() + ".fc"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ModuleTools.Built built = ModuleTools.build(work, module.name());
    if (!built.succeeded()) {
      return List.of(new Caller(module.name(), List.of(built.text())));
    }
    List<String> differences =
        CilComparator.compare(module.cilText(), built.text()).stream()
            .map(Object::toString)
            .filter(difference -> !difference.contains("require of `"))
            .toList();
    return List.of(new Caller(module.name(), differences));
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
