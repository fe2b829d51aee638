package org.svpc.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.policydb.PolicyReader;
import org.svpc.policydb.Reading;

/**
 * Flows and transitions in Debian's policy, held to setools'. Both go by setools' own permission
 * map, without most classes of sockets: on them setools spends most of its time.
 */
final class DebianFlowsTest {
  private static final Path POLICY = Path.of("/etc/selinux/default/policy/policy.33");
  private static final Path MAP = Path.of("/usr/lib/python3/dist-packages/setools/perm_map");
  private static final Set<String> CLASSES =
      Set.of("file", "fifo_file", "unix_stream_socket", "tcp_socket", "process", "shm");
  private static final long SEED = 20261126;
  private static final int PAIRS = 60;

  @TempDir Path folder;

  @Test
  void flowsAreAsSeinfoflowFindsThem() throws IOException {
    Policy policy = read();
    Random random = new Random(SEED);
    List<String> domains = members(policy, "domain");
    List<String> files = members(policy, "file_type");
    // With all domains in play two hops lead nearly everywhere.
    List<String> trusted = members(policy, "unconfined_domain_type");
    trusted.addAll(members(policy, "files_unconfined_type"));
    domains.removeAll(trusted);
    Collections.shuffle(domains, random);
    List<String> few = domains.subList(0, 20);
    trusted.addAll(domains.subList(20, domains.size()));
    String excluded = String.join(",", trusted);
    List<String> questions = new ArrayList<>();
    questions.add("flows 8 any " + excluded);
    for (int pair = 0; pair < PAIRS; pair++) {
      String from = pick(random, pair % 2 == 0 ? few : files, "");
      String to = pick(random, pair % 3 == 0 ? files : few, from);
      questions.add("flow " + from + " " + to);
    }
    for (String type : List.of(few.get(0), few.get(1), "svirt_image_t", "shadow_t")) {
      questions.add("out " + type);
      questions.add("into " + type);
    }
    questions.add("flows 1 virt_use_nfs=on -");
    for (int pair = 0; pair < 5; pair++) {
      questions.add("flow " + pick(random, files, "") + " " + pick(random, domains, ""));
    }
    questions.add("flow svirt_t nfs_t");
    questions.add("out svirt_t");
    questions.add("into nfs_t");
    Path map = smallerMap();
    List<String> expected = SetoolsFlows.ask(POLICY, map, questions);
    assertThat(expected).hasSizeGreaterThanOrEqualTo(70);
    assertThat(lengths(expected)).as("lengths of the paths").contains(-1, 1, 2, 3, 4, 5);
    PermissionMap.Reading.Read reading =
        (PermissionMap.Reading.Read) PermissionMap.read(Files.readString(map));
    check(new FlowAnswers(policy, reading.map()).answers(questions), expected);
  }

  @Test
  void transitionsAreAsSedtaFindsThem() throws IOException {
    Policy policy = read();
    Random random = new Random(SEED);
    List<String> domains = members(policy, "domain");
    List<String> questions = new ArrayList<>(List.of("transitions -"));
    for (int pair = 0; pair < PAIRS; pair++) {
      String from = pair % 3 == 0 ? "kernel_t" : pick(random, domains, "");
      String to = pick(random, domains, from);
      questions.add("transition " + from + " " + to);
    }
    for (int count = 0; count < 20; count++) {
      questions.add("leads " + pick(random, domains, ""));
      questions.add("enters " + pick(random, domains, ""));
    }
    for (String type : List.of("svirt_t", "virtd_t", "init_t", "initrc_t", "unconfined_t")) {
      questions.add("leads " + type);
      questions.add("enters " + type);
    }
    questions.add("transitions initrc_t,bin_t");
    for (int pair = 0; pair < 20; pair++) {
      String to = pick(random, domains, "initrc_t");
      questions.add("transition " + (pair % 2 == 0 ? "init_t" : "unconfined_t") + " " + to);
    }
    List<String> expected = SetoolsFlows.ask(POLICY, MAP, questions);
    assertThat(lengths(expected)).as("lengths of the paths").contains(-1, 1, 2, 3);
    check(new FlowAnswers(policy, PermissionMap.shipped()).answers(questions), expected);
  }

  /** Every permission of the policy has its place in svpc's own map. */
  @Test
  void ownMapNamesAllPermissions() throws IOException {
    PermissionMap map = PermissionMap.shipped();
    List<String> unnamed = new ArrayList<>();
    for (var objectClass : read().classes().classes()) {
      for (String permission : objectClass.permissions()) {
        boolean gates = objectClass.common().startsWith("cap");
        if (!permission.isEmpty()
            && !gates
            && map.movement(objectClass.name(), objectClass.common(), permission) == null) {
          unnamed.add(objectClass.name() + ":" + permission);
        }
      }
    }
    assertThat(unnamed).isEmpty();
  }

  /** Shows what differs, of answers that are long. */
  private static void check(List<String> answers, List<String> expected) {
    List<String> different = new ArrayList<>();
    for (int at = 0; at < Math.min(answers.size(), expected.size()); at++) {
      Set<String> given = new TreeSet<>(List.of(answers.get(at).split(" ", -1)));
      Set<String> wanted = new TreeSet<>(List.of(expected.get(at).split(" ", -1)));
      if (!given.equals(wanted)) {
        Set<String> common = new TreeSet<>(given);
        common.retainAll(wanted);
        given.removeAll(common);
        wanted.removeAll(common);
        String question = answers.get(at).substring(0, answers.get(at).indexOf(" : "));
        different.add(question + ": svpc " + given + ", setools " + wanted);
      }
    }
    assertThat(different).isEmpty();
    assertThat(answers).hasSameSizeAs(expected);
  }

  private static Policy read() throws IOException {
    return ((Reading.Read) PolicyReader.read(Files.readAllBytes(POLICY))).policy();
  }

  private static List<String> members(Policy policy, String attribute) {
    IdSet members = policy.types().membersOf().get(policy.types().names().id(attribute));
    return new ArrayList<>(
        members.stream().mapToObj(policy.types().names()::name).sorted().toList());
  }

  private static String pick(Random random, List<String> names, String excluded) {
    String name = names.get(random.nextInt(names.size()));
    return List.of(excluded.split(",", -1)).contains(name) ? pick(random, names, excluded) : name;
  }

  private static List<Integer> lengths(List<String> answers) {
    List<Integer> lengths = new ArrayList<>();
    for (String line : answers) {
      if (line.startsWith("flow ") || line.startsWith("transition ")) {
        lengths.add(Integer.parseInt(line.substring(line.indexOf(" : ") + 3).split(" ", -1)[0]));
      }
    }
    return lengths;
  }

  private Path smallerMap() throws IOException {
    List<String> lines = new ArrayList<>();
    boolean kept = false;
    for (String line : Files.readAllLines(MAP)) {
      String[] words = line.strip().split("\\s+", -1);
      if (words[0].equals("class")) {
        kept = CLASSES.contains(words[1]);
      }
      if (kept && !line.isBlank()) {
        lines.add(line.strip());
      }
    }
    lines.add(0, Integer.toString(CLASSES.size()));
    Path map = folder.resolve("map");
    Files.write(map, lines);
    return map;
  }
}
