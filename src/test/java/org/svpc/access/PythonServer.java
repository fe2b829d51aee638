package org.svpc.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.svpc.index.SecurityContext;
import org.svpc.testing.Command;

/**
 * libsepol's security server called as a library, which tells more than the menu of checkpolicy:
 * the masks of auditing, and validatetrans. The script says how questions look.
 */
final class PythonServer {
  private static final Path SCRIPT =
      Path.of(System.getProperty("svpc.basedir", ""))
          .resolve("src/test/resources/access/security_server.py");

  private PythonServer() {}

  static List<String> answers(Path policy, Path folder, List<String> questions) throws IOException {
    Path file = Files.write(folder.resolve("questions"), questions);
    Command.Result result =
        Command.of(
                "sh",
                "-c",
                "exec /usr/bin/python3 \"$1\" \"$2\" <\"$3\"",
                "sh",
                SCRIPT.toString(),
                policy.toString(),
                file.toString())
            .run()
            .orFail();
    return result.out().lines().toList();
  }

  /** What svpc answers to a question. */
  static String ours(SecurityServer.Ours ours, AccessDecisions decisions, String question) {
    String[] words = question.split(" ", -1);
    SecurityContext first = ours.context(words[1]);
    SecurityContext second = ours.context(words[2]);
    if (words[0].equals("av")) {
      AccessDecision decision =
          decisions.decide(first, second, decisions.policy().classes().names().id(words[3]));
      return Integer.toUnsignedString(decision.allowed())
          + " "
          + Integer.toUnsignedString(decision.auditallow())
          + " "
          + Integer.toUnsignedString(decision.dontaudit());
    }
    int objectClass = decisions.policy().classes().names().id(words[4]);
    return decisions.mayRelabel(first, second, ours.context(words[3]), objectClass) ? "1" : "0";
  }
}
