package org.svpc.toolchain;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.IoReason;

/**
 * A commit of a git repository, and the files in it. They are asked of git's store one by one: no
 * working tree, index or branch is touched, and no hook, filter or attribute of the repository has
 * a say. Links and submodules are left out, so that nothing leads out of where the files are put.
 */
public final class GitCommit {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Parts of a path that git itself never makes. */
  private static final List<String> OUTSIDE = List.of(".", "..", ".git");

  private static final int MOST_FILES = 50_000;
  private static final long MOST_BYTES = 256L << 20;
  private static final long LONGEST_LIST = 64L << 20;

  private final Path git;
  private final Path top;
  private final String ref;
  private final String id;
  private final Diagnostics diagnostics;

  private GitCommit(Path git, Path top, String ref, String id, Diagnostics diagnostics) {
    this.git = git;
    this.top = top;
    this.ref = ref;
    this.id = id;
    this.diagnostics = diagnostics;
  }

  /**
   * The commit that a name stands for in the repository of a folder; null, with an error among the
   * diagnostics, where there is none.
   */
  public static @Nullable GitCommit of(
      Tools tools, Path folder, String ref, Diagnostics diagnostics) throws InterruptedException {
    Path git = tools.find(Program.GIT).orElse(null);
    if (git == null) {
      diagnostics.add(Tools.missing(Program.GIT, true, "no earlier state can be read"));
      return null;
    }
    try {
      Processes.Exit top =
          Processes.run(folder, LIMIT, List.of("" + git, "rev-parse", "--show-toplevel"));
      if (!top.ok()) {
        diagnostics.add(
            failed(top, "`" + folder.toAbsolutePath() + "` is in no git repository.").build());
        return null;
      }
      Processes.Exit commit =
          Processes.run(
              folder,
              LIMIT,
              List.of("" + git, "rev-parse", "--verify", "--end-of-options", ref + "^{commit}"));
      String id = commit.output().strip();
      if (!commit.ok() || !isId(id)) {
        diagnostics.add(
            failed(commit, "The repository has no commit `" + ref + "`.")
                .help("Fetch it first: a shallow clone has the newest commits only.")
                .build());
        return null;
      }
      return new GitCommit(git, Path.of(line(top.output())), ref, id, diagnostics);
    } catch (IOException | InvalidPathException e) {
      diagnostics.add(
          Diagnostic.of(Code.TOOL_FAILED, "`git` could not be run: " + e.getMessage() + "."));
      return null;
    }
  }

  /** The output without the line feed at its end: a folder's name may end in blanks. */
  private static String line(String output) {
    return output.endsWith("\n") ? output.substring(0, output.length() - 1) : output;
  }

  private static boolean isId(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return text.length() >= 40;
  }

  private static Diagnostic.Builder failed(Processes.Exit exit, String message) {
    Diagnostic.Builder problem = Diagnostic.of(Code.TOOL_FAILED, message);
    String words = exit.output().strip();
    int end = words.indexOf('\n');
    words = end < 0 ? words : words.substring(0, end);
    return words.isEmpty() ? problem : problem.note("`git` says: " + words);
  }

  /** The working tree's topmost folder. */
  public Path top() {
    return top;
  }

  /** A file of the commit. */
  private record Entry(String object, long size, Path path) {}

  /**
   * Puts the files that lie below a folder of the commit into a folder of their own, under the
   * paths that they have from the top.
   *
   * @param below the folder, relative to the top; empty for all
   * @return false, with an error among the diagnostics, where that cannot be done
   */
  public boolean export(Path below, Path into) throws InterruptedException {
    try (TempFolder folder = TempFolder.create()) {
      Path scratch = folder.path();
      Path none = Files.write(scratch.resolve("none"), new byte[0]);
      Path list = scratch.resolve("list");
      List<String> command =
          new ArrayList<>(
              List.of(
                  "" + git, "--no-replace-objects", "ls-tree", "-r", "-z", "-l", "--full-tree"));
      command.add(id);
      if (!below.toString().isEmpty()) {
        command.add("--");
        command.add(below + "/");
      }
      Processes.Exit exit = Processes.run(top, LIMIT, command, none, list);
      if (!exit.ok() || Files.size(list) > LONGEST_LIST) {
        diagnostics.add(failed(exit, "`git` cannot list the files of `" + ref + "`.").build());
        return false;
      }
      List<Entry> entries = entries(Files.readAllBytes(list));
      if (entries == null) {
        return false;
      }
      StringBuilder wanted = new StringBuilder();
      for (Entry entry : entries) {
        wanted.append(entry.object()).append('\n');
      }
      Path objects = Files.writeString(scratch.resolve("objects"), wanted);
      Path contents = scratch.resolve("contents");
      exit =
          Processes.run(
              top,
              LIMIT,
              List.of("" + git, "--no-replace-objects", "cat-file", "--batch"),
              objects,
              contents);
      if (!exit.ok()) {
        diagnostics.add(failed(exit, "`git` cannot read the files of `" + ref + "`.").build());
        return false;
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(contents))) {
        for (Entry entry : entries) {
          write(in, entry, into);
        }
      }
      return true;
    } catch (IOException e) {
      String file = IoReason.file(e);
      diagnostics.add(
          Diagnostic.of(
              Code.TOOL_FAILED,
              "The files of `"
                  + ref
                  + "` cannot be read"
                  + (file == null ? "" : ", such as `" + file + "`")
                  + ": "
                  + IoReason.of(e)
                  + "."));
      return false;
    }
  }

  /**
   * The regular files of a list {@code MODE blob OBJECT SIZE<tab>PATH<nul>}; null after an error.
   */
  private @Nullable List<Entry> entries(byte[] list) throws IOException {
    List<Entry> entries = new ArrayList<>();
    long bytes = 0;
    int from = 0;
    for (int at = 0; at < list.length; at++) {
      if (list[at] == 0) {
        Entry entry = entry(new String(list, from, at - from, StandardCharsets.UTF_8));
        from = at + 1;
        if (entry != null) {
          entries.add(entry);
          bytes += entry.size();
        }
      }
    }
    if (entries.size() > MOST_FILES || bytes > MOST_BYTES) {
      diagnostics.add(
          Diagnostic.of(
                  Code.TOOL_FAILED,
                  "`"
                      + ref
                      + "` has "
                      + entries.size()
                      + " files with "
                      + bytes
                      + " bytes here, and at most "
                      + MOST_FILES
                      + " with "
                      + MOST_BYTES
                      + " are read.")
              .help("Keep the policy in a folder of its own, with a project file in it."));
      return null;
    }
    return entries;
  }

  private static @Nullable Entry entry(String line) throws IOException {
    int tab = line.indexOf('\t');
    List<String> words = tab < 0 ? List.of() : words(line.substring(0, tab));
    if (words.size() != 4 || !words.get(0).startsWith("100") || !words.get(1).equals("blob")) {
      return null;
    }
    Path path = path(line.substring(tab + 1));
    try {
      return path == null ? null : new Entry(words.get(2), Long.parseLong(words.get(3)), path);
    } catch (NumberFormatException e) {
      throw new IOException("git does not have `" + path + "`", e);
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || text.charAt(at) == ' ') {
        if (at > from) {
          words.add(text.substring(from, at));
        }
        from = at + 1;
      }
    }
    return words;
  }

  /** A path that stays where it is put: a tree that was made by hand may hold any. */
  private static @Nullable Path path(String name) {
    try {
      Path path = Path.of(name);
      if (name.isEmpty() || path.isAbsolute()) {
        return null;
      }
      for (Path part : path) {
        if (OUTSIDE.contains(part.toString())) {
          return null;
        }
      }
      return path;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static void write(InputStream in, Entry entry, Path into) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("git's answer ends early");
      }
      head.append((char) next);
    }
    if (!head.toString().equals(entry.object() + " blob " + entry.size())) {
      throw new IOException("git answers `" + head + "`");
    }
    Path file = into.resolve(entry.path());
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      byte[] buffer = new byte[1 << 16];
      for (long left = entry.size(); left > 0; ) {
        int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (count < 0) {
          throw new EOFException("git's answer ends early");
        }
        out.write(buffer, 0, count);
        left -= count;
      }
    }
    if (in.read() != '\n') {
      throw new IOException("git's answer has another length than it says");
    }
  }
}
