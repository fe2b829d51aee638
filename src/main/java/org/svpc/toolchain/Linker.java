package org.svpc.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Progress;
import org.svpc.files.CacheFolder;
import org.svpc.files.IoReason;
import org.svpc.source.SourceFile;

/**
 * Links modules with a base policy, as semodule does on a host, but in a private store: nothing of
 * the host is touched or loaded. All modules go in one transaction, above the base modules'
 * priority, so a module that bears the name of a base module replaces it, as it would on a host.
 * Assertions (neverallow) are checked.
 */
public final class Linker {
  private static final Duration COMPILE_LIMIT = Duration.ofMinutes(5);
  private static final long LARGEST_MODULE = 256L << 20;

  private final Tools tools;
  private final BaseCache cache;
  private final Progress progress;
  private final Diagnostics diagnostics;

  /**
   * A linker that keeps prepared base policies in the user's cache folder.
   *
   * @param progress hears of the long steps
   */
  public Linker(Tools tools, Progress progress, Diagnostics diagnostics) {
    this(tools, CacheFolder.ofUser("base"), progress, diagnostics);
  }

  Linker(Tools tools, @Nullable Path cacheFolder, Progress progress, Diagnostics diagnostics) {
    this.tools = tools;
    this.cache = new BaseCache(cacheFolder, progress);
    this.progress = progress;
    this.diagnostics = diagnostics;
  }

  /**
   * Links modules with a base policy.
   *
   * @param policyVersion the version of the resulting policy; empty for the newest that the tools
   *     write
   * @return the policy, or null after an error, which is among the diagnostics
   */
  public @Nullable LinkedPolicy link(
      BasePolicy base, List<LinkInput> inputs, OptionalInt policyVersion)
      throws InterruptedException {
    for (Program program : List.of(Program.SEMODULE, Program.SETFILES, Program.PP)) {
      if (tools.find(program).isEmpty()) {
        diagnostics.add(Tools.missing(program, true, "no policy was linked"));
        return null;
      }
    }
    try (TempFolder folder = TempFolder.create()) {
      Path modules = Files.createDirectory(folder.path().resolve("modules"));
      Map<String, LinkModule> ours = read(inputs, modules);
      if (ours == null) {
        return null;
      }
      return link(folder.path().resolve("root"), modules, base, ours, policyVersion);
    } catch (IOException e) {
      String file = IoReason.file(e);
      diagnostics.add(
          Diagnostic.of(
              Code.LINK_FAILED,
              "Linking needs files that could not be used"
                  + (file == null ? "" : ", such as `" + file + "`")
                  + ": "
                  + IoReason.of(e)
                  + "."));
      return null;
    }
  }

  private @Nullable LinkedPolicy link(
      Path root,
      Path modules,
      BasePolicy base,
      Map<String, LinkModule> ours,
      OptionalInt policyVersion)
      throws IOException, InterruptedException {
    Path semodule = tools.find(Program.SEMODULE).orElseThrow();
    PrivateStore store = cache.copyTo(root, semodule, base, diagnostics);
    if (store == null) {
      return null;
    }
    store.configure(policyVersion);
    BaseCil baseCil = new BaseCil(store);
    ContextConflicts conflicts = new ContextConflicts(diagnostics);
    conflicts.base(store.fileContexts());
    if (!conflicts.check(ours.values(), baseCil)) {
      return null;
    }
    progress.step("Linking " + ours.size() + " with " + base.modules().size() + " base modules");
    List<Path> files;
    try (Stream<Path> list = Files.list(modules)) {
      files = list.filter(file -> !BasePolicy.moduleName(file).isEmpty()).sorted().toList();
    }
    Processes.Exit exit = store.installOurs(semodule, files);
    if (exit.timedOut()) {
      diagnostics.add(
          Diagnostic.of(
              Code.LINK_FAILED,
              "`semodule` had not linked the modules after "
                  + PrivateStore.LIMIT.toMinutes()
                  + " minutes and was ended."));
      return null;
    }
    if (!exit.ok()) {
      new LinkErrors(root, ours, baseCil, diagnostics).explain(exit.output());
      return null;
    }
    return result(store, policyVersion);
  }

  private @Nullable LinkedPolicy result(PrivateStore store, OptionalInt wanted) throws IOException {
    int newest = 0;
    try (Stream<Path> policies = Files.list(store.policies())) {
      for (Path policy : (Iterable<Path>) policies::iterator) {
        int version = LinkedPolicy.versionInName(policy);
        if (wanted.isPresent() ? version == wanted.getAsInt() : version > newest) {
          newest = version;
        }
      }
    }
    if (newest == 0) {
      diagnostics.add(
          Diagnostic.of(
              Code.LINK_FAILED,
              "`semodule` wrote no policy of version "
                  + (wanted.isPresent() ? wanted.getAsInt() : "that it knows")
                  + "."));
      return null;
    }
    Path contexts = store.fileContexts();
    Path home = contexts.resolveSibling(contexts.getFileName() + ".homedirs");
    return new LinkedPolicy(
        newest,
        Files.readAllBytes(store.policies().resolve("policy." + newest)),
        Files.readAllBytes(contexts),
        Files.exists(home) ? Files.readAllBytes(home) : new byte[0]);
  }

  /** Copies the inputs under their modules' names; null after an error. */
  private @Nullable Map<String, LinkModule> read(List<LinkInput> inputs, Path folder)
      throws IOException, InterruptedException {
    Map<String, LinkModule> modules = new LinkedHashMap<>();
    boolean failed = false;
    for (LinkInput input : inputs) {
      LinkModule module = read(input, folder);
      if (module == null) {
        failed = true;
        continue;
      }
      LinkModule other = modules.putIfAbsent(module.name(), module);
      if (other != null) {
        failed = true;
        diagnostics.add(
            Diagnostic.of(
                Code.LINK_INPUT,
                "`"
                    + input.file()
                    + "` and `"
                    + other.input().file()
                    + "` both hold module `"
                    + module.name()
                    + "`."));
      }
    }
    return failed ? null : modules;
  }

  private @Nullable LinkModule read(LinkInput input, Path folder)
      throws IOException, InterruptedException {
    Path file = input.file();
    String name = BasePolicy.moduleName(file);
    boolean isPackage = file.toString().endsWith(".pp");
    if (name.isEmpty() || (!isPackage && !file.toString().endsWith(".cil"))) {
      return refuse("`" + file + "` is neither a `.pp` nor a `.cil` file.");
    }
    byte[] content;
    try {
      if (Files.isRegularFile(file) && Files.size(file) > LARGEST_MODULE) {
        return refuse("`" + file + "` is larger than " + (LARGEST_MODULE >> 20) + " MB.");
      }
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      return refuse("`" + file + "` cannot be read: " + IoReason.of(e) + ".");
    }
    if (!isPackage) {
      Files.write(folder.resolve(name + ".cil"), content);
      String text = new String(content, StandardCharsets.UTF_8);
      SourceFile shown = new SourceFile(file.toString(), text);
      return new LinkModule(name, input, new CilText(text), shown);
    }
    String inside = PolicyPackage.head(content).map(PolicyPackage.Head::name).orElse("");
    if (inside.isEmpty()) {
      return refuse("`" + file + "` is no policy package.");
    }
    if (!inside.equals(name)) {
      return refuse(
          "`" + file + "` holds module `" + inside + "`, whose file must be `" + inside + ".pp`.");
    }
    Path copy = folder.resolve(name + ".pp");
    Files.write(copy, content);
    String cil = compile(file, copy);
    return cil == null ? null : new LinkModule(name, input, new CilText(cil), null);
  }

  /** What semodule will make of a package, for looking up the lines that its errors speak of. */
  private @Nullable String compile(Path shown, Path file) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(file.resolveSibling("compiled"));
    Path output = folder.resolve(BasePolicy.moduleName(file));
    Processes.Exit exit =
        Processes.run(
            folder,
            COMPILE_LIMIT,
            List.of(
                tools.find(Program.PP).orElseThrow().toString(),
                file.toString(),
                output.toString()));
    if (exit.ok() && Files.exists(output)) {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }
    Diagnostic.Builder problem =
        Diagnostic.of(Code.LINK_INPUT, "`" + shown + "` is no package that these tools can read.");
    for (String line : exit.output().lines().limit(3).toList()) {
      int colon = line.indexOf(": ");
      problem.note("`pp` says: " + line.substring(colon < 0 ? 0 : colon + 2).strip() + ".");
    }
    if (exit.output().contains("does not match my version range")) {
      problem.help("Build it for an older module version.");
    }
    diagnostics.add(problem);
    return null;
  }

  private @Nullable LinkModule refuse(String message) {
    diagnostics.add(Diagnostic.of(Code.LINK_INPUT, message));
    return null;
  }
}
