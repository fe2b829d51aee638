package org.svpc.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cli.InProcess;
import org.svpc.policydb.PolicyReader;
import org.svpc.policydb.Reading;
import org.svpc.testing.Command;

/**
 * Random queries and all listings, answered by svpc as by sesearch and seinfo. The seed is printed;
 * {@code -Dsvpc.query.seed=} repeats it.
 */
final class SetoolsTest {
  private static final Path DEBIAN = Path.of("/etc/selinux/default/policy/policy.33");
  private static final long SEED = Long.getLong("svpc.query.seed", System.nanoTime());
  private static final int ON_SMALL = 120;
  private static final int ON_DEBIAN = 40;
  private static final int BY_PROGRAM = 10;

  private static final Pattern SET = Pattern.compile("(?<=\\{ )[^}]*(?= \\})");
  private static final List<String> NAMED =
      List.of(
          "bool use_a",
          "category last",
          "class file",
          "common file",
          "constrain process",
          "default dir",
          "fs_use ext4",
          "genfscon proc",
          "ibendportcon mlx4_0",
          "ibpkeycon 0x7fff",
          "initialsid kernel",
          "netifcon eth0",
          "permissive b_t",
          "polcap open_perms",
          "portcon 22",
          "portcon 6003",
          "role r2_r",
          "sensitivity top",
          "typebounds bounded_t",
          "type old_a_t",
          "type z",
          "attribute pair",
          "attribute empty",
          "user user_u",
          "validatetrans chr_file");

  /** What chance rarely brings about: permissions that only some of the classes have. */
  private static final List<String> FIXED =
      List.of(
          "-A -p read,fork -Sp",
          "-A -p read,fork -ep",
          "-A -p read,fork",
          "-A -p ioctl",
          "-A -p ioctl -ep",
          "-A -p ioctl,read -ep",
          "-A -p ioctl,getattr -Sp",
          "-A -p read,search",
          "-A -p read -ep -Sp",
          "-A -b use_a,use_b -eb",
          "-A -b use_a,use_b",
          "-A -x 8927 -ex",
          "--allowxperm -x 8900-8926,8928-89ff",
          "--dontauditxperm -x 5401-5403,5410 -ex");

  @TempDir Path folder;

  @Test
  void findsTheRulesThatSesearchFinds() throws IOException {
    System.out.println("queries beside setools: -Dsvpc.query.seed=" + SEED);
    int found = 0;
    int refused = 0;
    int asked = 0;
    try (Peer peer = new Peer("sesearch")) {
      List<Path> policies = new ArrayList<>();
      for (int small = 0; small < 3; small++) {
        policies.add(SmallPolicy.make(folder, SEED + small, small != 1));
      }
      policies.add(DEBIAN);
      for (Path policy : policies) {
        int count = policy.equals(DEBIAN) ? ON_DEBIAN : ON_SMALL;
        List<List<String>> queries = queries(policy, count);
        List<List<String>> answers = batch(policy, queries);
        for (int at = 0; at < count; at++) {
          List<String> words = new ArrayList<>(queries.get(at));
          words.add(policy.toString());
          Peer.Run theirs = peer.run(words);
          List<String> ours = answers.get(at);
          assertThat(ours == null).as("%s is refused", words).isEqualTo(theirs.status() != 0);
          if (ours != null) {
            same(ours, theirs.lines(), words);
            found += ours.isEmpty() ? 0 : 1;
          } else {
            refused++;
          }
          asked++;
        }
      }
    }
    System.out.println(asked + " queries, " + found + " found rules, " + refused + " were refused");
    assertThat(asked).isGreaterThanOrEqualTo(300);
    assertThat(found).isGreaterThan(asked / 3);
    assertThat(refused).isGreaterThan(0);
  }

  @Test
  void findsWhatTheProgramItselfPrints() throws IOException {
    for (List<String> query : queries(DEBIAN, BY_PROGRAM)) {
      Command.Result theirs = Command.of("sesearch").and(words(query, DEBIAN)).run();
      List<String> words = new ArrayList<>(List.of("query", DEBIAN.toString()));
      words.addAll(query);
      Command.Result ours = InProcess.run(words);
      assertThat(ours.status() == 0).as("%s", query).isEqualTo(theirs.status() == 0);
      assertThat(ours.out()).as("%s", query).isEqualTo(theirs.status() == 0 ? theirs.out() : "");
    }
  }

  private static String[] words(List<String> query, Path policy) {
    return Stream.concat(query.stream(), Stream.of(policy.toString())).toArray(String[]::new);
  }

  private static List<List<String>> queries(Path policy, int count) throws IOException {
    Reading reading = PolicyReader.read(Files.readAllBytes(policy));
    RandomQueries random =
        new RandomQueries(((Reading.Read) reading).policy(), new Random(SEED ^ count));
    Stream<List<String>> fixed =
        policy.equals(DEBIAN) ? Stream.of() : FIXED.stream().map(line -> List.of(line.split(" ")));
    return Stream.concat(fixed, Stream.generate(random::next)).limit(count).toList();
  }

  /** The answers to all queries, null for one that was refused. */
  private List<List<String>> batch(Path policy, List<List<String>> queries) throws IOException {
    Path file = folder.resolve("queries");
    Files.write(file, queries.stream().map(SetoolsTest::quoted).toList());
    Command.Result result = InProcess.run("query", policy.toString(), "--batch", file.toString());
    List<List<String>> answers = new ArrayList<>();
    List<String> answer = new ArrayList<>();
    for (String line : result.out().lines().toList()) {
      if (line.isEmpty()) {
        answers.add(answer);
        answer = new ArrayList<>();
      } else {
        answer.add(line);
      }
    }
    assertThat(answers).as(result.err()).hasSameSizeAs(queries);
    int refused = 0;
    for (int at = 0; at < queries.size(); at++) {
      if (result.err().contains("svpc query: Line " + (at + 1) + ": ")) {
        assertThat(answers.set(at, null)).isEmpty();
        refused++;
      }
    }
    assertThat(result.status()).isEqualTo(refused > 0 ? 2 : 0);
    return answers;
  }

  private static String quoted(List<String> words) {
    return String.join(" ", words.stream().map(word -> "'" + word + "'").toList());
  }

  @Test
  void listsWhatSeinfoLists() throws IOException {
    System.out.println("listings beside seinfo: -Dsvpc.query.seed=" + SEED);
    try (Peer peer = new Peer("seinfo")) {
      for (boolean mls : new boolean[] {true, false}) {
        Path policy = SmallPolicy.make(folder, SEED, mls);
        for (Listing listing : Listing.values()) {
          if (listing != Listing.GATES) {
            compare(peer, policy, listing, "", "");
            compare(peer, policy, listing, "", "-x");
            compare(peer, policy, listing, "", "--flat");
          }
        }
        for (String name : NAMED) {
          String[] words = name.split(" ", 2);
          Listing listing = Listing.of(words[0]);
          if (mls || (listing != Listing.CATEGORY && listing != Listing.SENSITIVITY)) {
            compare(peer, policy, listing, words[1], "");
            compare(peer, policy, listing, words[1], "-x");
          }
        }
      }
      compare(peer, DEBIAN, Listing.ALL, "", "-x");
    }
  }

  private static void compare(Peer peer, Path policy, Listing listing, String name, String option) {
    List<String> theirs = new ArrayList<>(List.of(policy.toString()));
    List<String> ours = new ArrayList<>(List.of("query", policy.toString()));
    if (listing != Listing.SUMMARY) {
      theirs.add("--" + listing.word());
    }
    if (!name.isEmpty()) {
      theirs.add(name);
      ours.add(name);
    }
    ours.addAll(List.of("--list", listing.word()));
    if (!option.isEmpty()) {
      theirs.add(option);
      ours.add(option.equals("-x") ? "--expand" : option);
    }
    Peer.Run run = peer.run(theirs);
    assertThat(run.status()).as("seinfo %s: %s", theirs, run.lines()).isEqualTo(0);
    Command.Result listed = InProcess.run(ours);
    assertThat(listed.err()).as("%s", ours).isEmpty();
    if (listing != Listing.SUMMARY && !name.isEmpty()) {
      assertThat(run.lines()).as("what seinfo %s lists", theirs).hasSizeGreaterThan(2);
    }
    same(normal(listed.out().lines().toList()), normal(run.lines()), ours);
  }

  /** Shows the first line that differs: whole listings are too long to look at. */
  private static void same(List<String> ours, List<String> theirs, List<String> asked) {
    int at = 0;
    while (at < ours.size() && at < theirs.size() && ours.get(at).equals(theirs.get(at))) {
      at++;
    }
    assertThat(ours.subList(at, Math.min(at + 1, ours.size())))
        .as("line %d of %d for %s", at + 1, ours.size(), asked)
        .isEqualTo(theirs.subList(at, Math.min(at + 1, theirs.size())));
  }

  /**
   * Lines without what setools leaves to chance, the order of names in a constraint's set, and what
   * differs from one release of it to the next: the order of a type's attributes and aliases, and a
   * role without types.
   */
  private static List<String> normal(List<String> lines) {
    List<String> normal = new ArrayList<>();
    List<String> constraints = new ArrayList<>();
    for (String line : lines) {
      String text = line.replace(" types {  };", ";");
      if (text.strip().startsWith("type ")) {
        int first = text.indexOf(", ");
        text = first < 0 ? text : text.substring(0, first + 2) + sorted(text.substring(first + 2));
        text = sets(text);
      }
      if (text.contains("constrain ") || text.contains("validatetrans ")) {
        constraints.add(sets(text));
      } else {
        constraints.stream().sorted().forEach(normal::add);
        constraints.clear();
        normal.add(text);
      }
    }
    constraints.stream().sorted().forEach(normal::add);
    return normal;
  }

  private static String sets(String line) {
    return SET.matcher(line).replaceAll(set -> sorted(set.group()));
  }

  private static String sorted(String words) {
    String[] all = words.split("[ ,;]+");
    Arrays.sort(all);
    return String.join(" ", all);
  }
}
