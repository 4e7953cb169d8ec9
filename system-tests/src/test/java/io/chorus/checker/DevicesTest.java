package io.chorus.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.nemesis.Fault;
import io.chorus.checker.nemesis.Nemesis;
import io.chorus.checker.nemesis.Pause;
import io.chorus.checker.network.Condition;
import io.chorus.checker.network.Network;
import io.chorus.checker.trace.Trace;
import io.chorus.node.NodeFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two people with three devices, of which a phone is away while there are faults: in the end all
 * show the same conversation, with the same edits, reactions and answers, and know the same of what
 * is read and unread. They use the library; {@code devices.mjs} is the application. The properties
 * are those of {@link FaultsTest}; {@code checker.duration} is how long the phone is away.
 */
class DevicesTest {
  private static final Path LIBRARY = Path.of("../web-client/target/page/chorus-client.js");
  private static final Duration READY = Duration.ofSeconds(90);

  @TempDir static Path folder;

  @Test
  void allDevicesShowTheSameThoughOneWasAway() throws IOException, InterruptedException {
    Duration away = Duration.parse("PT" + System.getProperty("checker.duration", "30s"));
    long seed = Long.getLong("checker.seed", ThreadLocalRandom.current().nextLong(1, 1_000_000));
    NodeFolder node = NodeFolder.in(folder.resolve("node"));
    Files.copy(LIBRARY, node.path().resolve(LIBRARY.getFileName()));
    Trace faults = new Trace("nemesis", System.nanoTime());
    try (Subject subject =
        Subject.start(Subject.packaged(folder.resolve("suite")).withInstances(2, 2, 1))) {
      Network network = subject.network();
      Nemesis nemesis = new Nemesis(subject.suite(), network, Fault.ALL, seed, faults);
      Process devices =
          node.application(
                  "devices.mjs",
                  subject.entrances().chat().getLast(),
                  network.lead("phone", "gateway", subject.suite().gateway().url()),
                  "room-" + UUID.randomUUID(),
                  Long.toString(seed))
              .start();
      try (BufferedReader said = devices.inputReader();
          PrintWriter tell = new PrintWriter(devices.outputWriter(), true)) {
        String first = said.readLine();
        assertThat(first)
            .as(() -> said.lines().collect(Collectors.joining("\n")))
            .isEqualTo("talking");
        int strikes = 0;

        tell.println("away");
        network.become(Condition.CUT, link -> link.from().equals("phone"));
        for (long begun = System.nanoTime();
            System.nanoTime() - begun < away.toNanos();
            strikes++) {
          strike(nemesis);
        }
        network.become(Condition.OPEN, link -> link.from().equals("phone"));
        tell.println("back");
        strike(nemesis);
        Awaitility.await("everything is ready").atMost(READY).until(nemesis::allReady);
        tell.println("rest");

        List<String> end = new ArrayList<>(said.lines().toList());
        System.out.printf(
            "Away for %d s, seed %d, %d faults: %s%n",
            away.toSeconds(), seed, strikes + 1, String.join("\n", end));
        assertThat(end).last().as(String.join("\n", faults.mentioning(""))).isEqualTo("done");
      } finally {
        devices.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  private static void strike(Nemesis nemesis) {
    nemesis.strike();
    Pause.of(nemesis.interval());
  }
}
