package org.svpc.workspace;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The kernel policy of this machine: that which {@code /etc/selinux/config} names. */
public final class InstalledPolicy {
  private static final Path SELINUX = Path.of("/etc/selinux");
  private static final String TYPE = "SELINUXTYPE=";
  private static final String NAME = "policy.";

  private InstalledPolicy() {}

  /** The file with the highest version; null where none is installed. */
  public static @Nullable Path find() {
    try {
      String type = "";
      for (String line : Files.readAllLines(SELINUX.resolve("config"))) {
        if (line.startsWith(TYPE)) {
          type = line.substring(TYPE.length()).strip();
        }
      }
      return type.isEmpty() || type.indexOf('/') >= 0
          ? null
          : newest(SELINUX.resolve(type).resolve("policy"));
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Path newest(Path folder) throws IOException {
    Path found = null;
    int most = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, NAME + "*")) {
      for (Path file : files) {
        int version = version(file.getFileName().toString().substring(NAME.length()));
        if (version > most) {
          most = version;
          found = file;
        }
      }
    }
    return found;
  }

  private static int version(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
