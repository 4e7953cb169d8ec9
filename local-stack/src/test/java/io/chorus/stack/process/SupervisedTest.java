package io.chorus.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir private Path folder;
  private Roster roster;
  private final BlockingQueue<Long> restarts = new LinkedBlockingQueue<>();

  @BeforeEach
  void openRoster() {
    roster = Roster.open(folder.resolve("processes"));
  }

  @AfterEach
  void closeRoster() {
    roster.close();
  }

  @Test
  void aProcessThatDiesIsStartedAgainWithinTwoSeconds() {
    Supervised supervised = supervised("exec sleep 60");
    supervised.start(SOON);
    long first = supervised.pid();

    supervised.kill();

    await().atMost(Duration.ofSeconds(2)).until(() -> !restarts.isEmpty());
    assertThat(supervised.pid()).isNotEqualTo(first).isEqualTo(restarts.peek());
    supervised.stop(SOON);
  }

  @Test
  void aProcessThatKeepsDyingIsStillStartedAgainWithinTwoSeconds() {
    Supervised supervised = supervised("exec sleep 60");
    supervised.start(SOON);
    for (int death = 1; death <= 4; death++) {
      restarts.clear();
      supervised.kill();
      await().atMost(Duration.ofSeconds(2)).until(() -> !restarts.isEmpty());
    }
    supervised.stop(SOON);
  }

  @Test
  void aProcessThatIsStoppedStaysAway() {
    Supervised supervised = supervised("exec sleep 60");
    supervised.start(SOON);

    supervised.stop(SOON);

    await()
        .during(Duration.ofMillis(500))
        .atMost(SOON)
        .until(() -> ProcessHandle.of(supervised.pid()).isEmpty());
    assertThat(restarts).isEmpty();
  }

  @Test
  void oneThatWasStoppedIsKeptUpAgainOnceItIsResumed() {
    Supervised supervised = supervised("exec sleep 60");
    supervised.start(SOON);
    supervised.stop(SOON);

    supervised.resume();
    long resumed = supervised.pid();
    assertThat(ProcessHandle.of(resumed)).isPresent();
    supervised.kill();

    await().atMost(SOON).until(() -> !restarts.isEmpty());
    assertThat(supervised.pid()).isNotEqualTo(resumed).isEqualTo(restarts.peek());
    supervised.stop(SOON);
  }

  @Test
  void aProcessThatIgnoresBeingAskedIsEndedByForce() {
    Path deaf = folder.resolve("deaf");
    Supervised supervised =
        supervised("trap '' TERM; : >'" + deaf + "'; while :; do sleep 1; done");
    supervised.start(SOON);
    await().atMost(SOON).until(() -> Files.exists(deaf));

    supervised.stop(Duration.ofMillis(300));

    assertThat(ProcessHandle.of(supervised.pid())).isEmpty();
  }

  @Test
  void aProcessThatEndsWhileStartingFailsWithItsLog() {
    Supervised supervised =
        new Supervised(roster, program("echo broken; exit 3", () -> false), s -> {});

    assertThatThrownBy(() -> supervised.start(SOON))
        .isInstanceOf(StartFailure.class)
        .hasMessage("sleeper ended while starting; see %s.", log());
    assertThat(log()).hasContent("broken");
  }

  @Test
  void aProcessThatIsNotReadyInTimeFailsAndIsGone() {
    Supervised supervised = new Supervised(roster, program("exec sleep 60", () -> false), s -> {});

    assertThatThrownBy(() -> supervised.start(Duration.ofSeconds(1)))
        .hasMessage("sleeper was not ready within 1 s; see %s.", log());
    assertThat(ProcessHandle.of(supervised.pid())).isEmpty();
  }

  @Test
  void nothingIsStartedOnceTheRosterIsSealed() {
    roster.seal();

    assertThatThrownBy(() -> supervised("exec sleep 60").start(SOON))
        .isInstanceOf(StartFailure.class);
  }

  @Test
  void theNextToOpenTheRosterEndsWhatAKilledOneLeftBehind() throws IOException {
    Child orphan = roster.launch(program("exec sleep 60", () -> true));
    Path record = Files.copy(folder.resolve("processes"), folder.resolve("left-behind"));

    Roster.open(record).close();

    assertThat(orphan.alive()).isFalse();
  }

  @Test
  void closingTheRosterEndsWhatStillRuns() {
    Child left = roster.launch(program("exec sleep 60", () -> true));

    roster.close();

    assertThat(left.endsWithin(SOON)).isTrue();
  }

  private Supervised supervised(String script) {
    return new Supervised(
        roster, program(script, () -> true), restarted -> restarts.add(restarted.pid()));
  }

  private Program program(String script, Probe ready) {
    return new Program(
        "sleeper", List.of("sh", "-c", script), Map.of(), folder, log(), StopSignal.TERM, ready);
  }

  private Path log() {
    return folder.resolve("sleeper.log");
  }
}
