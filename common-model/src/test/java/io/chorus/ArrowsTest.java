package io.chorus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.chorus", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule theModelKnowsNothingButJackson =
      classes()
          .that()
          .resideInAPackage("io.chorus.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "com.fasterxml.jackson..", "io.chorus.model..");

  @ArchTest
  static final ArchRule theBusKnowsNeitherTheModelNorHttp =
      noClasses()
          .that()
          .resideInAPackage("io.chorus.bus..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.chorus.model..", "io.chorus.http..");

  @ArchTest
  static final ArchRule httpDoesNotKnowTheBus =
      noClasses()
          .that()
          .resideInAPackage("io.chorus.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.chorus.bus..", "io.vertx.redis..");

  @ArchTest
  static final ArchRule authKnowsTheModelAlone =
      noClasses()
          .that()
          .resideInAPackage("io.chorus.auth..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.chorus.bus..", "io.chorus.http..", "io.vertx.redis..");
}
