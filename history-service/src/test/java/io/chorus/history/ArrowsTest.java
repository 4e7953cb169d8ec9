package io.chorus.history;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

@AnalyzeClasses(packages = "io.chorus.history", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule arrowsGoOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("api")
          .definedBy("io.chorus.history.api..")
          .layer("ingest")
          .definedBy("io.chorus.history.ingest..")
          .layer("reading")
          .definedBy("io.chorus.history.reading..")
          .layer("erasure")
          .definedBy("io.chorus.history.erasure..")
          .layer("log")
          .definedBy("io.chorus.history.log..")
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("ingest")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("reading")
          .mayOnlyBeAccessedByLayers("api", "ingest")
          .whereLayer("erasure")
          .mayOnlyBeAccessedByLayers("api");

  @ArchTest
  static final ArchRule onlyTheLogKnowsSql =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.chorus.history.log..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx.mutiny.sqlclient..",
              "io.vertx.pgclient..",
              "io.quarkus.hibernate..",
              "org.hibernate..",
              "jakarta.persistence..");

  /** Messages that are stored never change, so nothing that is read can be changed either. */
  @ArchTest
  static final ArchRule rowsAreForReading =
      classes().that().areAnnotatedWith(Entity.class).should().beAnnotatedWith(Immutable.class);

  @ArchTest
  static final ArchRule nobodyWritesToARow =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(Entity.class)
          .and()
          .areNotStatic()
          .should()
          .bePrivate();

  @ArchTest
  static final ArchRule onlyWhatIsToldToOthersKnowsTheBus =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.chorus.history.ingest..",
              "io.chorus.history.reading..",
              "io.chorus.history.erasure..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.chorus.bus..", "io.vertx.redis..");

  /** A message's age is measured and carried along; clocks of two machines are never compared. */
  @ArchTest
  static final ArchRule nobodyReadsAWallClock =
      noClasses()
          .that()
          .resideInAPackage("io.chorus.history..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, Instant.class);
}
