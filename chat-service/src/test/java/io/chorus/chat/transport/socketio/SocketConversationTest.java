package io.chorus.chat.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.chat.session.CloseCode;
import io.chorus.chat.session.Limits;
import io.chorus.chat.session.Newcomers;
import io.chorus.chat.transport.engineio.Arrival;
import io.chorus.chat.transport.engineio.EngineHarness;
import io.chorus.chat.transport.engineio.EngineHarness.RecordedWire;
import io.chorus.chat.transport.engineio.MalformedPacket;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.json.JsonObject;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Ordered as the protocol's document is. */
class SocketConversationTest implements Application {
  private final RecordedWire wire = new RecordedWire();
  private final List<EventPacket> events = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private Future<Void> admitted = Future.succeededFuture();
  private Link link;
  private Runnable atStart = () -> {};

  private final Newcomers newcomers =
      Limits.newcomers(Map.of("chorus.socketio.newcomers", "1"), new SimpleMeterRegistry());
  private final Arrival arrival = new Arrival(null, "10.0.0.1", newcomers.enter("10.0.0.1"));

  private final EngineHarness engine =
      new EngineHarness(
          wire,
          (session, timers) ->
              new SocketConversation(
                  new SocketConversation.Setting(this, Duration.ofSeconds(1), 1_000, arrival),
                  session,
                  null,
                  timers));

  @Override
  public boolean serves(String namespace) {
    return namespace.equals("/") || namespace.equals("/custom");
  }

  @Override
  public Future<Welcome> admit(Link to, JsonObject auth) {
    link = to;
    return admitted.map(ignored -> welcome(to.namespace()));
  }

  private Welcome welcome(String namespace) {
    return new Welcome() {
      @Override
      public String sid() {
        return "sid" + namespace;
      }

      @Override
      public String recoveryId() {
        return null;
      }

      @Override
      public Participant start() {
        atStart.run();
        return participant(namespace);
      }

      @Override
      public void withdraw() {
        ended.add("withdrawn " + namespace);
      }
    };
  }

  private Participant participant(String namespace) {
    return new Participant() {
      @Override
      public void received(EventPacket event) {
        events.add(event);
      }

      @Override
      public void counted(int bytes) {}

      @Override
      public void heard() {}

      @Override
      public void left() {
        ended.add("left " + namespace);
      }

      @Override
      public void ended(CloseCode why) {
        ended.add("gone from " + namespace);
      }
    };
  }

  private String last() {
    return wire.written.getLast();
  }

  @Nested
  class ConnectionToANamespace {
    @Test
    void aClientIsToldItsName() throws MalformedPacket {
      engine.frame("40");

      assertThat(last()).isEqualTo("40{\"sid\":\"sid/\"}");
    }

    @Test
    void aClientMayBeInSeveral() throws MalformedPacket {
      engine.frame("40");
      engine.frame("40/custom,");

      assertThat(last()).isEqualTo("40/custom,{\"sid\":\"sid/custom\"}");
    }

    @Test
    void oneThatIsNotServedIsRefused() throws MalformedPacket {
      engine.frame("40/random");

      assertThat(last()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
      assertThat(wire.closed).isNull();
    }

    @Test
    void whoIsNotLetInIsToldWhyAndMayTryAgain() throws MalformedPacket {
      admitted = Future.failedFuture(new Refusal(ErrorCode.UNAUTHORIZED, "no token"));
      engine.frame("40");
      assertThat(last()).isEqualTo("44{\"message\":\"unauthorized\"}");

      admitted = Future.succeededFuture();
      engine.frame("40");
      assertThat(last()).startsWith("40{");
    }

    @Test
    void nobodyMayTryWithoutEnd() throws MalformedPacket {
      admitted = Future.failedFuture(new Refusal(ErrorCode.UNAUTHORIZED, "no token"));
      for (int i = 0; i < 17; i++) {
        engine.frame("40");
      }
      assertThat(wire.closed).isEqualTo(CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void whoDoesNotConnectMayNotSayMuch() throws MalformedPacket {
      for (int i = 0; i < 65; i++) {
        engine.frame("3");
      }
      assertThat(wire.closed).isEqualTo(CloseCode.FLOODING);
    }

    @Test
    void anythingElseFirstEndsTheConnection() throws MalformedPacket {
      engine.frame("42[\"foo\"]");

      assertThat(wire.closed).isEqualTo(CloseCode.PROTOCOL_ERROR);
      assertThat(events).isEmpty();
    }

    @Test
    void nothingIsCollectedOfWhomNobodyKnows() throws MalformedPacket {
      engine.frame("451-[\"foo\"]");

      assertThat(wire.closed).isEqualTo(CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void whoIsLetInIsNoNewcomerAnyMore() throws MalformedPacket {
      assertThatThrownBy(() -> newcomers.enter("10.0.0.2")).isInstanceOf(Refusal.class);
      engine.frame("40");

      newcomers.enter("10.0.0.2");
    }

    @Test
    void whoHasLeftIsOneAgainWhereThereIsRoom() throws MalformedPacket {
      engine.frame("40");
      engine.frame("41");
      assertThat(wire.closed).isNull();
      engine.frame("40");
      newcomers.enter("10.0.0.2");

      engine.frame("41");

      assertThat(wire.closed).isEqualTo(CloseCode.INTERNAL_ERROR);
    }

    @Test
    void anEventAheadOfTheAnswerEndsItToo() throws MalformedPacket {
      Promise<Void> pending = Promise.promise();
      admitted = pending.future();
      engine.frame("40");
      engine.frame("42[\"foo\"]");
      assertThat(wire.closed).isEqualTo(CloseCode.PROTOCOL_ERROR);
      int written = wire.written.size();

      pending.complete();

      assertThat(wire.written).hasSize(written);
      assertThat(ended).containsExactly("withdrawn /");
    }

    @Test
    void whoseBeginningIsTooMuchForItHasLeft() throws MalformedPacket {
      atStart = () -> link.close(CloseCode.SLOW_READER);

      engine.frame("40");

      assertThat(ended).containsExactly("gone from /");
    }

    @Test
    void withoutAConnectTheConnectionEnds() throws MalformedPacket {
      engine.timers.pass(300);
      engine.frame("3");
      engine.timers.pass(300);
      engine.frame("3");
      engine.timers.pass(300);
      engine.frame("3");
      assertThat(wire.closed).isNull();

      engine.timers.pass(150);

      assertThat(wire.closed).isNotNull();
    }
  }

  @Nested
  class SendingAndReceivingData {
    @Test
    void anEventReachesItsNamespace() throws MalformedPacket {
      engine.frame("40");
      engine.frame("42[\"foo\",1]");

      assertThat(events).hasSize(1);
      assertThat(events.getFirst().name()).isEqualTo("foo");
      assertThat(events.getFirst().arguments().source(1)).isEqualTo("1");
    }

    @Test
    void anEventIsWholeOnlyWithItsAttachments() throws MalformedPacket {
      engine.frame("40");
      engine.frame("452-[\"foo\",{\"_placeholder\":true,\"num\":0}]");
      engine.frame(new byte[] {1});
      assertThat(events).isEmpty();
      engine.frame(new byte[] {2, 3});

      assertThat(events.getFirst().attachments())
          .containsExactly(new byte[] {1}, new byte[] {2, 3});
    }

    @Test
    void attachmentsAreBounded() throws MalformedPacket {
      engine.frame("40");
      engine.frame("452-[\"foo\"]");
      engine.frame(new byte[600]);
      engine.frame(new byte[600]);

      assertThat(wire.closed).isEqualTo(CloseCode.PROTOCOL_ERROR);
      assertThat(events).isEmpty();
    }

    @Test
    void textWhereAnAttachmentIsAwaitedEndsTheConnection() throws MalformedPacket {
      engine.frame("40");
      engine.frame("451-[\"foo\"]");
      engine.frame("42[\"bar\"]");

      assertThat(wire.closed).isEqualTo(CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void anAttachmentThatNothingAwaitsEndsTheConnection() throws MalformedPacket {
      engine.frame("40");
      engine.frame(new byte[] {1});

      assertThat(wire.closed).isEqualTo(CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void whatIsSentCarriesItsAttachmentsBehindIt() throws MalformedPacket {
      engine.frame("40/custom");
      link.event("[\"bar\",{\"_placeholder\":true,\"num\":0}]", List.of("x".getBytes()));

      assertThat(wire.written)
          .endsWith("451-/custom,[\"bar\",{\"_placeholder\":true,\"num\":0}]", "x");
    }
  }

  @Nested
  class Acknowledgement {
    @Test
    void anAnswerBearsTheNumberOfItsEvent() throws MalformedPacket {
      engine.frame("40");
      engine.frame("4212[\"foo\"]");
      link.acknowledge(events.getFirst().acknowledgement(), "[\"bar\"]", List.of());

      assertThat(last()).isEqualTo("4312[\"bar\"]");
    }

    @Test
    void inAnotherNamespaceItNamesIt() throws MalformedPacket {
      engine.frame("40/custom");
      link.acknowledge(13, "[]", List.of("x".getBytes()));

      assertThat(wire.written).endsWith("461-/custom,13[]", "x");
    }
  }

  @Nested
  class DisconnectionFromANamespace {
    @Test
    void theOthersGoOn() throws MalformedPacket {
      engine.frame("40");
      engine.frame("40/custom");
      engine.frame("41/custom");
      engine.frame("42[\"foo\"]");

      assertThat(ended).containsExactly("left /custom");
      assertThat(events).hasSize(1);
      assertThat(wire.closed).isNull();
    }

    @Test
    void nothingMoreIsTakenThere() throws MalformedPacket {
      engine.frame("40");
      engine.frame("41");
      engine.frame("42[\"foo\"]");

      assertThat(events).isEmpty();
      assertThat(wire.closed).isEqualTo(CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void whoIsGoneHasLeftThemAll() throws MalformedPacket {
      engine.frame("40");
      engine.frame("40/custom");
      engine.frame("1");

      assertThat(ended).containsExactlyInAnyOrder("gone from /", "gone from /custom");
    }
  }
}
