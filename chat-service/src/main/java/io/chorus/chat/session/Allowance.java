package io.chorus.chat.session;

import io.chorus.chat.ChatConfig;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;

/** What one connection may do, and its user with it. Belongs to the connection's event loop. */
final class Allowance {
  private static final int FRAME_BURST = 2;
  private static final int BYTE_BURST = 4;
  private static final int SIGNAL_BURST = 2;

  /**
   * A token that is renewed lasts longer than that; one that is bad costs as much as a good one.
   */
  private static final int TOKENS_PER_SECOND = 1;

  private static final int TOKEN_BURST = 20;

  private final UserAllowance user;
  private final RateLimit frames;
  private final RateLimit bytes;
  private final RateLimit messages;
  private final RateLimit signals;
  private final RateLimit signalBytes;
  private final RateLimit tokens;

  Allowance(ChatConfig.Session limits, UserAllowance user, long nowNanos) {
    this.user = user;
    this.frames = RateLimit.of(limits.framesPerSecond(), FRAME_BURST, nowNanos);
    this.bytes = RateLimit.of(limits.bytesPerSecond(), BYTE_BURST, nowNanos);
    this.messages = new RateLimit(limits.messagesPerSecond(), limits.messageBurst(), nowNanos);
    this.signals = RateLimit.of(limits.signalsPerSecond(), SIGNAL_BURST, nowNanos);
    this.signalBytes = RateLimit.of(limits.signalBytesPerSecond(), SIGNAL_BURST, nowNanos);
    this.tokens = RateLimit.of(TOKENS_PER_SECOND, TOKEN_BURST, nowNanos);
  }

  /** Takes a frame of any kind; false when it is one too many, or has too many bytes. */
  boolean takeFrame(int size) {
    long now = System.nanoTime();
    return frames.tryAcquire(1, now) && bytes.tryAcquire(size, now);
  }

  /**
   * Takes a message, or a change of one.
   *
   * @throws Refusal with {@code rate_limited}
   */
  void takeMessage() {
    long now = System.nanoTime();
    if (!messages.tryAcquire(1, now) || !user.trySend(now)) {
      throw new Refusal(ErrorCode.RATE_LIMITED, "too many messages, wait a moment");
    }
  }

  /**
   * Takes a move of a read marker.
   *
   * @throws Refusal with {@code rate_limited}
   */
  void takeReading() {
    if (!user.tryRead(System.nanoTime())) {
      throw new Refusal(ErrorCode.RATE_LIMITED, "too many readings, wait a moment");
    }
  }

  /**
   * Takes a join: as many leaves follow at the most.
   *
   * @throws Refusal with {@code rate_limited}
   */
  void takeJoin() {
    if (!user.tryJoin(System.nanoTime())) {
      throw new Refusal(ErrorCode.RATE_LIMITED, "too many joins, wait a moment");
    }
  }

  /**
   * Takes a token that is to be verified.
   *
   * @throws Refusal with {@code rate_limited}
   */
  void takeToken() {
    if (!tokens.tryAcquire(1, System.nanoTime())) {
      throw new Refusal(ErrorCode.RATE_LIMITED, "too many tokens, wait a moment");
    }
  }

  /**
   * Takes a signal.
   *
   * @throws Refusal with {@code rate_limited}
   */
  void takeSignal(int size) {
    long now = System.nanoTime();
    if (!signals.tryAcquire(1, now) || !signalBytes.tryAcquire(size, now)) {
      throw new Refusal(ErrorCode.RATE_LIMITED, "too many signals, wait a moment");
    }
  }

  /**
   * Takes what a request makes this and other instances send.
   *
   * @param size bytes that each of them gets
   * @param receivers how many get it
   * @throws Refusal with {@code rate_limited} while what was sent before is not paid for
   */
  void takeFanOut(int size, int receivers) {
    long now = System.nanoTime();
    if (!user.mayFanOut(now)) {
      throw new Refusal(ErrorCode.RATE_LIMITED, "too much for too many, wait a moment");
    }
    user.fannedOut((long) size * Math.max(1, receivers), now);
  }
}
