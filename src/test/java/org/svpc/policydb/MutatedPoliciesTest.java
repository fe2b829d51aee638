package org.svpc.policydb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.testing.Command;
import org.svpc.testing.Golden;
import org.svpc.testing.Svpc;

/** Damaged policies end in a policy or a refusal, in half a gibibyte and without an exception. */
final class MutatedPoliciesTest {
  private static final String DEBIAN = "/etc/selinux/default/policy/policy.33";
  private static final int OF_EACH_SMALL = 1650;
  private static final int OF_DEBIAN = 100;

  @TempDir private Path folder;

  @Test
  void tenThousandDamagedPolicies() {
    long seed = Long.getLong("svpc.seed", System.nanoTime());
    System.out.println("damaged policies: seed " + seed + " (-Dsvpc.seed=)");
    List<String> words = new ArrayList<>(Svpc.java(List.of("-Xmx512m")));
    words.addAll(List.of(MutatedPolicies.class.getName(), Long.toString(seed)));
    for (String conf : List.of("everything.conf", "standard.conf")) {
      for (int version : List.of(31, 32, 33)) {
        String policy = folder.resolve(conf + version).toString();
        String source = Golden.in("policydb").folder().resolve(conf).toString();
        List<String> options = conf.startsWith("e") ? List.of("-M") : List.of();
        Command.of("checkpolicy", "-c", "" + version, "-o", policy, source)
            .and(options.toArray(String[]::new))
            .run()
            .orFail();
        words.addAll(List.of(policy, Integer.toString(OF_EACH_SMALL)));
      }
    }
    words.addAll(List.of(DEBIAN, Integer.toString(OF_DEBIAN)));
    Command.Result result = Command.of(words).run();
    assertThat(result.status()).as(result.out() + result.err()).isZero();
    assertThat(result.out()).startsWith("10000 read, of which policies: ");
    System.out.print("damaged policies: " + result.out());
  }
}
