package io.chorus.chat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.chorus.chat", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule arrowsGoOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("transport")
          .definedBy("io.chorus.chat.transport..")
          .layer("session")
          .definedBy("io.chorus.chat.session..")
          .layer("posting")
          .definedBy("io.chorus.chat.posting..")
          .layer("features")
          .definedBy(
              "io.chorus.chat.room..",
              "io.chorus.chat.user..",
              "io.chorus.chat.presence..",
              "io.chorus.chat.outbox..")
          .layer("reading")
          .definedBy("io.chorus.chat.reading..")
          .layer("fanout")
          .definedBy("io.chorus.chat.fanout..")
          .layer("bus")
          .definedBy("io.chorus.chat.bus..")
          .whereLayer("transport")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("session")
          .mayOnlyBeAccessedByLayers("transport")
          .whereLayer("posting")
          .mayOnlyBeAccessedByLayers("transport", "session")
          .whereLayer("reading")
          .mayOnlyBeAccessedByLayers("session")
          .whereLayer("features")
          .mayOnlyBeAccessedByLayers("transport", "session", "posting", "reading")
          .whereLayer("fanout")
          .mayOnlyBeAccessedByLayers("transport", "session", "features");

  @ArchTest
  static final ArchRule onlyTheBusKnowsRedis =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.chorus.chat.bus..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx.redis..");

  @ArchTest
  static final ArchRule onlyTransportsKnowSockets =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.chorus.chat.transport..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus.websockets..", "io.netty.channel..", "jakarta.ws.rs..");

  /** A message's age is measured and carried along; clocks of two machines are never compared. */
  @ArchTest
  static final ArchRule nobodyReadsAWallClock =
      noClasses()
          .that()
          .resideInAPackage("io.chorus.chat.outbox..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, Instant.class);
}
