package org.svpc.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.IoReason;
import org.svpc.toolchain.BasePolicy;
import org.svpc.toolchain.LinkInput;
import org.svpc.toolchain.LinkedPolicy;
import org.svpc.toolchain.Linker;
import org.svpc.toolchain.Progress;
import org.svpc.toolchain.Tools;

/** {@code svpc link}: links modules with the base policy into a policy file. */
final class LinkCommand {
  private LinkCommand() {}

  static int run(Request.Run request, Console console) {
    Diagnostics diagnostics = new Diagnostics();
    try {
      link(request, console, diagnostics);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      console.complain("The linking was interrupted; nothing was written.");
      return Status.UNUSABLE;
    }
    return Reporting.report(diagnostics, request, console);
  }

  private static void link(Request.Run request, Console console, Diagnostics diagnostics)
      throws InterruptedException {
    Path output = path(request.value(Option.POLICY_FILE, ""), diagnostics);
    Path folder = path(request.value(Option.BASE, BasePolicy.INSTALLED.toString()), diagnostics);
    List<LinkInput> inputs = new ArrayList<>();
    for (String operand : request.operands()) {
      Path file = path(operand, diagnostics);
      if (file != null) {
        inputs.add(LinkInput.of(file));
      }
    }
    if (output == null || folder == null || diagnostics.hasErrors()) {
      return;
    }
    BasePolicy base = BasePolicy.in(folder, diagnostics).orElse(null);
    if (base == null) {
      return;
    }
    int version = LinkedPolicy.versionInName(output);
    LinkedPolicy policy =
        new Linker(Tools.installed(), progress(console), diagnostics)
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

  /** Long steps are told to those who watch. */
  private static Progress progress(Console console) {
    return console.environment().onTerminal()
        ? text -> {
          console.err().print(text + " ...\n");
          console.err().flush();
        }
        : Progress.NONE;
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
