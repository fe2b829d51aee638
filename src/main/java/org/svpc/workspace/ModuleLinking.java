package org.svpc.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.LinkFiles;
import org.svpc.console.Console;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.index.Policy;
import org.svpc.ir.Module;
import org.svpc.policydb.PolicyReader;
import org.svpc.policydb.Reading;
import org.svpc.toolchain.BasePolicy;
import org.svpc.toolchain.LinkedPolicy;
import org.svpc.toolchain.Linker;
import org.svpc.toolchain.TempFolder;
import org.svpc.toolchain.Tools;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.verify.ShadowedContexts;

/**
 * Links compiled modules with the base policy that the command line names, and reads the result.
 */
public final class ModuleLinking {
  private final Request.Run request;
  private final Console console;
  private final Ticker ticker;
  private final Diagnostics diagnostics;

  /**
   * @param diagnostics takes what linking tells
   */
  public ModuleLinking(
      Request.Run request, Console console, Ticker ticker, Diagnostics diagnostics) {
    this.request = request;
    this.console = console;
    this.ticker = ticker;
    this.diagnostics = diagnostics;
  }

  /** What linking gave: the files, and the policy as it is read. */
  public record Linked(LinkedPolicy files, Policy policy) {}

  /** The base policy's folder; null, with a diagnostic, where it cannot be one. */
  @Nullable Path base() {
    String word = request.value(Option.BASE, BasePolicy.INSTALLED.toString());
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      diagnostics.add(
          Diagnostic.of(Code.LINK_BASE, "`" + word + "` cannot be the name of a folder."));
      return null;
    }
  }

  /**
   * The file contexts that linking gave. It is told where lines of the modules and of the base
   * policy take paths from each other.
   */
  public static List<String> contexts(
      List<CompiledModule> modules, LinkedPolicy linked, Diagnostics diagnostics) {
    List<String> texts =
        List.of(
            new String(linked.fileContexts(), StandardCharsets.UTF_8),
            new String(linked.homeContexts(), StandardCharsets.UTF_8));
    List<Module> sources = new ArrayList<>();
    for (CompiledModule module : modules) {
      sources.add(module.module());
    }
    ShadowedContexts.check(sources, texts, diagnostics);
    return texts;
  }

  /** Links the modules; null, with a diagnostic or complaint, where that cannot be done. */
  public @Nullable Linked link(List<CompiledModule> modules)
      throws InterruptedException, IOException {
    Path folder = base();
    BasePolicy base = folder == null ? null : BasePolicy.in(folder, diagnostics).orElse(null);
    if (base == null) {
      return null;
    }
    try (TempFolder made = TempFolder.create()) {
      LinkedPolicy linked =
          new Linker(Tools.installed(), ticker, diagnostics)
              .link(base, LinkFiles.write(modules, made.path()), OptionalInt.empty());
      if (linked == null) {
        return null;
      }
      Reading reading = PolicyReader.read(linked.policy());
      if (reading instanceof Reading.Refused refused) {
        console.complain("The linked policy: " + refused.problem() + "\n  " + refused.advice());
        return null;
      }
      return new Linked(linked, ((Reading.Read) reading).policy());
    }
  }
}
