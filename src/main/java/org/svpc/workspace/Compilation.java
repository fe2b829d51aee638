package org.svpc.workspace;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.BuildCache;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.Compiler;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Progress;
import org.svpc.headers.HeaderLook;
import org.svpc.headers.HeaderReader;
import org.svpc.headers.IndexCache;
import org.svpc.target.Target;
import org.svpc.usage.Option;
import org.svpc.usage.Request;

/** Compiling as a command line asks for it: the target, the libraries, the sources. */
public final class Compilation {
  private final Request.Run request;
  private final @Nullable Path named;
  private final HeaderLook look;
  private final IndexCache cache;
  private final Diagnostics diagnostics = new Diagnostics();
  private @Nullable Target target;

  /**
   * @param progress hears of the long steps
   */
  public Compilation(Request.Run request, Progress progress) {
    this.request = request;
    List<Path> targets = paths(request.values(Option.TARGET));
    named = targets.isEmpty() ? null : targets.get(0);
    look = new HeaderLook(named == null ? HeaderReader.INSTALLED : named);
    cache =
        request.has(Option.NO_CACHE)
            ? IndexCache.none(progress)
            : IndexCache.ofUser(look, progress);
  }

  public Diagnostics diagnostics() {
    return diagnostics;
  }

  /** The target of the sources that were compiled. */
  public @Nullable Target target() {
    return target;
  }

  /** The compiler for what the command line names; null, with a diagnostic, without a target. */
  public @Nullable Compiler compiler() {
    List<Path> libraries = libraries();
    Target known = readTarget();
    return known == null ? null : new Compiler(known, libraries, diagnostics);
  }

  /** Compiles files and folders; null, with diagnostics, where they have errors. */
  public @Nullable List<CompiledModule> compile(List<String> inputs) throws InterruptedException {
    Compiler compiler = compiler();
    List<Path> paths = paths(inputs);
    if (compiler == null || diagnostics.hasErrors()) {
      return null;
    }
    List<CompiledModule> modules = compiler.compile(paths);
    return diagnostics.hasErrors() ? null : modules;
  }

  /** The files and folders that the command line names. */
  public List<Path> inputs() {
    return paths(request.operands());
  }

  /** The folders of libraries that the command line names, and svpc's own. */
  public List<Path> libraries() {
    List<Path> libraries = paths(request.values(Option.LIB));
    Path own = ownPolicies();
    if (own != null) {
      libraries.add(own);
    }
    return libraries;
  }

  /** A look at the target's headers, where they are there. */
  public HeaderLook look() {
    return look;
  }

  /** The builds that are kept for later runs. */
  public BuildCache builds() {
    return request.has(Option.NO_CACHE) ? BuildCache.none() : BuildCache.ofUser();
  }

  /** Reads the target; null, with a diagnostic, where that cannot be done. */
  public @Nullable Target readTarget() {
    if (!diagnostics.hasErrors()) {
      target =
          (named == null
                  ? HeaderReader.readInstalled(cache, options(), diagnostics)
                  : HeaderReader.read(named, cache, options(), diagnostics))
              .orElse(null);
    }
    return target;
  }

  /** The build options of refpolicy that are on besides those of the target's headers, sorted. */
  public SortedSet<String> options() {
    return new TreeSet<>(request.values(Option.BUILD_OPTIONS));
  }

  /** Where svpc's libraries are: in the tree that the launcher says, or as a property says. */
  private static @Nullable Path ownPolicies() {
    String policies = System.getProperty("svpc.policies");
    if (policies != null) {
      return Path.of(policies);
    }
    String home = System.getProperty("svpc.home");
    return home == null ? null : Path.of(home, "share", "svpc", "policies");
  }

  private List<Path> paths(List<String> words) {
    List<Path> paths = new ArrayList<>();
    for (String word : words) {
      try {
        paths.add(Path.of(word));
      } catch (InvalidPathException e) {
        diagnostics.add(
            Diagnostic.of(
                Code.UNREADABLE_SOURCE, "`" + word + "` cannot be the name of a file or folder."));
      }
    }
    return paths;
  }
}
