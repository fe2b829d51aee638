package org.svpc.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.svpc.files.CacheFolder;
import org.svpc.files.FolderLock;
import org.svpc.files.IoReason;
import org.svpc.toolchain.VirtualMachine.Hardware;

/**
 * Finds QEMU and a kernel: what the user names, else what is installed, else what earlier runs
 * unpacked into the user's cache, else the distribution's packages, which are unpacked there and
 * never installed.
 */
public final class MachineSearch {
  /** What is found, or why nothing is: then a sentence, and one on what to do. */
  public record Result(@Nullable VirtualMachine machine, String problem, String advice) {}

  private static final String EMULATORS = "qemu";
  private static final String KERNELS = "kernel";
  private static final String KERNEL_PREFIX = "vmlinuz-";

  private final Tools tools;
  private final @Nullable Path cache;
  private final Path root;
  private final Consumer<String> notice;

  /**
   * A search on this machine.
   *
   * @param notice hears a sentence before packages are fetched
   */
  public MachineSearch(Tools tools, Consumer<String> notice) {
    this(tools, CacheFolder.ofUser("machine"), Path.of("/"), notice);
  }

  /**
   * @param cache where packages are unpacked; null where the user has no place for them
   * @param root where the folders of installed kernels are
   */
  MachineSearch(Tools tools, @Nullable Path cache, Path root, Consumer<String> notice) {
    this.tools = tools;
    this.cache = cache;
    this.root = root;
    this.notice = notice;
  }

  private static Result failed(String problem, String advice) {
    return new Result(null, problem, advice);
  }

  /**
   * Searches.
   *
   * @param emulator the file that the user names, or null
   * @param kernel the file that the user names, or null
   * @param architecture as Java calls it
   */
  public Result find(@Nullable String emulator, @Nullable String kernel, String architecture)
      throws InterruptedException {
    Hardware hardware = hardware(architecture);
    if (hardware == null) {
      return failed(
          "svpc knows no machine for the architecture `" + architecture + "`.",
          "Kernels are started on x86_64 and aarch64; elsewhere leave out `--kernel`.");
    }
    for (String named : new String[] {emulator, kernel}) {
      if (named != null && !isReadable(named)) {
        return failed("The file `" + named + "` cannot be read.", "It was named for the machine.");
      }
    }
    try {
      return find(hardware, emulator, kernel);
    } catch (IOException e) {
      String file = IoReason.file(e);
      return failed(
          "QEMU and a kernel cannot be unpacked"
              + (file == null ? "" : " to `" + file + "`")
              + ": "
              + IoReason.of(e)
              + ".",
          "What was there before is as it was.");
    }
  }

  static @Nullable Hardware hardware(String architecture) {
    return switch (architecture) {
      case "amd64", "x86_64" -> Hardware.X86_64;
      case "aarch64" -> Hardware.AARCH64;
      default -> null;
    };
  }

  private static boolean isReadable(String name) {
    try {
      return Files.isReadable(Path.of(name)) && !Files.isDirectory(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private Result find(Hardware hardware, @Nullable String emulator, @Nullable String kernel)
      throws IOException, InterruptedException {
    Path program = emulator != null ? Path.of(emulator) : installedEmulator(hardware);
    Path image = kernel != null ? Path.of(kernel) : installedKernel();
    if (program != null && image != null) {
      return found(new VirtualMachine(hardware, program, List.of(), List.of(), image));
    }
    if (cache == null) {
      return failed(
          missing(program, image) + " not installed, and there is no place to unpack them.",
          install(hardware));
    }
    Files.createDirectories(cache);
    FolderLock lock = FolderLock.acquire(cache);
    try {
      Packages packages = new Packages(tools, cache, hardware, notice);
      Path tree = program != null ? null : newest(cache.resolve(EMULATORS));
      Path images = image != null ? null : newest(cache.resolve(KERNELS));
      if (program == null && tree == null) {
        tree = packages.fetchEmulator(cache.resolve(EMULATORS));
      }
      if (image == null && images == null && packages.problem().isEmpty()) {
        images = packages.fetchKernel(cache.resolve(KERNELS));
      }
      if (!packages.problem().isEmpty()) {
        return failed(packages.problem(), install(hardware));
      }
      return unpacked(hardware, program, image, tree, images);
    } finally {
      lock.close();
    }
  }

  private static Result found(VirtualMachine machine) {
    return new Result(machine, "", "");
  }

  private Result unpacked(
      Hardware hardware,
      @Nullable Path program,
      @Nullable Path image,
      @Nullable Path tree,
      @Nullable Path images)
      throws IOException {
    Path kernel =
        image != null ? image : images == null ? null : newestKernel(images.resolve("boot"));
    List<Path> data = new ArrayList<>();
    List<Path> libraries = new ArrayList<>();
    Path emulator = program;
    if (tree != null) {
      emulator = tree.resolve("usr/bin").resolve(hardware.emulator().command());
      data.addAll(folders(tree, "usr/share/qemu", "usr/share/seabios", "usr/share/seavgabios"));
      libraries.addAll(folders(tree, "usr/lib", "usr/lib64", "lib"));
      for (Path folder : List.copyOf(libraries)) {
        try (Stream<Path> list = Files.list(folder)) {
          list.filter(path -> String.valueOf(path.getFileName()).endsWith("-linux-gnu"))
              .forEach(libraries::add);
        }
      }
    }
    if (emulator == null || !Files.isExecutable(emulator) || kernel == null) {
      return failed(
          "The unpacked packages in `"
              + cache
              + "` lack "
              + (kernel == null ? "a kernel." : "QEMU."),
          "Remove that folder; the next run fetches them again.");
    }
    return found(new VirtualMachine(hardware, emulator, data, libraries, kernel));
  }

  private static List<Path> folders(Path tree, String... names) {
    List<Path> folders = new ArrayList<>();
    for (String name : names) {
      if (Files.isDirectory(tree.resolve(name))) {
        folders.add(tree.resolve(name));
      }
    }
    return folders;
  }

  private static String missing(@Nullable Path program, @Nullable Path image) {
    return program == null ? (image == null ? "QEMU and a kernel are" : "QEMU is") : "A kernel is";
  }

  private String install(Hardware hardware) {
    Program emulator = hardware.emulator();
    return "Install `"
        + emulator.debian()
        + "` (Debian) or `"
        + emulator.fedora()
        + "` (Fedora) and a kernel, or name them in SVPC_QEMU and SVPC_KERNEL.";
  }

  // ---- what is there

  private @Nullable Path installedEmulator(Hardware hardware) {
    return tools.find(hardware.emulator()).orElse(null);
  }

  private @Nullable Path installedKernel() throws IOException {
    Path kernel = newestKernel(root.resolve("boot"));
    Path modules = root.resolve("lib/modules");
    if (kernel == null && Files.isDirectory(modules)) {
      try (Stream<Path> list = Files.list(modules)) {
        List<Path> images = new ArrayList<>();
        list.map(folder -> folder.resolve("vmlinuz")).forEach(images::add);
        images.removeIf(image -> !isUsable(image, image.resolveSibling("config")));
        kernel = first(images);
      }
    }
    return kernel;
  }

  /** The kernel of a folder that changed last, among those that can be used; null without one. */
  static @Nullable Path newestKernel(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return null;
    }
    List<Path> images = new ArrayList<>();
    try (Stream<Path> list = Files.list(folder)) {
      for (Path image : (Iterable<Path>) list::iterator) {
        String name = String.valueOf(image.getFileName());
        if (name.startsWith(KERNEL_PREFIX)
            && isUsable(
                image, image.resolveSibling("config-" + name.substring(KERNEL_PREFIX.length())))) {
          images.add(image);
        }
      }
    }
    return first(images);
  }

  private static @Nullable Path first(List<Path> images) {
    List<Path> others = CacheFolder.allButNewest(images, 1);
    for (Path image : images) {
      if (!others.contains(image)) {
        return image;
      }
    }
    return null;
  }

  /** Whether a kernel can be read, and was built with all that the machine takes. */
  private static boolean isUsable(Path image, Path configuration) {
    if (!Files.isReadable(image) || !Files.isReadable(configuration)) {
      return false;
    }
    try {
      List<String> lines = Files.readAllLines(configuration);
      return lines.contains("CONFIG_SECURITY_SELINUX=y")
          && lines.contains("CONFIG_BLK_DEV_INITRD=y")
          && lines.contains("CONFIG_TMPFS_XATTR=y")
          && (lines.contains("CONFIG_SERIAL_8250_CONSOLE=y")
              || lines.contains("CONFIG_SERIAL_AMBA_PL011_CONSOLE=y"));
    } catch (IOException e) {
      return false;
    }
  }

  /** The entry of the cache that was made last; null without any. */
  private static @Nullable Path newest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return null;
    }
    List<Path> entries = new ArrayList<>();
    try (Stream<Path> list = Files.list(folder)) {
      list.filter(Files::isDirectory)
          .filter(entry -> !String.valueOf(entry.getFileName()).endsWith(Packages.UNFINISHED))
          .forEach(entries::add);
    }
    return first(entries);
  }
}
