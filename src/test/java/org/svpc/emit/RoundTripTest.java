package org.svpc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cil.CilComparator;
import org.svpc.cil.CilModule;
import org.svpc.cil.CilNormalizer;
import org.svpc.cil.Difference;
import org.svpc.corpus.Corpus;
import org.svpc.corpus.ModuleTools;
import org.svpc.corpus.Workers;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Module;
import org.svpc.plain.PlainReader;
import org.svpc.source.SourceFile;

/**
 * That the IR can carry all of upstream: every module goes from plain policy into the IR and out
 * again, as .te through the real tools and as CIL, and means the same.
 */
final class RoundTripTest {
  /** What became of a module; no text where it came out equal. */
  private record Outcome(String name, String viaTools, String viaCil) {}

  @Test
  void everyModuleComesOutEqual(@TempDir Path folder) {
    Corpus corpus = Corpus.refpolicy();
    List<Outcome> outcomes = Workers.map(corpus.modules(), entry -> roundTrip(entry, folder));
    int count = outcomes.size();
    long viaTools = outcomes.stream().filter(outcome -> outcome.viaTools().isEmpty()).count();
    long viaCil = outcomes.stream().filter(outcome -> outcome.viaCil().isEmpty()).count();
    System.out.println(
        "IR round trip: " + viaTools + " of " + count + " modules equal through checkmodule");
    System.out.println("IR round trip: " + viaCil + " of " + count + " modules equal as CIL");
    for (Corpus.Rejected rejected : corpus.rejected()) {
      System.out.println(
          "IR round trip: upstream does not build "
              + rejected.name()
              + ": "
              + rejected.complaint());
    }
    assertThat(outcomes)
        .filteredOn(outcome -> !outcome.viaTools().isEmpty() || !outcome.viaCil().isEmpty())
        .isEmpty();
  }

  private static Outcome roundTrip(Corpus.Entry entry, Path folder) {
    Diagnostics diagnostics = new Diagnostics();
    Module module =
        PlainReader.read(
            new SourceFile(entry.name() + ".te", entry.teText()),
            new SourceFile(entry.name() + ".fc", entry.fcText()),
            diagnostics);
    if (!diagnostics.isEmpty()) {
      String problems = diagnostics.sorted().toString();
      return new Outcome(entry.name(), problems, problems);
    }
    CilModule expected = CilNormalizer.normalize(entry.cilText());
    ModuleTools.Built built = build(module, folder);
    String viaTools =
        built.succeeded() ? differences(expected, built.text()) : "refused: " + built.text();
    return new Outcome(
        entry.name(), viaTools, differences(expected, CilEmitter.emit(module).text()));
  }

  private static ModuleTools.Built build(Module module, Path folder) {
    try {
      Files.writeString(folder.resolve(module.name() + ".te"), ModuleEmitter.emit(module).text());
      Files.writeString(
          folder.resolve(module.name() + ".fc"),
          FileContextsEmitter.emit(module.fileContexts()).text());
      return ModuleTools.build(folder, module.name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String differences(CilModule expected, String actual) {
    List<Difference> differences = CilComparator.compare(expected, CilNormalizer.normalize(actual));
    List<String> first = new ArrayList<>();
    for (Difference difference : differences.subList(0, Math.min(8, differences.size()))) {
      first.add(difference.toString());
    }
    return first.isEmpty()
        ? ""
        : differences.size() + " differences: " + String.join("\n  ", first);
  }
}
