package org.svpc.policies;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.svpc.corpus.Commands;

/** All rules of a policy, as setools prints them. */
final class Sesearch {
  private static final List<String> ALL_RULES =
      List.of(
          "--allow",
          "--auditallow",
          "--dontaudit",
          "--allowxperm",
          "--auditallowxperm",
          "--dontauditxperm",
          "--type_trans",
          "--type_change",
          "--type_member",
          "--role_allow",
          "--role_trans",
          "--range_trans");

  private Sesearch() {}

  static SortedSet<String> rules(Path policy) {
    return lines(policy, ALL_RULES.toArray(String[]::new));
  }

  /** What sesearch prints of a policy with some options. */
  static SortedSet<String> lines(Path policy, String... options) {
    List<String> command = new java.util.ArrayList<>(List.of("sesearch"));
    command.addAll(List.of(options));
    command.add(policy.toString());
    SortedSet<String> rules = new TreeSet<>();
    for (String line : Commands.require(Path.of("/"), command).split("\n", -1)) {
      if (!line.isBlank()) {
        rules.add(line);
      }
    }
    return rules;
  }
}
