package org.svpc.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.index.Policy;
import org.svpc.policydb.PolicyReader;
import org.svpc.policydb.Reading;
import org.svpc.source.SourceFile;

/** Plans for tests, from text to labels. */
final class Plans {
  private static final Path DEBIAN = Path.of("/etc/selinux/default/policy/policy.33");

  private Plans() {}

  /** The whole of Debian's policy. */
  static Policy debian() {
    try {
      return ((Reading.Read) PolicyReader.read(Files.readAllBytes(DEBIAN))).policy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Plan read(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Plan plan = PlanReader.read(new SourceFile("p.plan", text), diagnostics);
    assertThat(diagnostics.sorted()).isEmpty();
    return plan;
  }

  /** What was dealt out; warnings do not matter. */
  static Labelling deal(String text, @Nullable Labelling earlier) {
    Diagnostics diagnostics = new Diagnostics();
    Labelling labelling = deal(text, earlier, diagnostics);
    assertThat(diagnostics.hasErrors()).as("%s", diagnostics.sorted()).isFalse();
    assertThat(labelling).isNotNull();
    return labelling;
  }

  static @Nullable Labelling deal(
      String text, @Nullable Labelling earlier, Diagnostics diagnostics) {
    Plan plan = PlanReader.read(new SourceFile("p.plan", text), diagnostics);
    Plan.Categories daemon = plan.daemon();
    return Dealer.deal(
        plan,
        earlier == null ? null : read(Keeper.text(earlier)),
        DaemonRange.ASSUMED,
        daemon == null ? DaemonRange.ASSUMED : daemon.set(),
        diagnostics);
  }

  /** What is told of a plan that is refused, a line each: code, place, message. */
  static List<String> refused(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Labelling labelling = deal(text, null, diagnostics);
    assertThat(diagnostics.hasErrors() || labelling == null).isTrue();
    return diagnostics.sorted().stream().map(Plans::line).toList();
  }

  static String line(Diagnostic diagnostic) {
    var span = diagnostic.span();
    return diagnostic.code().id()
        + (span == null ? "" : " " + span.line() + ":" + span.column())
        + " "
        + diagnostic.message();
  }
}
