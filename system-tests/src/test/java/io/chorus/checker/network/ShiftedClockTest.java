package io.chorus.checker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class ShiftedClockTest {
  private final ShiftedClock clock = new ShiftedClock();

  private static Buffer request(String... parts) {
    StringBuilder text = new StringBuilder("*" + parts.length + "\r\n");
    for (String part : parts) {
      text.append("$").append(part.length()).append("\r\n").append(part).append("\r\n");
    }
    return Buffer.buffer(text.toString());
  }

  @Test
  void whatIsNoScriptGoesOnAsItIsHoweverItIsCut() {
    Buffer requests = request("GET", "a").appendBuffer(request("SET", "b", "*1\r\n$4\r\nPING\r\n"));
    Buffer passed = Buffer.buffer();

    for (int i = 0; i < requests.length(); i++) {
      passed.appendBuffer(clock.take(requests.getBuffer(i, i + 1)));
    }

    assertThat(passed).isEqualTo(requests);
  }

  @Test
  void aScriptThatAsksForTheTimeIsFoundByItsOldDigestAndGetsAnotherTime() {
    String script = "return redis.call('TIME')";

    String loaded = clock.take(request("SCRIPT", "LOAD", script)).toString();
    String called =
        clock.take(request("EVALSHA", "104ae65debf45156ded1e8e613705534c8e62c17", "0")).toString();

    assertThat(loaded).contains("return (function()").contains(ShiftedClock.OFFSET_KEY);
    assertThat(called)
        .contains("EVALSHA")
        .doesNotContain("104ae65debf45156ded1e8e613705534c8e62c17");
  }
}
