package org.svpc.project;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * What a project file says. Paths are as they stand in it: relative to its folder.
 *
 * @param file the project file
 * @param sources files and folders with sources; all are inside of the project's folder
 * @param libraries folders in which libraries are looked for
 * @param output the folder that is built into, inside of the project's folder
 * @param formats what is written, by the words of {@code --format}; at least one
 * @param packaging whether packages are made, by the words of {@code --package}; null where it does
 *     not say
 * @param targets the policies to build for; empty where the installed one is meant
 * @param checks how much each diagnostic matters
 */
public record Project(
    SourceFile file,
    List<Path> sources,
    List<Path> libraries,
    Path output,
    List<String> formats,
    @Nullable String packaging,
    List<ProjectTarget> targets,
    Checks checks) {

  /** The name of the file. */
  public static final String FILE_NAME = "svpc.toml";

  public Project {
    sources = List.copyOf(sources);
    libraries = List.copyOf(libraries);
    formats = List.copyOf(formats);
    targets = List.copyOf(targets);
  }

  /**
   * A policy to build for.
   *
   * @param name the folder of what is built for it
   * @param headers the folder of its headers; null for the installed ones
   * @param base a folder with the modules to link with; null for the installed ones
   * @param options build options of refpolicy that are on besides those of its headers
   * @param pin what its headers have to be; null where any will do
   */
  public record ProjectTarget(
      String name,
      @Nullable Path headers,
      @Nullable Path base,
      List<String> options,
      @Nullable Pin pin) {
    public ProjectTarget {
      options = List.copyOf(options);
    }
  }

  /**
   * What a target's headers have to be.
   *
   * @param digest {@code sha256:} and 64 hexadecimal digits, or anything else, which nothing equals
   * @param place where the project file says so
   */
  public record Pin(String digest, Span place) {}
}
