package org.svpc.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.IoReason;

/**
 * Runs rpmbuild and dpkg-deb, so that the same input gives the same bytes: every date is the given
 * one, every owner root, and nothing of the machine or the user's settings goes in.
 */
public final class PackageBuilder {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int MOST_LINES = 10;

  private final Tools tools;
  private final Instant date;
  private final Diagnostics diagnostics;

  /**
   * @param date of the packages and of what is in them
   * @param diagnostics takes what goes wrong
   */
  public PackageBuilder(Tools tools, Instant date, Diagnostics diagnostics) {
    this.tools = tools;
    this.date = date;
    this.diagnostics = diagnostics;
  }

  /** A file of a package for Debian. */
  public static final class Entry {
    private final byte[] content;
    private final boolean program;

    private Entry(byte[] content, boolean program) {
      this.content = content.clone();
      this.program = program;
    }

    /** Bytes that are no text. */
    public static Entry of(byte[] content) {
      return new Entry(content, false);
    }

    /** How many bytes it has. */
    public int size() {
      return content.length;
    }

    /** A text, in UTF-8. */
    public static Entry text(String text) {
      return new Entry(text.getBytes(StandardCharsets.UTF_8), false);
    }

    /** A script. */
    public static Entry script(String text) {
      return new Entry(text.getBytes(StandardCharsets.UTF_8), true);
    }
  }

  /**
   * Builds a package and its source package.
   *
   * @param name of the spec file, without its ending
   * @param sources what the spec calls its sources, by name
   * @return the files {@code .noarch.rpm} and {@code .src.rpm} by their names; null after an error
   */
  public @Nullable Map<String, byte[]> rpm(String name, String spec, Map<String, byte[]> sources)
      throws InterruptedException {
    Path rpmbuild = find(Program.RPMBUILD);
    if (rpmbuild == null || find(Program.BZIP2) == null) {
      return null;
    }
    try (TempFolder folder = TempFolder.create()) {
      Path top = folder.path();
      Path file = top.resolve(name + ".spec");
      Files.writeString(file, spec);
      stamp(file, false);
      for (Map.Entry<String, byte[]> source : sources.entrySet()) {
        stamp(Files.write(top.resolve(source.getKey()), source.getValue()), false);
      }
      List<String> command =
          new ArrayList<>(List.of(rpmbuild.toString(), "-ba", "--quiet", "--nodeps"));
      Map<String, String> settings = new LinkedHashMap<>();
      for (String place : List.of("_topdir", "_specdir", "_builddir", "_tmppath")) {
        settings.put(place, top.toString());
      }
      // Relative, for the spec is kept with its macros expanded, and the place of this build is
      // none
      // of its business: rpmbuild runs in this folder, and so do the spec's scripts.
      settings.put("_sourcedir", ".");
      String packages = top.resolve("made").toString();
      settings.put("_rpmdir", packages);
      settings.put("_srcrpmdir", packages);
      settings.put("_buildrootdir", top.resolve("root").toString());
      settings.put("_rpmfilename", "%%{name}-%%{version}-%%{release}.%%{arch}.rpm");
      settings.put("_buildhost", "reproducible");
      settings.put("use_source_date_epoch_as_buildtime", "1");
      settings.put("clamp_mtime_to_source_date_epoch", "1");
      settings.put("source_date_epoch_from_changelog", "0");
      settings.put("_binary_payload", "w9.gzdio");
      settings.put("_source_payload", "w9.gzdio");
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        command.add("--define");
        command.add(setting.getKey() + " " + setting.getValue());
      }
      command.add(file.toString());
      Processes.Exit exit = Processes.run(top, LIMIT, command, environment(top));
      if (exit.ok()) {
        return made(top.resolve("made"));
      }
      tell("rpmbuild", exit, top);
    } catch (IOException e) {
      tell("rpmbuild", e);
    }
    return null;
  }

  private static Map<String, byte[]> made(Path folder) throws IOException {
    Map<String, byte[]> made = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.rpm")) {
      for (Path file : files) {
        made.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    }
    return made;
  }

  /**
   * Builds a package for Debian.
   *
   * @param control the files of the folder {@code DEBIAN}, by name
   * @param content the files of the package by their paths without a slash at the beginning; those
   *     that end in {@code .bz2} or {@code .gz} are given as they are before being compressed
   * @return the package; null after an error
   */
  public byte @Nullable [] deb(Map<String, Entry> control, Map<String, Entry> content)
      throws InterruptedException {
    Path dpkgDeb = find(Program.DPKG_DEB);
    Path bzip2 = find(Program.BZIP2);
    Path gzip = find(Program.GZIP);
    if (dpkgDeb == null || bzip2 == null || gzip == null) {
      return null;
    }
    try (TempFolder folder = TempFolder.create()) {
      Path tree = folder.path().resolve("tree");
      for (Map.Entry<String, Entry> file : content.entrySet()) {
        String path = file.getKey();
        Path compressor = path.endsWith(".bz2") ? bzip2 : path.endsWith(".gz") ? gzip : null;
        String plain = compressor == null ? path : path.substring(0, path.lastIndexOf('.'));
        Path written = write(tree.resolve(plain), file.getValue());
        if (compressor != null) {
          List<String> command = new ArrayList<>(List.of(compressor.toString(), "-9"));
          if (compressor.equals(gzip)) {
            command.add("-n");
          }
          command.add(written.toString());
          Processes.Exit exit = Processes.run(tree, LIMIT, command);
          if (!exit.ok()) {
            tell(String.valueOf(compressor.getFileName()), exit, tree);
            return null;
          }
        }
      }
      for (Map.Entry<String, Entry> file : control.entrySet()) {
        write(tree.resolve("DEBIAN").resolve(file.getKey()), file.getValue());
      }
      stampAll(tree);
      Path result = folder.path().resolve("made.deb");
      Processes.Exit exit =
          Processes.run(
              folder.path(),
              LIMIT,
              List.of(
                  dpkgDeb.toString(),
                  "--root-owner-group",
                  "-Zgzip",
                  "-z9",
                  "--build",
                  tree.toString(),
                  result.toString()),
              environment(folder.path()));
      if (exit.ok()) {
        return Files.readAllBytes(result);
      }
      tell("dpkg-deb", exit, folder.path());
    } catch (IOException e) {
      tell("dpkg-deb", e);
    }
    return null;
  }

  private static Path write(Path file, Entry entry) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, entry.content);
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(entry.program ? "rwxr-xr-x" : "rw-r--r--"));
    return file;
  }

  /** No settings of the user's: rpm reads {@code ~/.rpmmacros}. */
  private Map<String, String> environment(Path home) {
    return Map.of(
        "HOME", home.toString(),
        "TZ", "UTC",
        "SOURCE_DATE_EPOCH", Long.toString(date.getEpochSecond()));
  }

  private void stamp(Path path, boolean folder) throws IOException {
    if (folder) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.setLastModifiedTime(path, FileTime.from(date));
  }

  private void stampAll(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            stamp(file, false);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            stamp(folder, true);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private @Nullable Path find(Program program) {
    Path found = tools.find(program).orElse(null);
    if (found == null) {
      diagnostics.add(Tools.missing(program, true, "no package was made"));
    }
    return found;
  }

  private void tell(String program, Processes.Exit exit, Path folder) {
    Diagnostic.Builder problem =
        Diagnostic.of(
            Code.TOOL_FAILED,
            exit.timedOut()
                ? "`" + program + "` had not ended after " + LIMIT.toMinutes() + " minutes."
                : "`" + program + "` made no package: it ended with status " + exit.status() + ".");
    List<String> lines = LinkErrors.lastLines(exit.output(), folder);
    for (String line : lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size())) {
      problem.note("`" + program + "` says: " + line + ".");
    }
    diagnostics.add(problem);
  }

  private void tell(String program, IOException e) {
    diagnostics.add(
        Diagnostic.of(
            Code.TOOL_FAILED, "`" + program + "` could not be run: " + IoReason.of(e) + "."));
  }
}
