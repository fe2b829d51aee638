package org.svpc.toolchain;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;

/**
 * Where the programs are: on PATH, else in the folders for administrators, which the PATH of an
 * ordinary user lacks on Debian. A program is looked for when it is first asked for.
 */
public final class Tools {
  private static final List<Path> MORE_FOLDERS =
      List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/sbin"));
  private static final List<Path> COMPILERS =
      List.of(Path.of("/usr/libexec/selinux/hll"), Path.of("/usr/lib/selinux/hll"));

  private final List<Path> folders;
  private final Map<Program, Optional<Path>> found = new EnumMap<>(Program.class);

  private Tools(List<Path> folders) {
    this.folders = folders;
  }

  /** The tools of this machine. */
  public static Tools installed() {
    String path = System.getenv("PATH");
    List<Path> folders = path == null ? new ArrayList<>() : folders(path);
    folders.addAll(MORE_FOLDERS);
    folders.addAll(COMPILERS);
    return new Tools(folders);
  }

  /** The tools in these folders only, separated as in PATH. */
  public static Tools in(String path) {
    return new Tools(folders(path));
  }

  private static List<Path> folders(String path) {
    List<Path> folders = new ArrayList<>();
    int from = 0;
    while (from <= path.length()) {
      int colon = path.indexOf(':', from);
      int end = colon < 0 ? path.length() : colon;
      // An empty part means the current folder, where no tool is looked for.
      if (end > from) {
        Path folder = folder(path.substring(from, end));
        if (folder != null) {
          folders.add(folder);
        }
      }
      from = end + 1;
    }
    return folders;
  }

  private static @Nullable Path folder(String text) {
    try {
      Path folder = Path.of(text);
      return folder.isAbsolute() ? folder : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Where a program is; empty where it is not installed. */
  public synchronized Optional<Path> find(Program program) {
    Optional<Path> known = found.get(program);
    if (known == null) {
      known = search(program);
      found.put(program, known);
    }
    return known;
  }

  private Optional<Path> search(Program program) {
    for (Path folder : folders) {
      Path file = folder.resolve(program.command());
      if (Files.isExecutable(file) && !Files.isDirectory(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /**
   * Tells that a program is missing.
   *
   * @param required whether that makes the run fail; else it is a warning
   * @param consequence what is not done for want of it, a part of a sentence such as "no `.pp` was
   *     made"
   */
  public static Diagnostic missing(Program program, boolean required, String consequence) {
    return Diagnostic.of(
            required ? Code.TOOL_REQUIRED : Code.TOOL_MISSING,
            "The program `" + program.command() + "` was not found, so " + consequence + ".")
        .help(program.advice())
        .build();
  }
}
