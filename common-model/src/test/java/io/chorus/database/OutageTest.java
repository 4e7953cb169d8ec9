package io.chorus.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {
  private static Throwable refusal(String state) {
    return new PgException("no", "ERROR", state, null);
  }

  /** As a library above the client passes it on. */
  private static Throwable wrapped(String state) {
    return new CompletionException(new IllegalStateException(new SQLException("no", state)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"08006", "25006", "40P01", "53100", "53300", "55P03", "57014", "57P01", "58030"})
  void whatPassesIsAnOutage(String state) {
    assertThat(Outage.isOne(refusal(state))).isTrue();
    assertThat(Outage.isOne(wrapped(state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"22021", "23505", "42P01", "42601", "28P01"})
  void whatWillNeverBeRightIsNone(String state) {
    assertThat(Outage.isOne(refusal(state))).isFalse();
    assertThat(Outage.isOne(wrapped(state))).isFalse();
  }

  @Test
  void aFaultOfOursIsNone() {
    assertThat(Outage.isOne(new NullPointerException())).isFalse();
    assertThat(Outage.isOne(new CompletionException(new IllegalArgumentException()))).isFalse();
  }

  @Test
  void whatPostgresqlDidNotSayComesFromTheWayToIt() {
    assertThat(Outage.isOne(new VertxException("closed", true))).isTrue();
    assertThat(Outage.isOne(new CompletionException(new VertxException("closed", true)))).isTrue();
    assertThat(Outage.isOne(new ConnectException("refused"))).isTrue();
    assertThat(Outage.isOne(Future.failedFuture("Timeout").cause())).isTrue();
    assertThat(Outage.isOne(new TimeoutException())).isTrue();
  }
}
