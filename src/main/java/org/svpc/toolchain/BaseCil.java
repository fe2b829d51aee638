package org.svpc.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The base modules in CIL, for explaining errors: what stands on a line, what a generated name
 * stands for, which names are declared. Read only when asked.
 */
final class BaseCil {
  private static final Set<String> DECLARING =
      Set.of(
          "type",
          "typeattribute",
          "typealias",
          "role",
          "roleattribute",
          "boolean",
          "tunable",
          "user",
          "class",
          "sensitivity",
          "category");

  /** Words of CIL that stand where names do. */
  private static final Set<String> WORDS =
      Set.of("self", "cil_gen_require", "and", "or", "not", "xor", "all", "any", "true", "false");

  private static final Set<String> FILE_KINDS =
      Set.of("file", "dir", "char", "block", "socket", "pipe", "symlink", "any");

  private final PrivateStore store;
  private final Map<String, CilText> texts = new HashMap<>();
  private @Nullable Set<String> names;

  BaseCil(PrivateStore store) {
    this.store = store;
  }

  CilText text(String module) {
    return texts.computeIfAbsent(module, name -> read(store.baseCil(name)));
  }

  private static CilText read(Path file) {
    try {
      return new CilText(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException | java.nio.file.InvalidPathException e) {
      return new CilText("");
    }
  }

  /** What a name that the compilers made stands for, {@code base_typeattr_9}; empty if unknown. */
  String meaning(String generated) {
    String owner = generated.substring(0, generated.indexOf("_typeattr_"));
    String beginning = "(typeattributeset " + generated + " ";
    String statement = text(owner).startingWith(beginning);
    return statement.isEmpty()
        ? ""
        : statement.substring(beginning.length(), statement.length() - 1).strip();
  }

  /** All names that the base modules declare. */
  Set<String> names() {
    Set<String> known = names;
    if (known == null) {
      known = new HashSet<>();
      for (Path module : modules()) {
        declared(text(module.getFileName().toString()), known);
      }
      names = known;
    }
    return known;
  }

  private List<Path> modules() {
    List<Path> modules = new ArrayList<>();
    try (Stream<Path> list = Files.list(store.baseModules())) {
      list.sorted().forEach(modules::add);
    } catch (IOException e) {
      return List.of();
    }
    return modules;
  }

  private static void declared(CilText cil, Set<String> into) {
    String text = cil.text();
    for (int open = text.indexOf('('); open >= 0; open = text.indexOf('(', open + 1)) {
      int space = text.indexOf(' ', open);
      if (space > 0 && DECLARING.contains(text.substring(open + 1, space))) {
        int end = space + 1;
        while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != ')') {
          end++;
        }
        into.add(text.substring(space + 1, end));
      }
    }
  }

  /**
   * The first name of a statement that neither the base modules nor ours declare; empty where all
   * are declared, or where the statement holds none.
   */
  String undeclared(List<String> words, Collection<LinkModule> ours) {
    if (words.isEmpty()) {
      return "";
    }
    Set<String> ownNames = new HashSet<>();
    for (LinkModule module : ours) {
      declared(module.cil(), ownNames);
    }
    String keyword = words.get(0);
    int from = keyword.equals("filecon") ? 2 : 1;
    for (String word : words.subList(Math.min(from, words.size()), words.size())) {
      boolean skipped =
          WORDS.contains(word)
              || (keyword.equals("filecon") && FILE_KINDS.contains(word))
              || ownNames.contains(word)
              || names().contains(word);
      if (!skipped) {
        // Behind the class of a rule stand its permissions, which are no declarations.
        return isRule(keyword) && words.indexOf(word) > 3 ? "" : word;
      }
    }
    return "";
  }

  private static boolean isRule(String keyword) {
    return keyword.endsWith("allow") || keyword.equals("dontaudit") || keyword.endsWith("allowx");
  }
}
