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
          .layer("erasure")
          .definedBy("io.chorus.notification.erasure..")
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
          .whereLayer("erasure")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("inbox")
          .mayOnlyBeAccessedByLayers("intake", "api", "stream", "erasure")
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
  static final ArchRule onlyFanoutAndErasureKnowTheBus =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.chorus.notification.fanout..", "io.chorus.notification.erasure..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.chorus.bus..", "io.vertx.redis..");
}
