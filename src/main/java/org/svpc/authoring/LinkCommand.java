package org.svpc.authoring;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.svpc.console.Console;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.IoReason;
import org.svpc.toolchain.BasePolicy;
import org.svpc.toolchain.LinkInput;
import org.svpc.toolchain.LinkedPolicy;
import org.svpc.toolchain.Linker;
import org.svpc.toolchain.Tools;
import org.svpc.usage.Option;
import org.svpc.usage.Request;

/** {@code svpc link}: builds a kernel policy of modules and the base modules. */
public final class LinkCommand {
  private LinkCommand() {}

  public static int run(Request.Run request, Console console) {
    Diagnostics diagnostics = new Diagnostics();
    Path output = path(request.value(Option.POLICY_FILE, ""), diagnostics);
    Path base = path(request.value(Option.BASE, BasePolicy.INSTALLED.toString()), diagnostics);
    List<LinkInput> inputs = new ArrayList<>();
    for (String operand : request.operands()) {
      Path input = path(operand, diagnostics);
      if (input != null) {
        inputs.add(LinkInput.of(input));
      }
    }
    if (output != null && base != null && !diagnostics.hasErrors()) {
      try (Ticker ticker = new Ticker(console, "Linking")) {
        link(output, base, inputs, ticker, diagnostics);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        console.complain("Linking was interrupted; nothing was written.");
        return Status.UNUSABLE;
      }
    }
    return Reporting.report(diagnostics, request, console);
  }

  private static void link(
      Path output, Path folder, List<LinkInput> inputs, Ticker ticker, Diagnostics diagnostics)
      throws InterruptedException {
    BasePolicy base = BasePolicy.in(folder, diagnostics).orElse(null);
    if (base == null) {
      return;
    }
    int version = LinkedPolicy.versionInName(output);
    LinkedPolicy policy =
        new Linker(Tools.installed(), ticker, diagnostics)
            .link(base, inputs, version == 0 ? OptionalInt.empty() : OptionalInt.of(version));
    if (policy == null) {
      return;
    }
    try {
      policy.write(output);
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.of(
                  Code.UNWRITABLE_OUTPUT,
                  "The policy `" + output + "` cannot be written: " + IoReason.of(e) + ".")
              .note("What was there before is as it was."));
    }
  }

  private static @Nullable Path path(String word, Diagnostics diagnostics) {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      diagnostics.add(
          Diagnostic.of(Code.LINK_INPUT, "`" + word + "` cannot be the name of a file or folder."));
      return null;
    }
  }
}
