package org.svpc.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.svpc.toolchain.VirtualMachine.Hardware;

/**
 * Fetches packages of the distribution and unpacks them into a folder, without installing any: what
 * apt-get or dnf brings is as they verify it. An entry bears the package's name and version; it is
 * filled under another name and renamed when it is whole.
 */
final class Packages {
  static final String UNFINISHED = ".new";

  private static final Duration LIMIT = Duration.ofMinutes(15);

  /** What of the unpacked packages no machine needs, and takes most of their space. */
  private static final List<String> DROPPED =
      List.of(
          "usr/share/doc", "usr/share/man", "usr/share/locale", "lib/modules", "usr/lib/modules");

  private final Tools tools;
  private final Path cache;
  private final Hardware hardware;
  private final Consumer<String> notice;
  private String problem = "";

  Packages(Tools tools, Path cache, Hardware hardware, Consumer<String> notice) {
    this.tools = tools;
    this.cache = cache;
    this.hardware = hardware;
    this.notice = notice;
  }

  /** Why something could not be fetched, a sentence; empty where nothing failed. */
  String problem() {
    return problem;
  }

  /** The tree of QEMU's packages; null after a problem. */
  @Nullable Path fetchEmulator(Path folder) throws IOException, InterruptedException {
    Program emulator = hardware.emulator();
    if (isDebian()) {
      List<String> names = aptMissing(emulator.debian());
      return names.isEmpty() ? null : fetch(folder, emulator.debian(), "QEMU", names);
    }
    return fetch(folder, emulator.fedora(), "QEMU", List.of(emulator.fedora()));
  }

  /** The tree of a kernel's package; null after a problem. */
  @Nullable Path fetchKernel(Path folder) throws IOException, InterruptedException {
    if (isDebian()) {
      String name = aptKernel();
      return name == null ? null : fetch(folder, name, "a kernel", List.of(name));
    }
    return fetch(folder, "kernel-core", "a kernel", List.of("kernel-core"));
  }

  private boolean isDebian() {
    return tools.find(Program.APT_GET).isPresent();
  }

  private @Nullable Path fetch(Path folder, String main, String what, List<String> names)
      throws IOException, InterruptedException {
    if (!isDebian() && tools.find(Program.DNF).isEmpty()) {
      problem =
          "QEMU and a kernel are not installed, and there is neither `apt-get` nor `dnf` to fetch"
              + " them with.";
      return null;
    }
    notice.accept(
        "Fetching "
            + what
            + " ("
            + names.size()
            + (names.size() == 1 ? " package" : " packages")
            + ") into `"
            + folder
            + "`, once; nothing is installed.");
    Path unfinished = folder.resolve(main + UNFINISHED);
    TempFolder.delete(unfinished);
    Path files = Files.createDirectories(unfinished.resolve("packages"));
    Path tree = Files.createDirectories(unfinished.resolve("tree"));
    Path entry = null;
    try {
      entry = isDebian() ? debian(main, names, files, tree) : fedora(main, names, files, tree);
      if (entry == null) {
        return null;
      }
      for (String dropped : DROPPED) {
        TempFolder.delete(tree.resolve(dropped));
      }
      Path whole = folder.resolve(String.valueOf(entry.getFileName()));
      TempFolder.delete(whole);
      return Files.move(tree, whole, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      TempFolder.delete(unfinished);
    }
  }

  private Processes.Exit run(Path folder, Program program, List<String> words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(tools.find(program).map(Path::toString).orElse(program.command()));
    command.addAll(words);
    return Processes.run(folder, LIMIT, command);
  }

  /** Keeps what a program said last as the problem. */
  private void failed(String what, Processes.Exit exit) {
    String said = "";
    for (String line : (Iterable<String>) exit.output().lines()::iterator) {
      said = line.isBlank() || line.startsWith("W:") ? said : line.strip();
    }
    problem =
        what
            + (exit.timedOut()
                ? ": it took more than " + LIMIT.toMinutes() + " minutes."
                : said.isEmpty() ? "." : ": `" + said + "`.");
  }

  // ---- Debian

  /** Lists of packages of its own, where the system has none; nothing of the system changes. */
  private List<String> aptOptions() throws IOException, InterruptedException {
    Path lists = cache.resolve("apt/lists");
    if (hasLists(Path.of("/var/lib/apt/lists"))) {
      return List.of();
    }
    List<String> options =
        List.of(
            "-o", "Dir::State::Lists=" + lists,
            "-o", "Dir::Cache=" + cache.resolve("apt"),
            "-o", "APT::Sandbox::User=");
    if (!hasLists(lists)) {
      notice.accept("Fetching the lists of packages, since this machine has none.");
      Files.createDirectories(lists.resolve("partial"));
      List<String> words = new ArrayList<>(options);
      words.addAll(List.of("-q", "update"));
      run(cache, Program.APT_GET, words);
    }
    return options;
  }

  private static boolean hasLists(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().contains("Packages"));
    }
  }

  private List<String> apt(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(aptOptions());
    all.addAll(List.of(words));
    return all;
  }

  /** A package and all that it needs and the system lacks; empty after a problem. */
  private List<String> aptMissing(String name) throws IOException, InterruptedException {
    Processes.Exit exit =
        run(cache, Program.APT_GET, apt("-s", "-q", "--no-install-recommends", "install", name));
    List<String> names = new ArrayList<>();
    for (String line : (Iterable<String>) exit.output().lines()::iterator) {
      if (exit.ok() && line.startsWith("Inst ")) {
        names.add(line.substring(5, line.indexOf(' ', 5)));
      }
    }
    if (names.isEmpty()) {
      failed("The package `" + name + "` cannot be found", exit);
    }
    return names;
  }

  /** The kernel that a package without content stands for. */
  private @Nullable String aptKernel() throws IOException, InterruptedException {
    String name = "linux-image-cloud-" + hardware.debian();
    Processes.Exit exit = run(cache, Program.APT_CACHE, apt("depends", "--important", name));
    for (String line : (Iterable<String>) exit.output().lines()::iterator) {
      int colon = line.indexOf("Depends: ");
      if (exit.ok() && colon >= 0) {
        return line.substring(colon + "Depends: ".length()).strip();
      }
    }
    failed("The package `" + name + "` cannot be found", exit);
    return null;
  }

  private @Nullable Path debian(String main, List<String> names, Path files, Path tree)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(apt("-q", "download"));
    words.addAll(names);
    Processes.Exit exit = run(files, Program.APT_GET, words);
    if (!exit.ok()) {
      failed("The packages cannot be fetched", exit);
      return null;
    }
    Path entry = null;
    for (Path file : list(files, ".deb")) {
      Processes.Exit unpacked =
          run(files, Program.DPKG_DEB, List.of("-x", file.toString(), tree.toString()));
      if (!unpacked.ok()) {
        failed("The package `" + file.getFileName() + "` cannot be unpacked", unpacked);
        return null;
      }
      String name = String.valueOf(file.getFileName());
      if (name.startsWith(main + "_")) {
        entry = files.resolve(name.substring(0, name.length() - ".deb".length()));
      }
    }
    if (entry == null) {
      problem = "The package `" + main + "` did not come.";
    }
    return entry;
  }

  // ---- Fedora

  private @Nullable Path fedora(String main, List<String> names, Path files, Path tree)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("-y", "-q", "download", "--destdir", "."));
    if (!main.startsWith("kernel")) {
      words.add("--resolve");
    }
    words.addAll(names);
    Processes.Exit exit = run(files, Program.DNF, words);
    if (!exit.ok()) {
      failed("The packages cannot be fetched", exit);
      return null;
    }
    Path entry = null;
    for (Path file : list(files, ".rpm")) {
      String name = String.valueOf(file.getFileName());
      Processes.Exit unpacked = run(files, Program.RPM2ARCHIVE, List.of(file.toString()));
      if (unpacked.ok()) {
        unpacked =
            run(
                files,
                Program.TAR,
                List.of("-xzf", file + ".tgz", "--no-same-owner", "-C", tree.toString()));
      }
      if (!unpacked.ok()) {
        failed("The package `" + name + "` cannot be unpacked", unpacked);
        return null;
      }
      if (name.startsWith(main + "-")) {
        entry = files.resolve(name.substring(0, name.length() - ".rpm".length()));
      }
    }
    if (entry == null) {
      problem = "The package `" + main + "` did not come.";
      return null;
    }
    kernelToBoot(tree);
    return entry;
  }

  /** Fedora's kernels lie with their modules: they are put where Debian's are. */
  private static void kernelToBoot(Path tree) throws IOException {
    Path modules = tree.resolve("lib/modules");
    if (!Files.isDirectory(modules)) {
      return;
    }
    Path boot = Files.createDirectories(tree.resolve("boot"));
    try (Stream<Path> list = Files.list(modules)) {
      for (Path release : (Iterable<Path>) list::iterator) {
        for (String name : List.of("vmlinuz", "config")) {
          if (Files.exists(release.resolve(name))) {
            Files.move(release.resolve(name), boot.resolve(name + "-" + release.getFileName()));
          }
        }
      }
    }
  }

  private static List<Path> list(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }
}
