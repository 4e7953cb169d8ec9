package io.chorus.chat.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.chat.session.CloseCode;
import io.chorus.chat.transport.engineio.EngineHarness.RecordedPoll;
import io.chorus.chat.transport.engineio.EngineHarness.RecordedWire;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Ordered as the protocol's document is. */
class EngineSessionTest {
  @Nested
  class Handshaking {
    @Test
    void overPollingAWebSocketIsOfferedAsUpgrade() {
      assertThat(EngineHarness.polling().session.handshake())
          .isEqualTo(
              "0{\"sid\":\"s-1\",\"upgrades\":[\"websocket\"],"
                  + "\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000}");
    }

    @Test
    void overAWebSocketTheFirstFrameOpensTheSession() {
      RecordedWire wire = new RecordedWire();
      EngineHarness.over(wire);

      assertThat(wire.written).hasSize(1);
      assertThat(wire.written.getFirst()).startsWith("0{\"sid\":\"s-1\",\"upgrades\":[],");
    }
  }

  @Nested
  class SendingData {
    private final EngineHarness polling = EngineHarness.polling();

    @Test
    void whatIsPostedIsReceivedInItsOrder() throws MalformedPacket {
      assertThat(polling.post("4one\u001e4two\u001ebAQI=")).isNull();

      assertThat(polling.received).startsWith("one", "two");
      assertThat((byte[]) polling.received.get(2)).containsExactly(1, 2);
    }

    @Test
    void nothingBehindAClosePacketIsReceived() throws MalformedPacket {
      polling.post("4one\u001e1\u001e4two");

      assertThat(polling.received).containsExactly("one");
      assertThat(polling.ended).isEqualTo(1);
    }

    @Test
    void whatIsMalformedEndsTheSession() {
      polling.session.malformed();

      assertThat(polling.poll().error).isEqualTo(EngineError.UNKNOWN_SESSION);
      assertThat(polling.ended).isEqualTo(1);
    }
  }

  @Nested
  class ReceivingData {
    private final EngineHarness polling = EngineHarness.polling();

    @Test
    void aPollIsAnsweredAtOnceWithAllThatWaits() {
      polling.send("one");
      polling.send("two");

      assertThat(polling.poll().answer).isEqualTo("4one\u001e4two");
    }

    @Test
    void aPollWaitsForTheFirstPacket() {
      RecordedPoll poll = polling.poll();
      assertThat(poll.answer).isNull();

      polling.send("one");

      assertThat(poll.answer).isEqualTo("4one");
    }

    @Test
    void aSecondPollIsRefusedAndEndsTheSession() {
      RecordedPoll first = polling.poll();
      RecordedPoll second = polling.poll();

      assertThat(first.answer).isEqualTo("1");
      assertThat(second.error).isEqualTo(EngineError.BAD_REQUEST);
      assertThat(polling.poll().error).isEqualTo(EngineError.UNKNOWN_SESSION);
    }

    @Test
    void aCancelledPollEndsTheSession() {
      RecordedPoll poll = polling.poll();
      polling.session.cancelled(poll);

      assertThat(polling.poll().error).isEqualTo(EngineError.UNKNOWN_SESSION);
      assertThat(polling.ended).isEqualTo(1);
    }

    @Test
    void oneAnswerIsOnItsWayAtATime() {
      polling.send("one");
      RecordedPoll first = polling.unreadPoll();
      polling.send("two");
      RecordedPoll second = polling.unreadPoll();

      assertThat(first.answer).isEqualTo("4one");
      assertThat(second.answer).isNull();
      polling.session.answered(first);
      assertThat(second.answer).isEqualTo("4two");
    }

    @Test
    void aClientThatFetchesNothingIsGivenUpAtTheBoundInFrames() {
      EngineHarness small = new EngineHarness(null, 2, 1_000);
      small.send("one");
      small.session.sendHint(PacketFrame.message("hint"));
      small.send("two");
      assertThat(small.session.isOpen()).isTrue();

      small.send("three");

      assertThat(small.ended).isEqualTo(1);
      assertThat(small.poll().error).isEqualTo(EngineError.UNKNOWN_SESSION);
    }

    @Test
    void aClientThatFetchesNothingIsGivenUpAtTheBoundInBytes() {
      EngineHarness small = new EngineHarness(null, 100, 20);
      small.send("0123456789");
      assertThat(small.session.isOpen()).isTrue();

      small.send("0123456789");

      assertThat(small.forgotten).isTrue();
    }

    @Test
    void whileMemoryIsScarceLittleMayWait() {
      EngineHarness polling = new EngineHarness(null, 100, 1_000);
      polling.send("0123456789");
      polling.memoryIsScarce = true;
      polling.session.sendHint(PacketFrame.message("0123456789"));
      assertThat(polling.poll().answer).isEqualTo("40123456789");

      polling.send("0123456789");
      assertThat(polling.session.isOpen()).isTrue();
      polling.send("0123456789");

      assertThat(polling.session.isOpen()).isFalse();
    }

    @Test
    void hintsAreDroppedWhereMuchWaits() {
      EngineHarness small = new EngineHarness(null, 4, 1_000);
      small.send("one");
      small.session.sendHint(PacketFrame.message("first hint"));
      small.session.sendHint(PacketFrame.message("second hint"));

      assertThat(small.poll().answer).isEqualTo("4one\u001e4first hint");
    }
  }

  @Nested
  class Beating {
    @Test
    void theServerPingsAtItsInterval() throws MalformedPacket {
      EngineHarness polling = EngineHarness.polling();
      for (int i = 0; i < 3; i++) {
        polling.timers.pass(300);
        assertThat(polling.poll().answer).isEqualTo("2");
        polling.post("3");
      }
      assertThat(polling.session.isOpen()).isTrue();
    }

    @Test
    void withoutAPongTheSessionEnds() {
      RecordedWire wire = new RecordedWire();
      EngineHarness socket = EngineHarness.over(wire);

      socket.timers.pass(500);

      assertThat(wire.closed).isEqualTo(CloseCode.SILENT);
      assertThat(socket.ended).isEqualTo(1);
      assertThat(socket.timers.pending()).isZero();
    }

    @Test
    void aPongThatNobodyAskedForDoesNotPutThePingOff() throws MalformedPacket {
      EngineHarness polling = EngineHarness.polling();
      polling.timers.pass(200);
      polling.post("3");
      polling.timers.pass(100);

      assertThat(polling.poll().answer).isEqualTo("2");
    }

    @Test
    void aPingOfTheClientIsNotOfThisVersion() throws MalformedPacket {
      EngineHarness polling = EngineHarness.polling();
      polling.post("2");

      assertThat(polling.session.isOpen()).isFalse();
    }
  }

  @Nested
  class Upgrading {
    private final EngineHarness polling = EngineHarness.polling();
    private final RecordedWire wire = new RecordedWire();

    @Test
    void aProbeIsAnsweredAndEndsThePendingPoll() throws MalformedPacket {
      RecordedPoll poll = polling.poll();
      polling.session.offered(wire);
      polling.session.received(Packet.read("2probe"), wire);

      assertThat(wire.written).containsExactly("3probe");
      assertThat(poll.answer).isEqualTo("6");
    }

    @Test
    void aPollBehindTheProbeDoesNotWaitForLong() throws MalformedPacket {
      polling.session.offered(wire);
      polling.session.received(Packet.read("2probe"), wire);
      for (int i = 0; i < 2; i++) {
        RecordedPoll poll = polling.unreadPoll();
        polling.timers.pass(100);

        assertThat(poll.answer).isEqualTo("6");
        polling.session.answered(poll);
      }
    }

    @Test
    void aPollThatHasOvertakenTheUpgradeIsRefused() throws MalformedPacket {
      polling.session.offered(wire);
      polling.session.received(Packet.read("2probe"), wire);
      RecordedPoll poll = polling.unreadPoll();
      polling.session.received(Packet.read("5"), wire);

      assertThat(poll.error).isEqualTo(EngineError.BAD_REQUEST);
    }

    @Test
    void nothingIsLostOnTheWay() throws MalformedPacket {
      polling.session.offered(wire);
      polling.session.received(Packet.read("2probe"), wire);
      polling.send("by poll");
      assertThat(polling.poll().answer).isEqualTo("4by poll");
      polling.send("between");
      polling.session.received(Packet.read("5"), wire);
      polling.send("by socket");

      assertThat(wire.written).containsExactly("3probe", "4between", "4by socket");
    }

    @Test
    void whatTheSocketSaysCountsFromThere() throws MalformedPacket {
      RecordedWire upgraded = polling.upgraded();
      polling.session.received(Packet.read("4hello"), upgraded);

      assertThat(polling.received).containsExactly("hello");
    }

    @Test
    void anUpgradeThatTakesTooLongIsGivenUpAndPollingGoesOn() throws MalformedPacket {
      polling.session.offered(wire);
      polling.timers.pass(299);
      assertThat(wire.closed).isNull();
      EngineHarness patient = EngineHarness.polling();
      patient.session.offered(wire);
      for (int i = 0; i < 50; i++) {
        patient.timers.pass(300);
        patient.poll();
        patient.post("3");
      }

      assertThat(wire.closed).isEqualTo(CloseCode.NORMAL);
      assertThat(patient.session.isOpen()).isTrue();
      assertThat(patient.session.refusal()).isNull();
    }

    @Test
    void anotherPacketThanTheProbeEndsTheAttemptAlone() throws MalformedPacket {
      polling.session.offered(wire);
      polling.session.received(Packet.read("5"), wire);

      assertThat(wire.closed).isNotNull();
      assertThat(polling.session.isOpen()).isTrue();
    }

    @Test
    void pollsAreRefusedAfterwards() throws MalformedPacket {
      polling.upgraded();

      assertThat(polling.polls).isFalse();
      assertThat(polling.poll().error).isEqualTo(EngineError.BAD_REQUEST);
      assertThat(polling.post("4x")).isEqualTo(EngineError.BAD_REQUEST);
      assertThat(polling.session.isOpen()).isTrue();
    }

    @Test
    void aSecondSocketIsNotTaken() throws MalformedPacket {
      polling.session.offered(wire);
      assertThat(polling.session.offered(new RecordedWire())).isFalse();
      polling.session.received(Packet.read("2probe"), wire);
      polling.session.received(Packet.read("5"), wire);
      assertThat(polling.session.offered(new RecordedWire())).isFalse();
    }
  }

  @Nested
  class Closing {
    private final EngineHarness polling = EngineHarness.polling();

    @Test
    void aClosePacketEndsThePendingPollWithANoop() throws MalformedPacket {
      RecordedPoll poll = polling.poll();
      polling.post("1");

      assertThat(poll.answer).isEqualTo("6");
      assertThat(polling.poll().error).isEqualTo(EngineError.UNKNOWN_SESSION);
    }

    @Test
    void aPollThatTheClosePacketHasOvertakenEndsAsWell() throws MalformedPacket {
      polling.send("nobody wants it");
      polling.post("1");
      assertThat(polling.ended).isEqualTo(1);

      assertThat(polling.poll().answer).isEqualTo("6");
      assertThat(polling.poll().error).isEqualTo(EngineError.UNKNOWN_SESSION);
      assertThat(polling.timers.pending()).isZero();
    }

    @Test
    void whatWasSentBeforeGoesOutWithTheNextPoll() {
      polling.send("last words");
      polling.session.close(CloseCode.TOKEN_EXPIRED);

      assertThat(polling.ended).isEqualTo(1);
      polling.send("too late");
      assertThat(polling.poll().answer).isEqualTo("4last words\u001e1");
      assertThat(polling.forgotten).isTrue();
      assertThat(polling.ended).isEqualTo(1);
    }

    @Test
    void nothingIsTakenMeanwhile() throws MalformedPacket {
      polling.session.close(CloseCode.TOKEN_EXPIRED);

      assertThat(polling.post("4x")).isEqualTo(EngineError.UNKNOWN_SESSION);
      assertThat(polling.received).isEmpty();
    }

    @Test
    void aPollThatNeverComesIsNotWaitedForForLong() {
      polling.session.close(CloseCode.TOKEN_EXPIRED);
      polling.timers.pass(30_000);

      assertThat(polling.forgotten).isTrue();
      assertThat(polling.timers.pending()).isZero();
    }

    @Test
    void aSocketIsClosedWithTheCode() {
      RecordedWire wire = new RecordedWire();
      EngineHarness socket = EngineHarness.over(wire);
      socket.session.close(CloseCode.SLOW_READER);

      assertThat(wire.closed).isEqualTo(CloseCode.SLOW_READER);
      assertThat(socket.ended).isEqualTo(1);
      assertThat(socket.forgotten).isTrue();
    }
  }
}
