package org.svpc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.svpc.cil.CilComparator;
import org.svpc.cil.CilModule;
import org.svpc.cil.CilNormalizer;
import org.svpc.cil.Difference;
import org.svpc.corpus.Corpus;
import org.svpc.corpus.Workers;
import org.svpc.ir.FileContext;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;
import org.svpc.plain.Seed;
import org.svpc.source.Origin;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * That the comparator sees every difference: each mutation is applied to fifty of upstream's
 * modules, to which the seed with all constructs is added, and has to be reported.
 */
final class MutationTest {
  static final Origin NOWHERE = Origin.at(new Span(new SourceFile("nowhere", ""), 0, 0));

  private static final int MODULES = 50;

  @Test
  void everyMutationIsReported() {
    Map<String, UnaryOperator<Module>> mutations = Mutations.all();
    assertThat(mutations.size()).isGreaterThanOrEqualTo(20);
    List<Corpus.Entry> entries = sample(Corpus.refpolicy().modules());
    List<List<String>> missed = Workers.map(entries, entry -> missed(entry, mutations));
    int applied = mutations.size() * entries.size();
    List<String> all = missed.stream().flatMap(List::stream).toList();
    System.out.println(
        "mutations caught: "
            + (applied - all.size())
            + " of "
            + applied
            + " ("
            + mutations.size()
            + " kinds on "
            + entries.size()
            + " modules)");
    assertThat(all).isEmpty();
    assertThat(entries).hasSize(MODULES);
  }

  /** Fifty modules spread over the whole alphabet. */
  private static List<Corpus.Entry> sample(List<Corpus.Entry> modules) {
    List<Corpus.Entry> sample = new ArrayList<>();
    for (int i = 0; i < MODULES; i++) {
      sample.add(modules.get(i * modules.size() / MODULES));
    }
    return sample;
  }

  private static List<String> missed(
      Corpus.Entry entry, Map<String, UnaryOperator<Module>> mutations) {
    Module module = withSeed(Seed.read(entry.name(), entry.teText(), entry.fcText()));
    CilModule original = CilNormalizer.normalize(CilEmitter.emit(module).text());
    List<String> missed = new ArrayList<>();
    mutations.forEach(
        (name, mutation) -> {
          String cil = CilEmitter.emit(mutation.apply(module)).text();
          List<Difference> differences =
              CilComparator.compare(original, CilNormalizer.normalize(cil));
          if (differences.isEmpty()) {
            missed.add(name + " in " + entry.name());
          }
        });
    return missed;
  }

  private static Module withSeed(Module module) {
    Module seed = Seed.module();
    List<Require> requires = new ArrayList<>(module.body().requires());
    requires.addAll(seed.body().requires());
    List<Node> nodes = new ArrayList<>(module.body().nodes());
    nodes.addAll(seed.body().nodes());
    List<FileContext> contexts = new ArrayList<>(module.fileContexts());
    contexts.addAll(seed.fileContexts());
    return new Module(
        module.name(),
        module.version(),
        module.doc(),
        new Scope(requires, nodes),
        contexts,
        List.of(),
        module.origin());
  }
}
