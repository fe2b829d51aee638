package org.svpc.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.svpc.console.Console;
import org.svpc.files.IoReason;
import org.svpc.index.Policy;
import org.svpc.policydb.PolicyReader;
import org.svpc.policydb.Reading;

/** A kernel policy that a command was given by name. */
public final class PolicyFile {
  private PolicyFile() {}

  /** Reads a kernel policy, or says on the console why there is none to read and gives null. */
  public static @Nullable Policy open(Console console, String name) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      bytes = in.readNBytes(PolicyReader.MOST_BYTES + 1);
    } catch (InvalidPathException e) {
      console.complain("`" + name + "` cannot be the name of a file.");
      return null;
    } catch (IOException e) {
      console.complain("The policy `" + name + "` cannot be read: " + IoReason.of(e) + ".");
      return null;
    }
    Reading reading = PolicyReader.read(bytes);
    if (reading instanceof Reading.Refused refused) {
      console.complain("`" + name + "`: " + refused.problem() + "\n  " + refused.advice());
      return null;
    }
    return ((Reading.Read) reading).policy();
  }
}
