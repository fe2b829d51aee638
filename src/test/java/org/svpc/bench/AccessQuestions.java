package org.svpc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.svpc.index.Policy;
import org.svpc.index.RuleTable;
import org.svpc.policydb.PolicyReader;
import org.svpc.policydb.Reading;

/**
 * Questions on access for a comparison of speeds: pairs of members of real rules' sources and
 * targets, always the same ones for a policy.
 */
public final class AccessQuestions {
  private static final int CONTEXTS = 1_000;
  private static final int QUESTIONS = 100_000;

  private final Policy policy;
  private final Random random = new Random(1);

  private AccessQuestions(Policy policy) {
    this.policy = policy;
  }

  /** Writes `contexts`, a context a line, and `questions`: two line numbers and a class. */
  public static void main(String[] args) throws IOException {
    Reading reading = PolicyReader.read(Files.readAllBytes(Path.of(args[0])));
    new AccessQuestions(((Reading.Read) reading).policy()).write(Path.of(args[1]));
  }

  private void write(Path folder) throws IOException {
    RuleTable rules = policy.rules();
    List<String> contexts = new ArrayList<>();
    List<Integer> drawn = new ArrayList<>();
    for (int i = 0; i < CONTEXTS / 2; i++) {
      int rule = random.nextInt(rules.size());
      drawn.add(rule);
      contexts.add(context(rules.source(rule)));
      contexts.add(context(rules.target(rule)));
    }
    List<String> questions = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      int place = random.nextInt(drawn.size());
      int target = i % 2 == 0 ? place : random.nextInt(drawn.size());
      String name = policy.classes().names().name(rules.objectClass(drawn.get(place)));
      questions.add((2 * place + 1) + " " + (2 * target + 2) + " " + name);
    }
    Files.write(folder.resolve("contexts"), contexts);
    Files.write(folder.resolve("questions"), questions);
  }

  private String context(int id) {
    int[] members = policy.types().membersOf().get(id).toArray();
    int type = members[random.nextInt(members.length)];
    return "system_u:object_r:"
        + policy.types().names().name(type)
        + ":s0:c"
        + random.nextInt(3)
        + ",c"
        + (4 + random.nextInt(3));
  }
}
