package org.svpc.equality;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cil.CilComparator;
import org.svpc.cil.Difference;
import org.svpc.corpus.Workers;
import org.svpc.docs.Example;
import org.svpc.equality.ThreeFormats.Format;

/**
 * Every construct of the reference, by the examples of its page, means the same in the three
 * formats: as a module, and linked with the whole base policy.
 */
final class ReferenceEqualityTest {
  /**
   * What the formats force apart, by the example's name. The page says why, under "What each format
   * keeps".
   */
  private static final Map<String, List<String>> FORCED =
      Map.of(
          "expand",
          List.of(
              "In the module: `expandtypeattribute {small_set} true` is there and should not be."));

  @TempDir private Path folder;

  @Test
  void everyConstructIsEqualInThreeFormats() throws Exception {
    List<Example> examples =
        Example.of("docs/language.md").stream().filter(Example::builds).toList();
    assertThat(examples).hasSizeGreaterThan(40);
    ThreeFormats together = new ThreeFormats(folder.resolve("together"));
    List<ThreeFormats> all = new ArrayList<>(List.of(together));
    for (Example example : examples) {
      ThreeFormats place = together;
      if (example.alone()) {
        place = new ThreeFormats(folder.resolve("alone-" + example.name()));
        all.add(place);
      }
      place.write(example.writeTo(folder.resolve("sources").resolve(example.name())));
    }
    all.forEach(ThreeFormats::finish);

    Map<String, String> complaints = new TreeMap<>();
    for (ThreeFormats place : all) {
      for (String module : place.cil(Format.MODULE).keySet()) {
        compare(place, module, complaints);
      }
    }
    Set<String> names = new TreeSet<>();
    examples.forEach(example -> names.add(example.name()));
    Set<String> built = new TreeSet<>();
    all.forEach(place -> built.addAll(place.cil(Format.MODULE).keySet()));
    assertThat(built).isEqualTo(names);
    System.out.printf(
        "constructs equal in three formats: %d of %d%n",
        names.size() - complaints.size(), names.size());
    assertThat(complaints).isEmpty();

    compareLinked(together);
  }

  /**
   * Compares the other formats with the module format, and tells what is forced and did not come.
   */
  private static void compare(ThreeFormats formats, String module, Map<String, String> complaints) {
    String expected = formats.text(Format.MODULE, module);
    List<String> differences = new ArrayList<>();
    for (Format format : List.of(Format.REFPOLICY, Format.CIL)) {
      List<String> found =
          new ArrayList<>(
              CilComparator.compare(expected, formats.text(format, module)).stream()
                  .map(Difference::toString)
                  .toList());
      if (format == Format.CIL) {
        for (String forced : FORCED.getOrDefault(module, List.of())) {
          if (!found.remove(forced)) {
            differences.add("no longer forced: " + forced);
          }
        }
      }
      found.forEach(difference -> differences.add(format + ": " + difference));
    }
    if (!differences.isEmpty()) {
      complaints.put(module, String.join("\n", differences));
    }
  }

  /**
   * Links all modules with the base, once for each format. This is where neverallow rules are
   * checked, extended permissions take their final form, and file contexts are sorted.
   */
  private void compareLinked(ThreeFormats together) {
    List<Path> base = LinkedPolicy.base(folder.resolve("base"));
    Map<Format, LinkedPolicy> linked = new EnumMap<>(Format.class);
    List<Format> formats = List.of(Format.values());
    List<LinkedPolicy> results =
        Workers.map(
            formats,
            format -> {
              Path place = folder.resolve("linked-" + format);
              place.toFile().mkdirs();
              return LinkedPolicy.of(place, base, together.cil(format).values());
            });
    for (int i = 0; i < formats.size(); i++) {
      linked.put(formats.get(i), results.get(i));
    }
    LinkedPolicy expected = linked.get(Format.MODULE);
    for (Format format : List.of(Format.REFPOLICY, Format.CIL)) {
      LinkedPolicy actual = linked.get(format);
      assertThat(difference(expected.statements(), actual.statements()))
          .as("statements lost in the linked policy, " + format)
          .isEmpty();
      assertThat(difference(actual.statements(), expected.statements()))
          .as("statements that only the linked policy has, " + format)
          .isEmpty();
      assertThat(actual.fileContexts())
          .as("file contexts, " + format)
          .isEqualTo(expected.fileContexts());
    }
  }

  private static Collection<String> difference(Collection<String> from, Collection<String> what) {
    Set<String> rest = new TreeSet<>(from);
    rest.removeAll(what);
    return rest;
  }
}
