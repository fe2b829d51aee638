package org.svpc.m4;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.svpc.corpus.Commands;

/** The real m4. One shell runs it over many inputs, each in a process of its own. */
final class GnuM4 {
  /**
   * What m4 made of an input.
   *
   * @param fatal whether it ended with an error, such as an open quote
   * @param killed whether it had to be stopped, since it ran without end
   */
  record Answer(String output, boolean fatal, boolean killed) {}

  private static final String SCRIPT =
      "for f in *.m4; do"
          + " (ulimit -t 1; ulimit -v 200000; ulimit -f 20000;"
          + " LC_ALL=C exec m4 $f >$f.out 2>$f.err </dev/null);"
          + " echo $? >$f.status; done 2>/dev/null";

  private static final int KILLED = 128;

  private GnuM4() {}

  /** The name of input number {@code i}, which m4 gives for {@code __file__}. */
  static String name(int i) {
    return String.format("%05d.m4", i);
  }

  /** Runs m4 over each text, in an empty folder. */
  static List<Answer> expand(Path folder, List<String> texts) {
    try {
      for (int i = 0; i < texts.size(); i++) {
        Files.writeString(folder.resolve(name(i)), texts.get(i), StandardCharsets.ISO_8859_1);
      }
      Commands.require(folder, List.of("sh", "-c", SCRIPT));
      List<Answer> answers = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        int status = Integer.parseInt(read(folder, i, ".status").strip());
        String errors = read(folder, i, ".err");
        answers.add(
            new Answer(
                read(folder, i, ".out"),
                errors.contains(": ERROR: "),
                status >= KILLED || isExhausted(errors)));
      }
      return answers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isExhausted(String errors) {
    return errors.contains("memory exhausted") || errors.contains("stack overflow");
  }

  private static String read(Path folder, int i, String suffix) throws IOException {
    return Files.readString(folder.resolve(name(i) + suffix), StandardCharsets.ISO_8859_1);
  }
}
