package org.svpc.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is in a folder. */
public final class FolderNames {
  private FolderNames() {}

  /** The names of a directory's entries, sorted; empty where it cannot be listed. */
  public static List<String> of(Path directory) {
    // A stream of the directory would make a path of each, needed or not.
    // The empty path is the current folder to all but `File`.
    Path listed = directory.toString().isEmpty() ? Path.of(".") : directory;
    String[] found = listed.toFile().list();
    if (found == null) {
      return List.of();
    }
    List<String> names = new ArrayList<>(found.length);
    for (String name : found) {
      // What stands for bytes that are no text in the locale: no path leads to such a file.
      if (name.indexOf('\uFFFD') < 0) {
        names.add(name);
      }
    }
    Collections.sort(names);
    return names;
  }
}
