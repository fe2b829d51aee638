package org.svpc.workspace;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.IoReason;
import org.svpc.files.OutputFiles;

/** The folder that a command's results go to, as the command line names it. */
public final class OutputFolder {
  private OutputFolder() {}

  /** Files for a folder; null, with a diagnostic, where it cannot be one. */
  public static @Nullable OutputFiles files(String folder, Diagnostics diagnostics) {
    try {
      return new OutputFiles(Path.of(folder));
    } catch (InvalidPathException e) {
      diagnostics.add(unwritable(folder, "it cannot be the name of a folder"));
      return null;
    }
  }

  /** Writes files to their folder; whether that could be done, with a diagnostic where not. */
  public static boolean write(OutputFiles files, String folder, Diagnostics diagnostics) {
    try {
      files.write();
      return true;
    } catch (IOException e) {
      diagnostics.add(unwritable(folder, IoReason.of(e)));
      return false;
    }
  }

  private static Diagnostic unwritable(String folder, String reason) {
    return Diagnostic.of(
            Code.UNWRITABLE_OUTPUT,
            "The folder `" + folder + "` cannot be written: " + reason + ".")
        .note("What was there before is as it was.")
        .build();
  }
}
