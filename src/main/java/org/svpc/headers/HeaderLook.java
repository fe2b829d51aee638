package org.svpc.headers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.files.FolderLook;
import org.svpc.files.FolderNames;
import org.svpc.files.Stamp;

/**
 * All files of a target and what a look at each told. The look is taken when it is first of use, by
 * the thread that needs it, and once: the index of the headers and kept builds hold against the
 * same.
 */
public final class HeaderLook {
  /** How deep headers are searched; refpolicy's sources go down five folders. */
  private static final int DEEPEST = 8;

  /** Endings of files, which need not be asked whether they are folders. */
  private static final List<String> FILES =
      List.of(HeaderTree.INTERFACES, HeaderTree.MODULES, HeaderTree.DOCUMENTATION, ".spt", ".fc");

  private final Path root;
  private @Nullable List<Below> folders;
  private @Nullable Stamp stamp;

  /**
   * @param root the folder of the headers, or sources
   */
  public HeaderLook(Path root) {
    this.root = root;
  }

  /**
   * A folder of the target.
   *
   * @param name its path from the root, {@code /} before each part; empty for the root
   */
  private record Below(String name, FolderLook look) {}

  /** The folder of the headers, or sources. */
  public Path root() {
    return root;
  }

  /** The stamp of all files, under names that do not tell where the root is. */
  public synchronized Stamp stamp() {
    Stamp known = stamp;
    if (known == null) {
      Stamp.Builder all = new Stamp.Builder();
      for (Below folder : folders()) {
        all.word(folder.name()).files(folder.look());
      }
      known = all.build();
      stamp = known;
    }
    return known;
  }

  /** Whether the same is found by another look, now. */
  public boolean isStill() {
    List<Below> before = folders();
    List<Below> now = new HeaderLook(root).folders();
    boolean still = before.size() == now.size();
    for (int i = 0; still && i < now.size(); i++) {
      still = before.get(i).look().isLike(now.get(i).look());
    }
    return still;
  }

  /** The look at a folder's files; null where it is not of this target, or too deep in it. */
  @Nullable FolderLook at(Path folder) {
    for (Below each : folders()) {
      if (each.look().folder().equals(folder)) {
        return each.look();
      }
    }
    return null;
  }

  private synchronized List<Below> folders() {
    List<Below> known = folders;
    if (known == null) {
      known = new ArrayList<>();
      walk(root, "", DEEPEST, known);
      folders = known;
    }
    return known;
  }

  private static void walk(Path folder, String name, int depth, List<Below> into) {
    List<String> files = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    for (String entry : FolderNames.of(folder)) {
      if (!entry.startsWith(".")) {
        (isFile(folder, entry) ? files : folders).add(entry);
      }
    }
    into.add(new Below(name, FolderLook.at(folder, files)));
    if (depth > 0) {
      for (String inner : folders) {
        walk(folder.resolve(inner), name + "/" + inner, depth - 1, into);
      }
    }
  }

  private static boolean isFile(Path folder, String entry) {
    for (String ending : FILES) {
      if (entry.endsWith(ending)) {
        return true;
      }
    }
    return !Files.isDirectory(folder.resolve(entry));
  }
}
