package org.svpc.difference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.index.Policy;
import org.svpc.policydb.PolicyReader;
import org.svpc.policydb.Reading;
import org.svpc.testing.Command;
import org.svpc.testing.Golden;

/** What svpc and setools find to differ between two policies is the same, fact by fact. */
final class SediffTest {
  private static final Path DEBIAN = Path.of("/etc/selinux/default/policy/policy.33");
  private static final String SCRIPT = "setools_differences.py";

  /** Changes of one statement each: a line that the policy has, and what stands there instead. */
  private static final List<List<String>> EDITS =
      List.of(
          List.of("type port_t;", "type port_t; type new_t, file_type;"),
          List.of("type exec_t, file_type;", "type exec_t;"),
          List.of("type log_t, file_type;", "type log_t, file_type, trusted;"),
          List.of("attribute file_type;", "attribute file_type; attribute more;"),
          List.of("permissive child_t;", ""),
          List.of("typebounds guest_t child_t;", ""),
          List.of("bool use_usb false;", "bool use_usb true;"),
          List.of("bool debug false;", "bool debug false; bool other true;"),
          List.of(
              "allow guest_t image_t:file { write ioctl };", "allow guest_t image_t:file create;"),
          List.of(
              "allow domain file_type:file { read getattr };", "allow domain file_type:file read;"),
          // The same, said of each type.
          List.of(
              "allow domain file_type:file { read getattr };",
              "allow { kernel_t guest_t child_t } { image_t log_t exec_t }:file { read getattr };"),
          List.of(
              "dontaudit domain log_t:dir { search add_name };",
              "dontaudit guest_t log_t:dir search;"),
          List.of(
              "auditallow guest_t image_t:file write;", "auditallow domain image_t:file write;"),
          List.of(
              "allow guest_t log_t:file { write };", "allow guest_t log_t:file { write read };"),
          List.of(
              "allow kernel_t port_t:tcp_socket name_bind;",
              "allow domain port_t:tcp_socket { name_bind node_bind };"),
          List.of(
              "allowxperm guest_t image_t:file ioctl { 0x5401 0x5410-0x5412 };",
              "allowxperm guest_t image_t:file ioctl { 0x5401 0x5411-0x5420 };"),
          List.of("auditallowxperm guest_t image_t:file ioctl 0x5401;", ""),
          List.of(
              "type_transition kernel_t exec_t:process guest_t;",
              "type_transition kernel_t exec_t:process child_t;"),
          List.of(
              "type_transition guest_t image_t:dir log_t \"cache\";",
              "type_transition guest_t image_t:dir exec_t \"cache\";"),
          List.of(
              "type_member domain image_t:dir log_t;", "type_member guest_t image_t:dir log_t;"),
          List.of(
              "range_transition guest_t image_t:file s1;",
              "range_transition guest_t image_t:file s0;"),
          List.of("allow kernel_r guest_r;", "allow kernel_r guest_r; allow guest_r kernel_r;"),
          List.of(
              "role_transition kernel_r image_t:file guest_r;",
              "role_transition guest_r image_t:file kernel_r;"),
          List.of(
              "role guest_r types { guest_t child_t };",
              "role guest_r types { guest_t child_t log_t };"),
          List.of("level s0:c1 range s0:c1;", "level s0 range s0 - s0:c1;"),
          List.of("portcon tcp 22", "portcon tcp 23"),
          List.of("genfscon proc /mdstat", "genfscon proc /stat"),
          List.of("fs_use_task pipefs", "fs_use_task sockfs"),
          List.of("nodecon fe80::", "nodecon fe90::"),
          List.of("netifcon eth0", "netifcon eth1"),
          List.of("ibendportcon mlx5_0 1", "ibendportcon mlx5_0 2"),
          List.of("ibpkeycon fe80:: 0xFFFF", "ibpkeycon fe80:: 0x7FFF"),
          List.of("default_type { dir } target;", ""),
          List.of("policycap open_perms;", ""),
          List.of("class service { start stop }", "class service { start stop reload }"),
          List.of(
              "constrain process transition ( u1 == u2", "constrain process transition ( u1 != u2"),
          List.of(
              "mlsconstrain dir { search } ( l1 != h1", "mlsconstrain dir { search } ( l1 eq h1"));

  @TempDir private Path folder;

  @Test
  void smallPoliciesWithOneChangeEach() throws Exception {
    String conf = Golden.in("policydb").read("everything.conf");
    Path whole = compiled("whole", conf);
    List<List<Path>> pairs = new ArrayList<>();
    for (List<String> edit : EDITS) {
      assertThat(conf).contains(edit.get(0));
      Path changed = compiled("changed-" + pairs.size(), conf.replace(edit.get(0), edit.get(1)));
      pairs.add(List.of(whole, changed));
      pairs.add(List.of(changed, whole));
    }
    compare(pairs);
    System.out.println("differences as sediff's: " + pairs.size() + " pairs of small policies");
  }

  /**
   * The whole of Debian's policy, and the same with an attribute more, a boolean and rules changed.
   */
  @Test
  void wholePolicies() throws Exception {
    Path conf = folder.resolve("debian.conf");
    Command.of("checkpolicy", "-M", "-b", "-F", "-o", "" + conf, "" + DEBIAN).run().orFail();
    List<String> lines = new ArrayList<>(Files.readAllLines(conf));
    Path same = compiled("same", String.join("\n", lines) + "\n");
    lines.replaceAll(
        line ->
            line.startsWith("typeattribute svirt_t ")
                ? line.replace(";", ", files_unconfined_type;")
                : line.startsWith("bool virt_use_nfs ") ? "bool virt_use_nfs true;" : line);
    lines.removeIf(line -> line.startsWith("allow svirt_t svirt_image_t:file "));
    lines.removeIf(line -> line.startsWith("    allow virtd_t nfs_t:file "));
    Path changed = compiled("changed", String.join("\n", lines) + "\n");
    int facts = compare(List.of(List.of(same, changed)));
    System.out.println("differences as sediff's: whole policies, " + facts + " facts");
    assertThat(facts).isGreaterThan(10_000);
  }

  private Path compiled(String name, String conf) throws IOException {
    Path source = Files.writeString(folder.resolve(name + ".conf"), conf);
    Path policy = folder.resolve(name + ".policy");
    Command.of("checkpolicy", "-M", "-c", "33", "-o", "" + policy, "" + source).run().orFail();
    return policy;
  }

  private int compare(List<List<Path>> pairs) throws IOException {
    List<String> lines = setools(pairs);
    assertThat(lines).hasSameSizeAs(pairs);
    int facts = 0;
    for (int i = 0; i < pairs.size(); i++) {
      List<Path> pair = pairs.get(i);
      TreeSet<String> theirs =
          new TreeSet<>(List.of(new Gson().fromJson(lines.get(i), String[].class)));
      Set<String> ours = facts(PolicyDifference.between(read(pair.get(0)), read(pair.get(1))));
      facts += ours.size();
      TreeSet<String> onlyOurs = new TreeSet<>(ours);
      onlyOurs.removeAll(theirs);
      TreeSet<String> onlyTheirs = new TreeSet<>(theirs);
      onlyTheirs.removeAll(ours);
      String edit = EDITS.size() > i / 2 ? EDITS.get(i / 2).toString() : "";
      assertThat(onlyOurs).as("only svpc's, of " + edit).isEmpty();
      assertThat(onlyTheirs).as("only setools', of " + edit).isEmpty();
    }
    return facts;
  }

  private List<String> setools(List<List<Path>> pairs) throws IOException {
    StringBuilder input = new StringBuilder();
    for (List<Path> pair : pairs) {
      input.append(new Gson().toJson(pair.stream().map(Path::toString).toList())).append('\n');
    }
    Path questions = Files.writeString(folder.resolve("pairs"), input);
    Path answers = folder.resolve("answers");
    Path script = Golden.in("difference").folder().resolve(SCRIPT);
    Command.of("sh", "-c", "exec /usr/bin/python3 \"$1\" <\"$2\" >\"$3\"", "sh")
        .and("" + script, "" + questions, "" + answers)
        .run()
        .orFail();
    return Files.readAllLines(answers);
  }

  private static Policy read(Path file) throws IOException {
    return ((Reading.Read) PolicyReader.read(Files.readAllBytes(file))).policy();
  }

  /** Every change as the script tells it: rules by single types and permissions. */
  private static Set<String> facts(PolicyDifference difference) {
    TreeSet<String> facts = new TreeSet<>();
    for (RuleChange rule : difference.rules()) {
      String sign = (rule.added() ? "+" : "-") + rule.kind().word() + " ";
      String condition = condition(rule);
      for (String source : difference.names(rule.sources())) {
        for (String target : difference.names(rule.targets())) {
          for (String content : contents(rule)) {
            facts.add(
                sign
                    + source
                    + " "
                    + target
                    + ":"
                    + rule.objectClass()
                    + " "
                    + content
                    + " "
                    + condition);
          }
        }
      }
    }
    for (StatementChange change : difference.statements()) {
      // What is constrained is enough: setools writes the expression in its own way.
      boolean constraint = change.kind().matches("(mls)?(constrain|validatetrans)");
      String what =
          constraint
              ? change.kind().replace("mls", "") + " " + change.name().split("[ :]", -1)[0]
              : change.kind() + " " + change.name();
      if (change.kind().equals("type_transition by name")) {
        change.added().forEach(type -> facts.add("+" + what + " " + type));
        change.removed().forEach(type -> facts.add("-" + what + " " + type));
        continue;
      }
      facts.add(
          switch (change.change()) {
                case ADDED -> "+";
                case REMOVED -> "-";
                case MODIFIED -> "~";
              }
              + what);
    }
    return facts;
  }

  private static String condition(RuleChange rule) {
    return rule.condition() == null
        ? ""
        : Pattern.compile("\\w+|[!&|=^]+")
            .matcher(rule.condition())
            .results()
            .map(MatchResult::group)
            .sorted()
            .collect(Collectors.joining());
  }

  private static List<String> contents(RuleChange rule) {
    List<String> contents = new ArrayList<>();
    for (String word : rule.content().split("[ {}]+", -1)) {
      if (word.isEmpty() || (word.equals("ioctl") && rule.kind().isExtended())) {
        continue;
      }
      if (!rule.kind().isExtended()) {
        contents.add(word);
        continue;
      }
      String[] ends = word.split("-", -1);
      for (int command = Integer.decode(ends[0]);
          command <= Integer.decode(ends[ends.length - 1]);
          command++) {
        contents.add(Integer.toString(command));
      }
    }
    return contents;
  }
}
