package io.chorus.hostile;

import io.chorus.checker.client.Entrances;
import io.chorus.checker.client.Latencies;
import io.chorus.checker.client.Workload;
import io.chorus.checker.nemesis.Pause;
import io.chorus.checker.verdict.Verdict;
import io.chorus.checker.verdict.Violation;
import io.chorus.hostile.attack.Attack.Target;
import io.chorus.hostile.attack.Means;
import io.chorus.hostile.attack.Onslaught;
import io.chorus.hostile.suite.Census;
import io.chorus.hostile.suite.SuiteProcess;
import io.chorus.stack.status.Endpoint;
import io.chorus.stack.status.ServiceEndpoint;
import io.chorus.stack.status.StackFile;
import io.chorus.stack.token.DevKeys;
import io.chorus.stack.token.Tokens;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Honest clients, first alone, then beside hostile ones; then judged. Blocks its caller. */
final class Soak {
  private static final Duration JOINED = Duration.ofSeconds(120);
  private static final Duration ENDINGS = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofSeconds(60);

  /** Of the times that the report tells. */
  static final Duration STRETCH = Duration.ofSeconds(10);

  private static final Duration STEP = Duration.ofSeconds(1);
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final List<String> OUT_OF_MEMORY =
      List.of("OutOfMemoryError", "OutOfDirectMemoryError", "StackOverflowError");

  private final SuiteProcess suite;
  private final SoakOptions options;
  private final Census census;
  private final Entrances entrances;
  private final DevKeys keys;

  private Soak(SuiteProcess suite, SoakOptions options) {
    this.suite = suite;
    this.options = options;
    StackFile.Content content = suite.content();
    this.census = Census.of(content);
    this.keys = DevKeys.in(suite.keys());
    this.entrances = Entrances.all(content, new Tokens(keys));
  }

  /**
   * Runs it on a suite of its own, and keeps what it has shown in {@code target/hostile}.
   *
   * @param folder for everything that the suite keeps
   */
  static SoakReport run(Path folder, SoakOptions options) throws IOException {
    try (SuiteProcess suite = SuiteProcess.start(Path.of(".."), folder)) {
      SoakReport report = new Soak(suite, options).run();
      Path reports = Files.createDirectories(Path.of("target", "hostile"));
      String name = "seed-" + options.seed();
      Files.writeString(reports.resolve(name + ".md"), report.text());
      suite.copyLogs(Files.createDirectories(reports.resolve(name)));
      return report;
    }
  }

  private SoakReport run() {
    try (Workload honest =
        new Workload(entrances, options.honest(), options.seed(), System.nanoTime())) {
      honest.connect();
      Awaitility.await("honest clients in their rooms").atMost(JOINED).until(honest::isJoined);
      honest.startWriting();
      Pause.of(options.warmUp());
      honest.takeLatencies();
      Pause.of(options.peace());
      Latencies peace = honest.takeLatencies();
      try (Onslaught onslaught =
          new Onslaught(options.attackers(), options.turn(), means(honest.rooms()))) {
        onslaught.begin();
        suffer(options.onset());
        honest.takeLatencies();
        List<Latencies> war = new ArrayList<>();
        for (Duration left = options.war(); left.isPositive(); left = left.minus(STRETCH)) {
          suffer(left.compareTo(STRETCH) < 0 ? left : STRETCH);
          war.add(honest.takeLatencies());
        }
        List<String> gone = census.gone();
        onslaught.pause();
        Pause.of(ENDINGS);
        onslaught.disperse();
        honest.stopWriting();
        return new SoakReport(
            options,
            peace,
            war,
            onslaught.table(),
            onslaught.faults(),
            census.memory(),
            gone,
            census.tooLarge(),
            suite.logged(OUT_OF_MEMORY),
            closed(honest.losses()),
            gone.isEmpty() ? judge(honest) : List.of());
      }
    }
  }

  /** Until the time is over, or something has fallen: what comes after that proves nothing. */
  private void suffer(Duration time) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < time.toNanos() && census.gone().isEmpty()) {
      Pause.of(STEP);
    }
  }

  /** What an honest client ends by itself, as it hears nothing, shows in the times. */
  private static List<String> closed(List<String> losses) {
    return losses.stream().filter(loss -> loss.matches(".*: closed \\d+")).toList();
  }

  private List<Violation> judge(Workload honest) {
    try {
      Awaitility.await().atMost(QUIET).until(honest::isQuiet);
    } catch (ConditionTimeoutException e) {
      // What is still unanswered is a violation, which the verdict names.
    }
    long deadline = System.nanoTime() + SETTLED_NANOS;
    while (true) {
      List<Violation> violations = Verdict.ofViews(honest);
      if (violations.isEmpty() || System.nanoTime() > deadline) {
        return violations;
      }
      Pause.of(STEP);
    }
  }

  private Means means(List<String> busyRooms) {
    StackFile.Content content = suite.content();
    return new Means(
        Map.of(
            Target.CHAT, doors(content.gateway(), content.chat()),
            Target.HISTORY, doors(content.gateway(), content.history()),
            Target.NOTIFICATION, doors(content.gateway(), content.notification())),
        entrances.tokens(),
        entrances.tokens().mint(Means.SHARED_USER),
        NestedToken.signedWith(keys.privateKey()),
        new ArrayList<>(busyRooms));
  }

  private static List<InetSocketAddress> doors(Endpoint gateway, List<ServiceEndpoint> instances) {
    return Stream.concat(Stream.of(gateway.url()), instances.stream().map(ServiceEndpoint::url))
        .map(URI::create)
        .map(url -> new InetSocketAddress(url.getHost(), url.getPort()))
        .toList();
  }
}
