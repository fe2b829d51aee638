package org.svpc.headers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.files.FolderLook;
import org.svpc.files.FolderNames;
import org.svpc.files.Stamp;

/**
 * The files of a target from which its index is made: interfaces and patterns, documentation in
 * XML; in a source tree also modules and the global booleans. What is there is looked up once, when
 * it is first asked for.
 */
final class HeaderTree {
  /** What interfaces of a module stand in. */
  static final String INTERFACES = ".if";

  /** What modules of a source tree stand in. */
  static final String MODULES = ".te";

  /** What macros for rules stand in. */
  static final String PATTERNS = "_patterns.spt";

  /** The documentation beside installed headers. */
  static final String DOCUMENTATION = ".xml";

  /** The global booleans and tunables of a source tree. */
  static final List<String> GLOBALS = List.of("global_booleans", "global_tunables");

  private static final String SUPPORT = "support";

  /** Rooms whose classes decide what an index holds. */
  private static final List<String> MAKERS = List.of("headers", "refpolicy");

  private final Path root;
  private final boolean source;
  private final Set<String> options;
  private final HeaderLook look;
  private @Nullable List<Path> layers;
  private @Nullable List<Folder> folders;
  private @Nullable Stamp stamp;

  /**
   * A folder of the tree.
   *
   * @param names its files that matter, sorted
   */
  record Folder(Path path, List<String> names) {}

  private HeaderTree(Path root, boolean source, Set<String> options, HeaderLook look) {
    this.root = root;
    this.source = source;
    this.options = options;
    this.look = look;
  }

  /**
   * The tree of installed headers.
   *
   * @param options the build options that are on
   * @param look what a look at the files tells
   */
  static HeaderTree ofHeaders(Path include, Set<String> options, HeaderLook look) {
    return new HeaderTree(include, false, options, look);
  }

  /**
   * A source tree.
   *
   * @param policy its {@code policy} folder
   * @param options the build options that are on
   * @param look what a look at the files tells
   */
  static HeaderTree ofSources(Path policy, Set<String> options, HeaderLook look) {
    return new HeaderTree(policy, true, options, look);
  }

  /** The folder that all files are below. */
  Path root() {
    return root;
  }

  /** The folder of the support files. */
  Path support() {
    return root.resolve(SUPPORT);
  }

  /** Whether this is a source tree: its modules say what they declare. */
  boolean isSource() {
    return source;
  }

  /** The build options that are on. */
  Set<String> options() {
    return options;
  }

  /** The folders that hold the modules' interfaces, in the order of their names. */
  List<Path> layers() {
    List<Path> known = layers;
    if (known == null) {
      Path above = source ? root.resolve("modules") : root;
      known = new ArrayList<>();
      for (String name : FolderNames.of(above)) {
        Path folder = above.resolve(name);
        if (!name.equals(SUPPORT) && Files.isDirectory(folder)) {
          known.add(folder);
        }
      }
      layers = known;
    }
    return known;
  }

  /** All folders, with what of them goes into the index. */
  List<Folder> folders() {
    List<Folder> known = folders;
    if (known == null) {
      known = new ArrayList<>();
      List<String> top = source ? GLOBALS : List.of(DOCUMENTATION);
      List<String> ofLayers = source ? List.of(INTERFACES, MODULES) : List.of(INTERFACES);
      known.add(folder(root, top));
      known.add(folder(support(), List.of(PATTERNS)));
      for (Path layer : layers()) {
        known.add(folder(layer, ofLayers));
      }
      folders = known;
    }
    return known;
  }

  private static Folder folder(Path path, List<String> endings) {
    List<String> kept = new ArrayList<>();
    for (String name : FolderNames.of(path)) {
      for (String ending : endings) {
        if (name.endsWith(ending)) {
          kept.add(name);
          break;
        }
      }
    }
    return new Folder(path, kept);
  }

  /** The files whose names end so, folder by folder. */
  List<Path> files(String ending) {
    List<Path> files = new ArrayList<>();
    for (Folder folder : folders()) {
      for (String name : folder.names()) {
        if (name.endsWith(ending)) {
          files.add(folder.path().resolve(name));
        }
      }
    }
    return files;
  }

  /** Whether a module has interfaces here, found without a list of all. */
  boolean hasModule(String name) {
    if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      return false;
    }
    for (Path layer : layers()) {
      if (Files.exists(layer.resolve(name + INTERFACES))) {
        return true;
      }
    }
    return false;
  }

  /** What tells this state of the files from every other. */
  Stamp stamp() {
    Stamp known = stamp;
    if (known == null) {
      known = stampOfFiles();
      stamp = known;
    }
    return known;
  }

  private Stamp stampOfFiles() {
    Stamp.Builder stamp = new Stamp.Builder().word(root.toAbsolutePath().normalize().toString());
    for (String option : options) {
      stamp.word(option);
    }
    for (Folder folder : folders()) {
      stamp.word("").word(String.valueOf(folder.path().getFileName()));
      FolderLook seen = look.at(folder.path());
      if (seen == null) {
        seen = FolderLook.at(folder.path(), folder.names());
      }
      stamp.files(seen, folder.names());
    }
    return stamp.makers(MAKERS).build();
  }
}
