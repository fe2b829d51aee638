package org.svpc.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.parse.SvpParser;
import org.svpc.source.SourceFile;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.Statement;

/** What holds for every interface and template of the sVirt library, read from its source. */
final class LibraryTest {
  private static final Path LIBRARY =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath().resolve("policies/svirt");

  /** The daemons that start guests, and so need access to the callers' types. */
  private static final Set<String> DAEMONS = Set.of("virtd_lxc_t", "virtd_t", "virtqemud_t");

  /** A helper that guests start, and its access to the guest that did. */
  private static final String HELPER = "virt_bridgehelper_t";

  /** Who is given something that the caller did not name. */
  private final Set<String> strangers = new TreeSet<>();

  @Test
  void onlyTheCallersTypesAreGivenAnything() throws IOException {
    List<Statement.InterfaceDeclaration> interfaces = library();
    assertThat(interfaces).hasSizeGreaterThan(60);
    for (Statement.InterfaceDeclaration declaration : interfaces) {
      Set<String> parameters =
          declaration.parameters().stream()
              .map(parameter -> parameter.name().text())
              .collect(Collectors.toSet());
      check(declaration.name().text(), declaration.body(), parameters);
    }
    assertThat(strangers).isEmpty();
  }

  @Test
  void aRuleForAllGuestsWouldBeTold() {
    check(
        "bad",
        interfaces(
                List.of(
                    unit(
                        """
                        library bad;
                        interface bad(domain guest) {
                            optional {
                                allow virt_domain guest:file read;
                                allow virtd_t shadow_t:file read;
                                allow virtd_t guest:process signal;
                            }
                            typeattribute svirt_t virt_domain;
                            role system_r types guest;
                        }
                        """)))
            .get(0)
            .body(),
        Set.of("guest"));
    assertThat(strangers)
        .containsExactly("bad: svirt_t", "bad: virt_domain", "bad: virtd_t to shadow_t");
  }

  @Test
  void everythingIsDocumentedDownToItsParameters() throws IOException {
    List<String> bare = new ArrayList<>();
    for (Statement.InterfaceDeclaration declaration : library()) {
      if (declaration.doc().summary().isEmpty()) {
        bare.add(declaration.name().text());
      }
      for (Parameter parameter : declaration.parameters()) {
        if (declaration.doc().parameters().stream()
            .noneMatch(text -> text.name().equals(parameter.name().text()))) {
          bare.add(declaration.name().text() + "(" + parameter.name().text() + ")");
        }
      }
    }
    assertThat(bare).isEmpty();
  }

  /** Every interface and template of the library. */
  static List<Statement.InterfaceDeclaration> library() throws IOException {
    return interfaces(units());
  }

  private static List<Statement.InterfaceDeclaration> interfaces(List<SourceUnit> units) {
    return units.stream()
        .flatMap(unit -> unit.statements().stream())
        .filter(Statement.InterfaceDeclaration.class::isInstance)
        .map(Statement.InterfaceDeclaration.class::cast)
        .toList();
  }

  private static List<SourceUnit> units() throws IOException {
    List<SourceUnit> units = new ArrayList<>();
    try (Stream<Path> files = Files.list(LIBRARY)) {
      for (Path file : (Iterable<Path>) files.filter(LibraryTest::isSource).sorted()::iterator) {
        units.add(unit(Files.readString(file)));
      }
    }
    return units;
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".svp");
  }

  private static SourceUnit unit(String text) {
    Diagnostics diagnostics = new Diagnostics();
    SourceUnit unit = SvpParser.parse(new SourceFile("library.svp", text), diagnostics);
    assertThat(diagnostics.sorted()).isEmpty();
    return unit;
  }

  private void check(String place, List<Statement> body, Set<String> parameters) {
    for (Statement statement : body) {
      if (statement instanceof Statement.Access rule) {
        rule(place, rule.sources(), rule.targets(), parameters);
      } else if (statement instanceof Statement.TypeRule rule) {
        rule(place, rule.sources(), rule.targets(), parameters);
      } else if (statement instanceof Statement.TypeAttribute rule) {
        names(rule.types()).stream()
            .filter(name -> !parameters.contains(name))
            .forEach(name -> strangers.add(place + ": " + name));
      } else if (statement instanceof Statement.OptionalBlock block) {
        check(place, block.body(), parameters);
      } else if (statement instanceof Statement.If choice) {
        check(place, choice.then(), parameters);
        check(place, choice.otherwise(), parameters);
      } else if (statement instanceof Statement.Ifdef choice) {
        check(place, choice.then(), parameters);
        check(place, choice.otherwise(), parameters);
      } else {
        assertThat(statement)
            .as(place)
            .isInstanceOfAny(
                Statement.Call.class,
                Statement.Extern.class,
                Statement.RoleTypes.class,
                Statement.TypeDeclaration.class);
      }
    }
  }

  private void rule(String place, NameSet sources, NameSet targets, Set<String> parameters) {
    for (String source : names(sources)) {
      if (parameters.contains(source)) {
        continue;
      }
      if (!DAEMONS.contains(source) && !source.equals(HELPER)) {
        strangers.add(place + ": " + source);
        continue;
      }
      names(targets).stream()
          .filter(target -> !parameters.contains(target))
          .forEach(target -> strangers.add(place + ": " + source + " to " + target));
    }
  }

  private static List<String> names(NameSet set) {
    List<String> names = new ArrayList<>();
    for (NameSet.Element element : set.elements()) {
      if (element instanceof NameSet.Member member) {
        names.add(member.name().text());
      } else if (element instanceof NameSet.Nested nested) {
        names.addAll(names(nested.set()));
      }
    }
    return names;
  }
}
