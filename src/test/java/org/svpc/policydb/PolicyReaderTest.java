package org.svpc.policydb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.index.Policy;
import org.svpc.testing.Command;
import org.svpc.testing.Golden;

/**
 * What the reader finds in a policy is what libsepol finds: both write the policy as text,
 * statement by statement.
 */
final class PolicyReaderTest {
  private static final Path DEBIAN = Path.of("/etc/selinux/default/policy/policy.33");
  private static final Golden CONF = Golden.in("policydb");

  /**
   * Statements that checkpolicy refuses to write in older versions, by the version that has them.
   */
  private static final Map<String, Integer> SINCE =
      Map.of(
          "default_type", 28,
          "default_user", 27,
          "default_role", 27,
          "default_range { file }", 27,
          "default_range { dir }", 32,
          "allowxperm", 30,
          "auditallowxperm", 30,
          "dontauditxperm", 30,
          "ibpkeycon", 31,
          "ibendportcon", 31);

  @TempDir private Path folder;

  @Test
  void everyStatementInEveryVersion() throws Exception {
    for (int version = Versions.OLDEST; version <= Versions.NEWEST; version++) {
      same(compiled("everything.conf", version, "-M"), true);
    }
  }

  @Test
  void everyStatementWithoutMls() throws Exception {
    for (int version = Versions.OLDEST; version <= Versions.NEWEST; version++) {
      same(compiled("standard.conf", version), false);
    }
  }

  @Test
  void theWholePolicyOfDebianInEveryVersion() throws Exception {
    same(DEBIAN, true);
    for (int version : List.of(24, 25, 28, 29, 32)) {
      Path older = folder.resolve("policy." + version);
      Command.of("checkpolicy", "-M", "-b", "-c", "" + version, "-o", older.toString(), "" + DEBIAN)
          .run()
          .orFail();
      same(older, true);
    }
  }

  private Path compiled(String conf, int version, String... options) throws IOException {
    List<String> lines = new ArrayList<>(CONF.read(conf).lines().toList());
    lines.removeIf(
        line ->
            SINCE.entrySet().stream()
                .anyMatch(each -> line.startsWith(each.getKey()) && version < each.getValue()));
    Path source = Files.write(folder.resolve(conf), lines);
    Path policy = folder.resolve(conf + "." + version);
    Command.of("checkpolicy", "-c", Integer.toString(version), "-o", "" + policy, "" + source)
        .and(options)
        .run()
        .orFail();
    return policy;
  }

  private void same(Path file, boolean mls) throws IOException {
    Reading reading = PolicyReader.read(Files.readAllBytes(file));
    assertThat(reading).isInstanceOf(Reading.Read.class);
    Policy policy = ((Reading.Read) reading).policy();
    assertThat(policy.properties().mls()).isEqualTo(mls);
    Path conf = folder.resolve("libsepol.conf");
    Command.of("checkpolicy", "-b", "-F", "-o", conf.toString(), file.toString())
        .and(mls ? new String[] {"-M"} : new String[0])
        .run()
        .orFail();
    List<String> libsepol = statements(Files.readAllLines(conf));
    assertThat(libsepol).hasSizeGreaterThan(90);
    boolean named = policy.properties().version() >= Versions.CONSTRAINT_NAMES;
    TreeMap<String, Integer> difference = new TreeMap<>();
    libsepol.forEach(line -> difference.merge(comparable(line, named), 1, Integer::sum));
    PolicyConf.lines(policy)
        .forEach(line -> difference.merge(comparable(line, named), -1, Integer::sum));
    difference.values().removeIf(count -> count == 0);
    assertThat(difference).as("libsepol's lines and svpc's, " + file).isEmpty();
  }

  /** In versions that do not keep the names of a constraint's types, libsepol writes none. */
  private static String comparable(String line, boolean named) {
    return named || (!line.startsWith("constrain") && !line.startsWith("validate"))
        ? line
        : line.replaceAll("(t[123] [!=]=) (\\{[^}]*}|\\w+)", "$1 ...");
  }

  /** libsepol's lines; a conditional rule with its condition, a constraint by one word. */
  private static List<String> statements(List<String> lines) {
    List<String> statements = new ArrayList<>();
    String condition = "";
    for (String line : lines) {
      if (line.startsWith("if ")) {
        condition = line.substring(0, line.length() - 1) + "then ";
      } else if (line.startsWith("} else")) {
        condition = condition.substring(0, condition.length() - "then ".length()) + "else ";
      } else if (line.startsWith("}")) {
        condition = "";
      } else if (line.startsWith("role ") && line.contains(" types {")) {
        // A long line is written as two.
        String role = line.substring(0, line.indexOf('{'));
        for (String type : line.substring(role.length() + 1, line.length() - 2).split(" ", -1)) {
          if (!type.isEmpty()) {
            statements.add(role + type + ";");
          }
        }
      } else if (!line.startsWith("#")) {
        statements.add((condition + line.strip()).replaceFirst("^mls(constrain|validate)", "$1"));
      }
    }
    return statements;
  }
}
