package org.svpc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the table of rooms of docs/architecture.md: who may know what. */
final class ArchitectureTest {
  private static final JavaClasses SVPC =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.svpc");

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.svpc.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..")
        .allowEmptyShould(true)
        .check(SVPC);
  }
}
