package org.svpc.policies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.svpc.cil.CilReader;
import org.svpc.corpus.Commands;

/**
 * A linked policy as its top-level statements in CIL, which checkpolicy writes from the binary: all
 * that the kernel would load, constraints and contexts included.
 */
final class KernelPolicy {
  private final Set<String> statements;
  private final Map<String, Set<String>> members = new HashMap<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  private KernelPolicy(Set<String> statements) {
    this.statements = statements;
    for (String statement : statements) {
      index(statement);
    }
  }

  static KernelPolicy read(Path policy) {
    try {
      Path text = Files.createTempFile("svpc-policy", ".cil");
      try {
        Commands.require(
            text.getParent(),
            List.of("checkpolicy", "-M", "-b", "-C", "-o", text.toString(), policy.toString()));
        return of(Files.readAllLines(text));
      } finally {
        Files.delete(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A policy as checkpolicy writes it: a statement to a line, but for conditionals. */
  static KernelPolicy of(List<String> lines) {
    return new KernelPolicy(topLevel(lines));
  }

  private static Set<String> topLevel(List<String> lines) {
    Set<String> statements = new LinkedHashSet<>();
    StringBuilder open = new StringBuilder();
    for (String line : lines) {
      if (line.startsWith("(booleanif ")) {
        open.append(line);
      } else if (open.length() > 0) {
        open.append('\n').append(line);
        if (line.equals(")")) {
          statements.add(open.toString());
          open.setLength(0);
        }
      } else {
        statements.add(line);
      }
    }
    if (open.length() > 0) {
      throw new IllegalStateException("a conditional does not end");
    }
    return statements;
  }

  private void index(String statement) {
    String[] words = statement.split("[ ()\n]+", -1);
    switch (words[1]) {
      case "type", "typeattribute", "role", "boolean" -> names.add(words[2]);
      case "typealias" -> names.add(words[2]);
      case "typealiasactual" -> aliases.put(words[2], words[3]);
      case "typeattributeset" -> {
        Set<String> types = members.computeIfAbsent(words[2], name -> new TreeSet<>());
        for (int i = 3; i < words.length; i++) {
          if (!words[i].isEmpty()) {
            types.add(words[i]);
          }
        }
      }
      default -> {}
    }
  }

  /** Whether a type, attribute, alias, role or boolean of this name is declared. */
  boolean declares(String name) {
    return names.contains(name);
  }

  boolean isAttribute(String name) {
    return statements.contains("(typeattribute " + name + ")");
  }

  boolean isType(String name) {
    return statements.contains("(type " + name + ")");
  }

  /** The type that an alias stands for, and every other name itself. */
  String actual(String name) {
    return aliases.getOrDefault(name, name);
  }

  /** The types of an attribute; of anything else, the name itself. */
  Set<String> types(String name) {
    return isAttribute(name) ? members.getOrDefault(name, Set.of()) : Set.of(actual(name));
  }

  /** What this policy holds and the other lacks, one permission or member to an atom. */
  SortedSet<String> beyond(KernelPolicy other) {
    SortedSet<String> atoms = atoms(without(statements, other.statements));
    atoms.removeAll(atoms(without(other.statements, statements)));
    return atoms;
  }

  /** The atoms of those statements that begin so. */
  SortedSet<String> atomsOf(Set<String> prefixes) {
    Set<String> chosen = new HashSet<>();
    for (String statement : statements) {
      if (statement.startsWith("(booleanif ") || startsWithAny(statement, prefixes)) {
        chosen.add(statement);
      }
    }
    return atoms(chosen);
  }

  /** The atoms of all rules on self, type rules and conditional rules. */
  SortedSet<String> spreadRules() {
    Set<String> chosen = new HashSet<>();
    for (String statement : statements) {
      if (statement.contains(" self (")
          || statement.startsWith("(booleanif ")
          || statement.startsWith("(typetransition ")
          || statement.startsWith("(typechange ")
          || statement.startsWith("(typemember ")) {
        chosen.add(statement);
      }
    }
    return atoms(chosen);
  }

  private static boolean startsWithAny(String statement, Set<String> prefixes) {
    for (int end = statement.indexOf(' '); end >= 0; end = statement.indexOf(' ', end + 1)) {
      if (prefixes.contains(statement.substring(0, end + 1))) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new LinkedHashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private static SortedSet<String> atoms(Set<String> statements) {
    Atoms atoms = new Atoms();
    for (String statement : statements) {
      CilReader.read(statement).forEach(atoms::add);
    }
    return atoms.all();
  }
}
