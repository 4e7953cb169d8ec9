package io.chorus.chat.transport.engineio;

import io.chorus.chat.transport.socket.OutboundBounds;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * The polls of a session and what waits for them: one poll is at hand at a time, and one answer on
 * its way. Belongs to the session's thread.
 */
final class Polls {
  private final Waiting waiting;
  private Poll poll;

  /** Answered, and still on its way. */
  private Poll answering;

  Polls(OutboundBounds bounds) {
    this.waiting = new Waiting(bounds);
  }

  /** Whether a poll is at hand. */
  boolean isAtHand() {
    return poll != null;
  }

  void take(Poll request) {
    poll = request;
  }

  /**
   * Adds what is to be fetched; false where too much waits already.
   *
   * @param frame owned by this call
   * @param share of the bounds that may be taken, in percent
   */
  boolean add(ByteBuf frame, int share) {
    return waiting.add(frame, share);
  }

  /** Answers the poll at hand if something waits, and may be sent now. */
  void answer() {
    if (mayAnswer() && !waiting.isEmpty()) {
      answerWith(waiting.takeAll());
    }
  }

  /** Whether a poll is at hand, and no answer on its way. */
  boolean mayAnswer() {
    return poll != null && answering == null;
  }

  /** Ends the poll at hand, if there is one, with this packet behind what waits. */
  void end(PacketType last) {
    if (poll != null) {
      List<ByteBuf> packets = waiting.takeAll();
      packets.add(PacketFrame.text(last, ""));
      answerWith(packets);
    }
  }

  private void answerWith(List<ByteBuf> packets) {
    answering = poll;
    poll = null;
    answering.answer(packets);
  }

  /** Refuses the poll at hand, if there is one. */
  void refuse(EngineError error) {
    if (poll != null) {
      poll.refuse(error);
      poll = null;
    }
  }

  /** The network has taken an answer: the next may follow. */
  void answered(Poll request) {
    if (answering == request) {
      answering = null;
    }
  }

  /** Forgets a poll; whether it was at hand, or its answer on its way. */
  boolean cancelled(Poll request) {
    if (poll != request && answering != request) {
      return false;
    }
    poll = null;
    answering = null;
    return true;
  }

  /** What waits, in order; owned by the caller. */
  List<ByteBuf> takeAll() {
    return waiting.takeAll();
  }

  void drop() {
    waiting.drop();
  }
}
