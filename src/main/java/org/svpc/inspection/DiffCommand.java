package org.svpc.inspection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.CompiledModule;
import org.svpc.console.Console;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.console.Ticker;
import org.svpc.difference.PolicyDifference;
import org.svpc.files.IoReason;
import org.svpc.index.Policy;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.workspace.Compilation;
import org.svpc.workspace.ModuleLinking;
import org.svpc.workspace.PolicyFile;

/** {@code svpc diff}: what one policy means and another does not. */
public final class DiffCommand {
  private final Request.Run request;
  private final Console console;
  private int status = Status.UNUSABLE;

  private DiffCommand(Request.Run request, Console console) {
    this.request = request;
    this.console = console;
  }

  public static int run(Request.Run request, Console console) {
    String ref = request.value(Option.BASE_REF);
    if (ref != null) {
      return BaseRefDiff.run(request, console, ref);
    }
    int given = request.operands().size();
    if (given != 2 || request.has(Option.PROJECT)) {
      console.refuse(
          request.command(),
          given == 2
              ? "`--project` is for `--base-ref`; OLD and NEW need no project."
              : (given < 2 ? "Too little" : "Too much") + " is given; expected OLD and NEW.",
          "`svpc diff --base-ref REF` compares with an earlier state of the sources.");
      return Status.MISUSE;
    }
    return new DiffCommand(request, console).run();
  }

  private int run() {
    PolicyDifference difference;
    try (Ticker ticker = new Ticker(console, "Reading")) {
      Policy old = policy(request.operands().get(0), ticker);
      Policy other = old == null ? null : policy(request.operands().get(1), ticker);
      if (old == null || other == null) {
        return status;
      }
      ticker.step("Comparing");
      difference = PolicyDifference.between(old, other);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      console.complain("The comparison was interrupted.");
      return Status.UNUSABLE;
    } catch (IOException e) {
      console.complain("The modules cannot be linked: " + IoReason.of(e) + ".");
      return Status.UNUSABLE;
    }
    console.out().print(text(difference, request.value(Option.DIFFERENCE, "human")));
    return request.has(Option.EXIT_CODE) && !difference.isEmpty() ? Status.ERRORS : Status.FINE;
  }

  /** A difference in one of the forms of {@code --report}. */
  static String text(PolicyDifference difference, String form) {
    DiffText text = new DiffText(difference);
    return switch (form) {
      case "json" -> text.json();
      case "summary" -> text.summary();
      default -> text.human();
    };
  }

  /** A policy file, or sources once compiled and linked; null where there is none of either. */
  private @Nullable Policy policy(String name, Ticker ticker)
      throws InterruptedException, IOException {
    if (!isSource(name)) {
      return PolicyFile.open(console, name);
    }
    Compilation compilation = new Compilation(request, ticker);
    List<CompiledModule> modules = compilation.compile(List.of(name));
    ModuleLinking.Linked linked =
        modules == null
            ? null
            : new ModuleLinking(request, console, ticker, compilation.diagnostics()).link(modules);
    int told = Reporting.complain(compilation.diagnostics(), request, console);
    if (linked == null) {
      status = told == Status.FINE ? Status.UNUSABLE : told;
      return null;
    }
    return linked.policy();
  }

  private static boolean isSource(String name) {
    try {
      return name.endsWith(".svp") || Files.isDirectory(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
