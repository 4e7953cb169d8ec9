package io.chorus.checker.nemesis;

import io.chorus.checker.nemesis.Fault.Part;
import io.chorus.checker.nemesis.Fault.Way;
import io.chorus.checker.trace.Trace;
import io.chorus.stack.Suite;
import io.chorus.stack.status.ServiceEndpoint;
import io.chorus.stack.status.StackFile;
import io.chorus.stack.status.SuiteState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Picks what to break, by its seed alone, and breaks it. */
public final class Nemesis {
  /** Every fault there is. */
  public static final List<Fault> ALL =
      Stream.of(Part.values())
          .flatMap(part -> Stream.of(Way.values()).map(way -> new Fault(part, way)))
          .filter(fault -> fault.way() != Way.CUT || fault.part() == Part.REDIS)
          .toList();

  private static final int SHORTEST_FREEZE_MILLIS = 1_000;
  private static final int FREEZE_SPREAD_MILLIS = 7_000;
  private static final int SHORTEST_INTERVAL_MILLIS = 2_000;
  private static final int INTERVAL_SPREAD_MILLIS = 3_000;
  private static final Duration BACK = Duration.ofSeconds(60);

  private final Suite suite;
  private final List<Fault> faults;
  private final RandomGenerator random;
  private final Trace trace;

  public Nemesis(Suite suite, List<Fault> faults, long seed, Trace trace) {
    this.suite = suite;
    this.faults = faults;
    this.random = new SplittableRandom(seed);
    this.trace = trace;
  }

  /** How long to leave the suite in peace now. */
  public Duration interval() {
    return Duration.ofMillis(SHORTEST_INTERVAL_MILLIS + random.nextInt(INTERVAL_SPREAD_MILLIS));
  }

  /** Breaks something; returns when the fault is over. */
  public Strike strike() {
    Fault fault = faults.get(random.nextInt(faults.size()));
    boolean alone = allReady();
    int instance = random.nextInt(2);
    Duration freeze =
        Duration.ofMillis(SHORTEST_FREEZE_MILLIS + random.nextInt(FREEZE_SPREAD_MILLIS));
    Victim victim = new Victim(pid(fault.part(), instance));
    trace.add("FAULT " + fault + " " + victim.pid());
    long begun = System.nanoTime();
    switch (fault.way()) {
      case KILL -> victim.kill();
      case RESTART -> {
        if (fault.part() == Part.POSTGRES) {
          victim.interrupt();
        } else {
          victim.terminate();
        }
      }
      case FREEZE -> freeze(victim, freeze);
      case CUT -> cutSubscribers();
    }
    boolean ends = fault.way() == Way.KILL || fault.way() == Way.RESTART;
    if (ends && fault.part().isBackend()) {
      awaitBack(fault.part(), victim);
    }
    long over =
        ends && !fault.part().isBackend() || fault.way() == Way.CUT ? begun : System.nanoTime();
    trace.add("OVER " + fault);
    return new Strike(fault, over, alone);
  }

  /** Whether every part of the suite serves. */
  public boolean allReady() {
    return SuiteState.of(suite.content()).stream().allMatch(SuiteState.Part::ready);
  }

  private void freeze(Victim victim, Duration time) {
    victim.freeze();
    try {
      Pause.of(time);
    } finally {
      victim.thaw();
    }
  }

  private void awaitBack(Part part, Victim former) {
    String name = part.name().toLowerCase();
    Awaitility.await(name + " is back")
        .atMost(BACK)
        .pollInterval(Duration.ofMillis(20))
        .until(former::isGone);
    Awaitility.await(name + " is back")
        .atMost(BACK)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> pid(part, 0) != former.pid() && isReady(name));
  }

  private boolean isReady(String name) {
    return SuiteState.of(suite.content()).stream()
        .anyMatch(part -> part.name().equals(name) && part.ready());
  }

  private long pid(Part part, int index) {
    StackFile.Content content = suite.content();
    return switch (part) {
      case CHAT -> pid(content.chat(), index);
      case HISTORY -> pid(content.history(), index);
      case REDIS -> content.redis().pid();
      case POSTGRES -> content.postgres().pid();
    };
  }

  private static long pid(List<ServiceEndpoint> instances, int index) {
    return instances.get(index % instances.size()).pid();
  }

  private void cutSubscribers() {
    URI redis = URI.create(suite.redis().url());
    try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
      socket
          .getOutputStream()
          .write("CLIENT KILL TYPE pubsub\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
