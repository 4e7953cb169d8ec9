package io.chorus.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.chat.ChatConfig;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import java.util.Map;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Counted at once, as nobody can say how much time a test takes. */
class AllowanceTest {
  private static final int HOUR = 3600;

  /**
   * Rates so small that nothing comes back while the test runs, bursts as they follow from them.
   */
  private final ChatConfig.Session limits =
      Limits.with(
              Map.of(
                  "chorus.session.messages-per-second", "1",
                  "chorus.session.message-burst", "5",
                  "chorus.session.user-messages-per-second", "4",
                  "chorus.session.user-joins-per-second", "1",
                  "chorus.session.signals-per-second", "3",
                  "chorus.session.signal-bytes-per-second", "1000",
                  "chorus.session.frames-per-second", "10",
                  "chorus.session.user-fan-out-bytes-per-second", "1000"))
          .session();

  private final UserAllowance user = new UserAllowance(limits, System.nanoTime());
  private final Allowance phone = new Allowance(limits, user, System.nanoTime());
  private final Allowance laptop = new Allowance(limits, user, System.nanoTime());

  /** How often it goes well before it is refused. */
  private static int allowed(IntConsumer action) {
    int count = 0;
    try {
      while (count < HOUR) {
        action.accept(count);
        count++;
      }
    } catch (Refusal refusal) {
      assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    }
    return count;
  }

  @Test
  void messagesAreCountedByConnectionAndByUser() {
    assertThat(allowed(i -> phone.takeMessage())).isBetween(5, 6);
    assertThat(allowed(i -> laptop.takeMessage())).as("8 for the user").isBetween(2, 4);
  }

  @Test
  void joinsAreCountedByUser() {
    assertThat(allowed(i -> phone.takeJoin())).isBetween(25, 27);
    assertThat(allowed(i -> laptop.takeJoin())).isLessThan(2);
    phone.takeMessage();
  }

  @Test
  void tokensAreCountedByConnection() {
    assertThat(allowed(i -> phone.takeToken())).isBetween(20, 22);
    laptop.takeToken();
  }

  @Test
  void signalsAreCountedApartFromMessages() {
    assertThat(allowed(i -> phone.takeSignal(1))).isBetween(6, 8);
    phone.takeMessage();
  }

  @Test
  void signalsAreCountedInBytesToo() {
    assertThat(allowed(i -> phone.takeSignal(900))).isBetween(2, 3);
  }

  @Test
  void framesAndTheirBytesAreCounted() {
    int frames = 0;
    while (frames < HOUR && phone.takeFrame(1)) {
      frames++;
    }
    assertThat(frames).isBetween(20, 25);

    int large = 0;
    while (large < HOUR && laptop.takeFrame(1 << 20)) {
      large++;
    }
    assertThat(large).isBetween(4, 5);
  }

  @Test
  void whatReachesManyIsCountedManyTimesForTheUser() {
    phone.takeFanOut(1000, 1_000_000);

    assertThat(allowed(i -> phone.takeFanOut(1, 1))).as("not paid for yet").isZero();
    assertThat(allowed(i -> laptop.takeFanOut(1, 1))).isZero();
  }
}
