package org.svpc.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.Span;

/**
 * Finds file contexts of ours that name the very paths of another module and label them otherwise.
 * semodule 3.4 says nothing of these and takes one of the two (measured); where one of them is for
 * any kind of file and the other for one, setfiles, which it runs, says that they do not go
 * together.
 */
final class ContextConflicts {
  private static final String FILECON = "(filecon \"";

  /** CIL's words for kinds of files, and how file_contexts write them. */
  private static final Map<String, String> KINDS =
      Map.of(
          "any", "", "file", "--", "dir", "-d", "char", "-c", "block", "-b", "socket", "-s", "pipe",
          "-p", "symlink", "-l");

  /** Who labels some paths, and how. */
  private record Labelled(String owner, String type) {}

  private final Map<String, Labelled> known = new HashMap<>();
  private final Diagnostics diagnostics;
  private boolean found;

  ContextConflicts(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * Takes note of the file contexts of the base policy.
   *
   * @param contexts its {@code file_contexts}
   */
  void base(Path contexts) throws IOException {
    if (!Files.exists(contexts)) {
      return;
    }
    String text = new String(Files.readAllBytes(contexts), StandardCharsets.UTF_8);
    for (String line : (Iterable<String>) text.lines()::iterator) {
      List<String> words = new ArrayList<>();
      StringTokenizer tokens = new StringTokenizer(line);
      while (tokens.hasMoreTokens()) {
        words.add(tokens.nextToken());
      }
      if (words.size() == 2 || words.size() == 3) {
        String kind = words.size() == 3 ? words.get(1) : "";
        String type = type(words.get(words.size() - 1));
        known.put(words.get(0) + ' ' + kind, new Labelled("the base policy", type));
      }
    }
  }

  private static String type(String context) {
    int user = context.indexOf(':');
    int role = user < 0 ? -1 : context.indexOf(':', user + 1);
    int end = role < 0 ? -1 : context.indexOf(':', role + 1);
    return role < 0 ? context : context.substring(role + 1, end < 0 ? context.length() : end);
  }

  /**
   * Compares our modules with the base and with each other.
   *
   * @param base the base modules: what a module of ours replaces is no conflict
   * @return whether there was none
   */
  boolean check(Collection<LinkModule> ours, BaseCil base) {
    for (LinkModule module : ours) {
      String text = module.cil().text();
      for (int at = text.indexOf(FILECON); at >= 0; at = text.indexOf(FILECON, at + 1)) {
        String statement = text.substring(at, module.cil().end(at));
        check(module, statement, CilText.words(statement), base);
      }
    }
    return !found;
  }

  private void check(LinkModule module, String statement, List<String> words, BaseCil base) {
    if (words.size() < 3) {
      return;
    }
    String path = words.get(1);
    String type = words.size() > 5 ? words.get(5) : "<<none>>";
    String kind = KINDS.getOrDefault(words.get(2), "");
    Labelled before =
        known.put(path + ' ' + kind, new Labelled("module `" + module.name() + "`", type));
    boolean same = before != null && !before.type.equals(type);
    if (!same) {
      before = overlapping(path, kind, type);
    }
    boolean replaced = base.text(module.name()).text().contains(FILECON + path + '"');
    if (before == null || replaced) {
      return;
    }
    String message =
        "Module `"
            + module.name()
            + "` labels `"
            + path
            + "` with `"
            + type
            + "`, and "
            + before.owner
            + " with `"
            + before.type
            + "`.";
    Span span = module.placeOf(statement);
    found = true;
    diagnostics.add(
        (span == null
                ? Diagnostic.of(Code.LINK_CONTEXT, message)
                : Diagnostic.at(Code.LINK_CONTEXT, span, message))
            .note(
                same
                    ? "`semodule` takes one of the two and does not say which."
                    : "One of the two is for any kind of file, and `semodule` refuses both together."));
  }

  /**
   * Who labels the same paths otherwise, for any kind of file where this is for one, or for one.
   */
  private @Nullable Labelled overlapping(String path, String kind, String type) {
    for (String other : kind.isEmpty() ? KINDS.values() : List.of("")) {
      Labelled labelled = other.equals(kind) ? null : known.get(path + ' ' + other);
      if (labelled != null && !labelled.type.equals(type)) {
        return labelled;
      }
    }
    return null;
  }
}
