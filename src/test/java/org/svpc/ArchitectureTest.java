package org.svpc;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds who may use whom: the table of rooms, and what only one room may touch. */
final class ArchitectureTest {
  private static final String ROOT = "org.svpc";
  private static final int MOST_LINES = 800;

  /** The rooms, lowest layer first. A room may use the rooms of lower layers only. */
  private static final Map<String, Integer> LAYERS =
      layers(
          List.of("source", "text", "files"),
          List.of("diagnostic", "selinux", "grammar", "m4", "packaging"),
          List.of("syntax", "ir", "index", "report", "project"),
          List.of("target", "access"),
          List.of(
              "parse", "format", "lower", "bind", "plain", "refpolicy", "emit", "policydb", "flow"),
          List.of(
              "check",
              "headers",
              "importer",
              "libvirt",
              "toolchain",
              "query",
              "difference",
              "verify",
              "labels",
              "manual",
              "installer"),
          List.of("compiler", "kernel", "usage"),
          List.of("console"),
          List.of("workspace"),
          List.of("authoring", "inspection", "guests"),
          List.of("cli"));

  /**
   * What `svpc build` runs in a cold JVM, where the first regular expression costs milliseconds.
   */
  private static final String[] HOT = {
    "..svpc.source..",
    "..svpc.text..",
    "..svpc.diagnostic..",
    "..svpc.selinux..",
    "..svpc.syntax..",
    "..svpc.ir..",
    "..svpc.target..",
    "..svpc.parse..",
    "..svpc.lower..",
    "..svpc.bind..",
    "..svpc.refpolicy..",
    "..svpc.headers..",
    "..svpc.emit..",
    "..svpc.toolchain..",
    "..svpc.index..",
    "..svpc.policydb..",
    "..svpc.access..",
    "..svpc.flow..",
    "..svpc.compiler..",
    "..svpc.m4..",
    "..svpc.usage..",
    "..svpc.console..",
    "..svpc.workspace..",
    "..svpc.authoring..",
    "..svpc.cli.."
  };

  /** Where commands are: whoever else has something to tell gives it back as a value. */
  private static final String[] PRINTING = {
    "..svpc.console..",
    "..svpc.workspace..",
    "..svpc.authoring..",
    "..svpc.inspection..",
    "..svpc.guests..",
    "..svpc.cli.."
  };

  private static final JavaClasses SVPC =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static Map<String, Integer> layers(List<?>... rooms) {
    Map<String, Integer> layers = new TreeMap<>();
    for (int layer = 0; layer < rooms.length; layer++) {
      for (Object room : rooms[layer]) {
        layers.put((String) room, layer);
      }
    }
    return layers;
  }

  /** The room that a class of svpc stands in; the empty name for the root package. */
  private static String room(JavaClass javaClass) {
    String name = javaClass.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1).split("\\.", 2)[0];
  }

  @Test
  void everyClassStandsInARoomOfTheTable() {
    var unknown = new TreeSet<String>();
    for (JavaClass javaClass : SVPC) {
      if (!LAYERS.containsKey(room(javaClass))) {
        unknown.add(javaClass.getName());
      }
    }
    assertThat(unknown).as("classes outside the table of rooms").isEmpty();
  }

  @Test
  void dependenciesPointDown() {
    classes().should(useLowerRoomsOnly()).check(SVPC);
  }

  private static ArchCondition<JavaClass> useLowerRoomsOnly() {
    return new ArchCondition<>("use only rooms of lower layers") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
          JavaClass used = dependency.getTargetClass().getBaseComponentType();
          if (used.getPackageName().startsWith(ROOT) && !room(used).equals(room(user))) {
            if (layer(used) >= layer(user)) {
              events.add(violated(dependency, dependency.getDescription()));
            }
          }
        }
      }
    };
  }

  private static int layer(JavaClass javaClass) {
    return LAYERS.getOrDefault(room(javaClass), -1);
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(SVPC);
  }

  @Test
  void antlrStaysWithTheParser() {
    onlyIn("org.antlr..", "..svpc.grammar..", "..svpc.parse..").check(SVPC);
  }

  @Test
  void theGeneratedParserStaysWithTheParser() {
    onlyIn("org.svpc.grammar..", "..svpc.grammar..", "..svpc.parse..").check(SVPC);
  }

  @Test
  void picocliStaysWithTheCommandLine() {
    onlyIn("picocli..", "..svpc.usage..").check(SVPC);
  }

  @Test
  void jsonStaysWithTheReports() {
    onlyIn("com.google.gson..", "..svpc.report..").check(SVPC);
  }

  @Test
  void tomlStaysWithTheProjectFile() {
    onlyIn("org.tomlj..", "..svpc.project..").check(SVPC);
  }

  @Test
  void nativeImageStaysWithTheProgramsEntry() {
    onlyIn("org.graalvm..", "..svpc.cli..").check(SVPC);
  }

  private static ArchRule onlyIn(String library, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library);
  }

  @Test
  void onlyTheToolChainStartsProcesses() {
    outside("toolchain")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class, Process.class, ProcessHandle.class)
        .orShould()
        .callMethodWhere(
            target(owner(type(Runtime.class))).and(target(nameMatching("exec|addShutdownHook"))))
        .check(SVPC);
  }

  @Test
  void onlyCommandsPrint() {
    noClasses()
        .that()
        .resideOutsideOfPackages(PRINTING)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(PrintStream.class, PrintWriter.class)
        .check(SVPC);
  }

  @Test
  void onlyTheEntryTouchesTheProcess() {
    outside("cli")
        .should()
        .callMethodWhere(
            target(owner(type(System.class)))
                .and(target(nameMatching("exit|console|setOut|setErr|setIn"))))
        .orShould()
        .accessFieldWhere(
            JavaFieldAccess.Predicates.target(owner(type(System.class)))
                .and(JavaFieldAccess.Predicates.target(nameMatching("out|err|in"))))
        .orShould()
        .callMethodWhere(target(owner(type(Runtime.class))).and(target(nameMatching("exit|halt"))))
        .orShould()
        .callMethodWhere(target(owner(type(Throwable.class))).and(target(name("printStackTrace"))))
        .check(SVPC);
  }

  private static GivenClassesConjunction outside(String room) {
    return noClasses().that().resideOutsideOfPackage("..svpc." + room + "..");
  }

  @Test
  void nothingLogsOrReflects() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "java.lang.reflect..", "org.slf4j..")
        .check(SVPC);
  }

  @Test
  void theBuildRunsNoRegularExpressions() {
    noClasses()
        .that()
        .resideInAnyPackage(HOT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.regex..")
        .orShould()
        .callMethodWhere(
            target(owner(type(String.class)))
                .and(target(nameMatching("matches|replaceAll|replaceFirst|split"))))
        .check(SVPC);
  }

  @Test
  void classesAreFinalUnlessMadeToBeExtended() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .and()
        .resideOutsideOfPackage("..svpc.grammar..")
        .should()
        .haveModifier(JavaModifier.FINAL)
        .orShould()
        .haveModifier(JavaModifier.ABSTRACT)
        .check(SVPC);
  }

  @Test
  void everyPackageIsNullMarkedAndSaysWhatItIsFor() {
    var bare = new TreeSet<String>();
    for (JavaClass javaClass : SVPC) {
      JavaPackage room = javaClass.getPackage();
      boolean generated = room.getName().equals(ROOT + ".grammar");
      if (!generated && !room.isAnnotatedWith(NullMarked.class)) {
        bare.add(room.getName());
      }
    }
    assertThat(bare).as("packages whose package-info.java lacks @NullMarked").isEmpty();
  }

  @Test
  void noSourceFileIsHuge() throws IOException {
    var huge = new TreeMap<Path, Integer>();
    try (Stream<Path> sources = Files.walk(Path.of("src"))) {
      for (Path source : (Iterable<Path>) sources::iterator) {
        if (source.toString().endsWith(".java")) {
          int lines = Files.readAllLines(source).size();
          if (lines > MOST_LINES) {
            huge.put(source, lines);
          }
        }
      }
    }
    assertThat(huge).as("source files of more than %d lines", MOST_LINES).isEmpty();
  }
}
