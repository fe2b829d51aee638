package org.svpc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.svpc.access.AccessDecisions;
import org.svpc.difference.PolicyDifference;
import org.svpc.flow.FlowGraph;
import org.svpc.flow.PathQuestion;
import org.svpc.flow.PathSearch;
import org.svpc.flow.PermissionMap;
import org.svpc.flow.PermissionWeights;
import org.svpc.flow.StateSets;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;
import org.svpc.policydb.PolicyReader;
import org.svpc.policydb.Reading;
import org.svpc.query.Criterion;
import org.svpc.query.Mode;
import org.svpc.query.RuleChoice;
import org.svpc.query.RuleQuery;
import org.svpc.query.RuleSearch;

/**
 * Measures how the time to read and ask a linked policy grows with its rules: generated policies,
 * each with ten times the rules of the one before, in one warm process.
 *
 * <p>With {@code write DOMAINS FILE} it writes one of the policies for checkpolicy instead; the
 * arguments are else the compiled policies.
 */
public final class PolicyGrowth {
  private static final int LEAST_RUNS = 5;
  private static final long MEASURED_NANOS = 1_000_000_000L;
  private static final int ASKED = 1_000;

  private PolicyGrowth() {}

  /** Prints times and factors. */
  public static void main(String[] args) throws IOException {
    if (args[0].equals("write")) {
      Files.writeString(Path.of(args[2]), source(Integer.parseInt(args[1])));
      return;
    }
    List<byte[]> files = new ArrayList<>();
    for (String file : args) {
      files.add(Files.readAllBytes(Path.of(file)));
    }
    print("rules", files, bytes -> (double) read(bytes).rules().size(), "%9.0f   ");
    print("reading", files, bytes -> median(() -> read(bytes)), null);
    print(
        ASKED + " queries",
        files,
        bytes -> {
          RuleSearch search = new RuleSearch(read(bytes));
          return median(() -> queries(search));
        },
        null);
    print(
        ASKED + " access decisions",
        files,
        bytes -> {
          AccessDecisions decisions = new AccessDecisions(read(bytes));
          return median(() -> decisions(decisions));
        },
        null);
    print(
        "difference from itself",
        files,
        bytes -> {
          Policy policy = read(bytes);
          return median(() -> PolicyDifference.between(policy, policy));
        },
        null);
    print(
        "longest shortest flow",
        files,
        bytes -> {
          Policy policy = read(bytes);
          return median(() -> flow(policy));
        },
        null);
  }

  private interface Measure {
    double of(byte[] file);
  }

  private static void print(String what, List<byte[]> files, Measure measure, String form) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-24s", what));
    double before = 0;
    for (byte[] file : files) {
      double value = measure.of(file);
      line.append(String.format(Locale.ROOT, form == null ? "%9.2f ms" : form, value));
      if (before > 0) {
        line.append(String.format(Locale.ROOT, " (x %4.1f)", value / before));
      }
      before = value;
    }
    System.out.println(line);
  }

  private static double median(Runnable work) {
    for (long end = System.nanoTime() + MEASURED_NANOS; System.nanoTime() < end; ) {
      work.run();
    }
    List<Long> times = new ArrayList<>();
    long end = System.nanoTime() + MEASURED_NANOS;
    while (times.size() < LEAST_RUNS || System.nanoTime() < end) {
      long start = System.nanoTime();
      work.run();
      times.add(System.nanoTime() - start);
    }
    times.sort(null);
    return times.get(times.size() / 2) / 1e6;
  }

  private static Policy read(byte[] bytes) {
    return ((Reading.Read) PolicyReader.read(bytes)).policy();
  }

  private static void queries(RuleSearch search) {
    for (int i = 0; i < ASKED; i++) {
      EnumMap<Criterion, String> criteria = new EnumMap<>(Criterion.class);
      criteria.put(Criterion.SOURCE, "grown" + i % 50 + "_t");
      search.search(
          new RuleQuery(EnumSet.of(RuleChoice.ALLOW), criteria, EnumSet.noneOf(Mode.class)));
    }
  }

  private static void decisions(AccessDecisions decisions) {
    Policy policy = decisions.policy();
    int file = policy.classes().names().id("file");
    for (int i = 0; i < ASKED; i++) {
      int source = policy.types().names().id("grown" + i % 50 + "_t");
      int target = policy.types().names().id("grown" + (i + 1) % 50 + "_data_t");
      decisions.allowed(
          new SecurityContext(0, 0, source, null), new SecurityContext(0, 0, target, null), file);
    }
  }

  private static void flow(Policy policy) {
    StateSets states = new StateSets(policy, IdSet.EMPTY, IdSet.EMPTY);
    FlowGraph graph =
        new FlowGraph(
            policy, new PermissionWeights(policy.classes(), PermissionMap.shipped()), 1, states);
    int from = policy.types().names().id("grown0_data_t");
    int to = policy.types().names().id("grown25_data_t");
    if (new PathSearch(graph, PathQuestion.between(from, to)).shortest() < 0) {
      throw new IllegalStateException("no flow where there is one");
    }
  }

  /** A policy of so many domains, each with rules about its own types and its neighbour's. */
  private static String source(int domains) {
    StringBuilder text = new StringBuilder();
    String[] classes = {
      "file", "dir", "lnk_file", "sock_file", "fifo_file", "chr_file", "blk_file"
    };
    text.append("class process\n");
    for (String each : classes) {
      text.append("class ").append(each).append('\n');
    }
    text.append("sid kernel\nclass process { fork signal transition }\n");
    for (String each : classes) {
      text.append("class ").append(each).append(" { getattr ioctl lock read write }\n");
    }
    text.append("attribute domain;\n");
    for (int i = 0; i < domains; i++) {
      String name = "grown" + i;
      String other = "grown" + (i + 1) % domains;
      text.append("type ").append(name).append("_t, domain;\n");
      text.append("type ").append(name).append("_data_t;\n");
      text.append("allow ").append(name).append("_t self:process { fork signal };\n");
      for (String each : classes) {
        for (String type : List.of(name + "_data_t", other + "_data_t", other + "_t")) {
          text.append("allow ").append(name).append("_t ").append(type).append(':').append(each);
          text.append(" { getattr ioctl lock read write };\n");
        }
      }
    }
    text.append("bool one false;\nrole grown_r;\nrole grown_r types domain;\n");
    text.append("user grown_u roles grown_r;\nsid kernel grown_u:grown_r:grown0_t\n");
    return text.toString();
  }
}
