package io.chorus.notification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.chorus.notification", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule arrowsGoOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("intake")
          .definedBy("io.chorus.notification.intake..")
          .layer("api")
          .definedBy("io.chorus.notification.api..")
          .layer("stream")
          .definedBy("io.chorus.notification.stream..")
          .layer("inbox")
          .definedBy("io.chorus.notification.inbox..")
          .layer("fanout")
          .definedBy("io.chorus.notification.fanout..")
          .whereLayer("intake")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("stream")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("inbox")
          .mayOnlyBeAccessedByLayers("intake", "api", "stream")
          .whereLayer("fanout")
          .mayOnlyBeAccessedByLayers("intake", "api", "stream");

  @ArchTest
  static final ArchRule onlyTheInboxKnowsSql =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.chorus.notification.inbox..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx.mutiny.sqlclient..", "org.hibernate..");

  @ArchTest
  static final ArchRule onlyTheFanoutKnowsTheBus =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.chorus.notification.fanout..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.chorus.bus..", "io.vertx.redis..");
}
