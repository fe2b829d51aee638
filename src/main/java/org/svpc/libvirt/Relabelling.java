package org.svpc.libvirt;

import java.util.ArrayList;
import java.util.List;
import org.svpc.selinux.FileKind;
import org.svpc.selinux.PathPattern;

/**
 * The shell commands that give the paths of a guest their labels, once the module is installed.
 * Whatever a path holds, it is one word of the shell.
 */
public final class Relabelling {
  private Relabelling() {}

  /** The commands, one a line; none where no path needs a label. */
  public static List<String> commands(Guest guest) {
    List<String> commands = new ArrayList<>();
    for (Placement placement : guest.placements()) {
      if (placement.range().indexOf(':') >= 0) {
        commands.add(
            "semanage fcontext -a"
                + (placement.kind() == FileKind.ANY ? "" : " -f " + letter(placement.kind()))
                + " -t "
                + guest.names().of(placement.type())
                + " -r "
                + quoted(placement.range())
                + " "
                + quoted(PathPattern.of(placement.path(), placement.tree())));
      }
    }
    for (Placement placement : guest.placements()) {
      commands.add(
          "restorecon -F -v " + (placement.tree() ? "-R " : "") + "-- " + quoted(placement.path()));
    }
    return commands;
  }

  /** The letters of {@code semanage fcontext -f}. */
  private static String letter(FileKind kind) {
    return switch (kind) {
      case ANY -> "a";
      case FILE -> "f";
      case DIR -> "d";
      case LNK_FILE -> "l";
      case BLK_FILE -> "b";
      case CHR_FILE -> "c";
      case SOCK_FILE -> "s";
      case FIFO_FILE -> "p";
    };
  }

  /** A word for a POSIX shell. */
  static String quoted(String word) {
    boolean plain = !word.isEmpty();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      plain &=
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "/._-+:,=@".indexOf(c) >= 0;
    }
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
