package org.svpc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;
import org.svpc.index.SecurityContext;
import org.svpc.policydb.PolicyReader;
import org.svpc.policydb.Reading;

/**
 * New labels are those of libsepol's security server, inside checkpolicy. Sockets are not asked
 * for: the kernel labels them as their process, libsepol does not know that.
 */
final class NewLabelsTest {
  private static final Path DEBIAN = Path.of("/etc/selinux/default/policy/policy.33");
  private static final int ASKED = 400;

  @TempDir Path folder;

  private record Question(String source, String target, String className) {}

  private String converse(String input) throws IOException, InterruptedException {
    Path script = folder.resolve("questions");
    Files.writeString(script, input + "q\n");
    Process process =
        new ProcessBuilder("checkpolicy", "-M", "-b", "-d", DEBIAN.toString())
            .redirectInput(script.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  /** What stands behind a word on each line that has it. */
  private static List<String> behind(String word, String output) {
    List<String> found = new ArrayList<>();
    for (String line : output.split("\n", -1)) {
      int start = line.startsWith(word) ? 0 : line.indexOf("  " + word);
      if (start >= 0) {
        found.add(line.substring(line.indexOf(word) + word.length()).strip());
      }
    }
    return found;
  }

  private List<String> answers(List<Question> questions) throws Exception {
    Set<String> contexts = new LinkedHashSet<>();
    for (Question question : questions) {
      contexts.add(question.source());
      contexts.add(question.target());
    }
    StringBuilder told = new StringBuilder();
    contexts.forEach(context -> told.append("2\n").append(context).append('\n'));
    List<String> known = behind("sid ", converse(told.toString()));
    assertThat(known).hasSameSizeAs(contexts);
    Map<String, String> sids = new HashMap<>();
    contexts.forEach(context -> sids.put(context, known.get(sids.size())));
    StringBuilder asked = new StringBuilder();
    for (Question question : questions) {
      asked.append("3\n").append(sids.get(question.source())).append('\n');
      asked.append(sids.get(question.target())).append('\n');
      asked.append(question.className()).append('\n');
    }
    List<String> results = behind("sid ", converse(told + asked.toString()));
    assertThat(results).hasSize(contexts.size() + questions.size());
    List<String> made = results.subList(contexts.size(), results.size());
    StringBuilder shown = new StringBuilder();
    made.forEach(sid -> shown.append("1\n").append(sid).append('\n'));
    List<String> answers = behind("scontext ", converse(told + asked.toString() + shown));
    return answers.subList(answers.size() - questions.size(), answers.size());
  }

  @Test
  void labelsAreThoseOfTheSecurityServer() throws Exception {
    Policy policy = ((Reading.Read) PolicyReader.read(Files.readAllBytes(DEBIAN))).policy();
    long seed = System.nanoTime();
    System.out.println("seed of new labels: " + seed);
    Random random = new Random(seed);
    ContextReader reader = new ContextReader(policy);
    NewLabels labels = new NewLabels(new AccessDecisions(policy));
    PolicyText text = new PolicyText(policy);
    List<Question> questions = questions(policy, random);
    // The server refuses to make a label that no process may have; it does not say which.
    questions.removeIf(
        question ->
            reader.read(text.context(made(policy, reader, labels, question)))
                instanceof ContextReading.Wrong);
    assertThat(questions).hasSizeGreaterThan(9 * ASKED / 10);
    List<String> expected = answers(questions);
    int changed = 0;
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      SecurityContext source = context(reader, question.source());
      SecurityContext target = context(reader, question.target());
      SecurityContext made = made(policy, reader, labels, question);
      assertThat(text.context(made)).as("%s", question).isEqualTo(expected.get(i));
      changed += made.type() != source.type() && made.type() != target.type() ? 1 : 0;
    }
    assertThat(changed).isGreaterThan(ASKED / 4);
  }

  private static SecurityContext made(
      Policy policy, ContextReader reader, NewLabels labels, Question question) {
    return labels.of(
        context(reader, question.source()),
        context(reader, question.target()),
        policy.classes().names().id(question.className()),
        null);
  }

  private static SecurityContext context(ContextReader reader, String context) {
    return ((ContextReading.Valid) reader.read(context)).context();
  }

  /** Half of the questions are about pairs with a rule, the others about any pairs. */
  private static List<Question> questions(Policy policy, Random random) {
    RuleTable rules = policy.rules();
    int role = policy.roles().names().id("system_r");
    int[] domains = policy.roles().typesOf().get(role).toArray();
    List<Question> found = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      if (rules.kind(rule) == RuleKind.TYPE_TRANSITION
          && policy.roles().typesOf().get(role).contains(rules.source(rule))
          && !policy.classes().names().name(rules.objectClass(rule)).endsWith("socket")) {
        found.add(
            question(policy, rules.source(rule), rules.target(rule), rules.objectClass(rule)));
      }
    }
    Collections.shuffle(found, random);
    List<Question> questions = new ArrayList<>(found.subList(0, ASKED / 2));
    for (Policy.RangeTransition transition : policy.rangeTransitions()) {
      int source = policy.types().membersOf().get(transition.source()).next(0);
      int target = policy.types().membersOf().get(transition.target()).next(0);
      if (source >= 0 && target >= 0 && policy.roles().typesOf().get(role).contains(source)) {
        questions.add(question(policy, source, target, transition.objectClass()));
      }
    }
    List<String> classes = List.of("file", "dir", "sock_file", "process", "sem");
    while (questions.size() < ASKED) {
      int target = random.nextInt(policy.types().names().size());
      if (policy.types().names().isUsed(target) && !policy.types().isAttribute(target)) {
        String className = classes.get(random.nextInt(classes.size()));
        questions.add(
            question(
                policy,
                domains[random.nextInt(domains.length)],
                target,
                policy.classes().names().id(className)));
      }
    }
    return questions;
  }

  private static Question question(Policy policy, int source, int target, int objectClass) {
    return new Question(
        "system_u:system_r:" + policy.types().names().name(source) + ":s0-s0:c1,c2",
        "system_u:object_r:" + policy.types().names().name(target) + ":s0:c3",
        policy.classes().names().name(objectClass));
  }
}
