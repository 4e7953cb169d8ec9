package io.chorus.model.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.model.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestAckTest {
  @Test
  void anAnswerArrivesAsItWasSent() {
    IngestAck ack =
        new IngestAck("7", "h1", List.of(1L, IngestAck.REFUSED), "s1", Map.of(1, "too_late"));

    assertThat(IngestAck.read(Json.text(ack))).contains(ack);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{}",
        "[]",
        "null",
        "5",
        "{\"batchId\":\"7\",\"cursors\":[\"x\"]}"
      })
  void whatIsNoAnswerIsNone(String text) {
    assertThat(IngestAck.read(text)).isEmpty();
  }

  @Test
  void anAnswerAccountsForEveryMessageOrForNone() {
    assertThat(new IngestAck("7", "h1", List.of(1L, 0L), null, null).accountsFor(2)).isTrue();
    assertThat(new IngestAck("7", "h1", List.of(1L), null, null).accountsFor(2)).isFalse();
    assertThat(new IngestAck("7", "h1", List.of(1L, 2L, 3L), null, null).accountsFor(2)).isFalse();
    assertThat(new IngestAck("7", "h1", Arrays.asList(1L, null), null, null).accountsFor(2))
        .isFalse();
    assertThat(new IngestAck("7", "h1", List.of(1L, -1L), null, null).accountsFor(2)).isFalse();
    assertThat(IngestAck.failed("7", "h1", "s1").accountsFor(0)).isFalse();
  }
}
