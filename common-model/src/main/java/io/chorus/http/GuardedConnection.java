package io.chorus.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Watches one connection, next to the network: heads have to come in time, answers have to be
 * taken, and requests may not pile up behind one that is being answered. Whoever does otherwise is
 * cut. It takes its leave when the connection becomes a WebSocket, which has bounds of its own.
 * Runs on the event loop of the connection.
 */
final class GuardedConnection extends ChannelDuplexHandler {
  /** Bytes that may be sent behind a request before all are answered: few pipeline, and little. */
  private static final int MAX_AHEAD = 64 * 1024;

  /** Bytes that may be unread when the client asks on. */
  private static final int MAX_UNREAD = 4 * 1024 * 1024;

  /** The same while nobody is known to whom they count. */
  private static final int MAX_UNREAD_OF_UNKNOWN = 64 * 1024;

  /** Bytes that a client takes at the least while the patience lasts. */
  private static final int MIN_TAKEN = 64 * 1024;

  private enum Phase {
    /** Its head is coming. */
    HEAD,
    /** It is being answered. */
    REQUEST,
    /** Between two requests. */
    IDLE
  }

  private final HttpBounds bounds;
  private final MeterRegistry metrics;
  private final UnreadAnswers unreadOfAll;
  private ChannelHandlerContext context;
  private Channel channel;
  private Phase phase = Phase.HEAD;
  private boolean isNew = true;
  private boolean readingBody;
  private int ahead;
  private ScheduledFuture<?> headTimer;
  private ScheduledFuture<?> unreadTimer;
  private String caller;
  private long unread;
  private long written;
  private long writtenBefore;
  private boolean wasEmpty;

  GuardedConnection(HttpBounds bounds, UnreadAnswers unreadOfAll, MeterRegistry metrics) {
    this.bounds = bounds;
    this.unreadOfAll = unreadOfAll;
    this.metrics = metrics;
  }

  /** The one that carries a request; null where it is not watched. */
  static GuardedConnection of(HttpServerRequest request) {
    return request.connection() instanceof ConnectionBase connection
        ? connection.channel().pipeline().get(GuardedConnection.class)
        : null;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    this.context = context;
    channel = context.channel();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    awaitHead();
    context.fireChannelActive();
  }

  private void awaitHead() {
    phase = Phase.HEAD;
    headTimer =
        context
            .executor()
            .schedule(
                () -> cut("http-head"), bounds.headWithin().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (isNew) {
      isNew = false;
      Unreadable.answerOn(channel.pipeline());
    }
    if (phase != Phase.HEAD && isUpgraded()) {
      leave();
    } else if (phase == Phase.IDLE) {
      ahead = 0;
      awaitHead();
    } else if (phase == Phase.REQUEST && !readingBody && message instanceof ByteBuf bytes) {
      ahead += bytes.readableBytes();
      if (ahead > MAX_AHEAD) {
        cut("http-ahead");
      }
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (phase != Phase.HEAD && isUpgraded()) {
      leave();
    } else if (message instanceof ByteBuf bytes) {
      int length = bytes.readableBytes();
      wrote(length);
      context.write(message, promise.unvoid().addListener(done -> taken(length)));
      return;
    }
    context.write(message, promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopTimers();
    context.fireChannelInactive();
  }

  /** A head is there, and its request about to be answered. */
  void begin(boolean hasBody) {
    phase = Phase.REQUEST;
    readingBody = hasBody;
    headTimer.cancel(false);
    if (unread > (caller == null ? MAX_UNREAD_OF_UNKNOWN : MAX_UNREAD)) {
      cut("http-patience");
    }
  }

  /**
   * What is unread here counts for that caller from now on. Connections of gateways carry many, one
   * after the other.
   */
  void carryFor(String caller) {
    if (!context.executor().inEventLoop()) {
      context.executor().execute(() -> carryFor(caller));
    } else if (!caller.equals(this.caller)) {
      unreadOfAll.remove(this.caller, unread);
      unreadOfAll.add(caller, unread);
      this.caller = caller;
    }
  }

  /** All of the request has come. */
  void bodyEnded() {
    readingBody = false;
  }

  /** The answer is given out. */
  void end() {
    phase = Phase.IDLE;
    readingBody = false;
  }

  private boolean isUpgraded() {
    return channel.pipeline().get(HttpRequestDecoder.class) == null;
  }

  private void leave() {
    stopTimers();
    Unreadable.leave(channel.pipeline());
    channel.pipeline().remove(this);
  }

  private void wrote(int length) {
    unreadOfAll.add(caller, length);
    unread += length;
    if (unreadTimer == null) {
      awaitTaking();
    }
  }

  private void taken(int length) {
    unreadOfAll.remove(caller, length);
    unread -= length;
    written += length;
    wasEmpty |= unread == 0;
  }

  private void awaitTaking() {
    wasEmpty = false;
    writtenBefore = takenSoFar();
    unreadTimer =
        channel
            .eventLoop()
            .schedule(this::look, bounds.patience().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    unreadTimer = null;
    if (unread == 0) {
      return;
    }
    if (!wasEmpty && takenSoFar() - writtenBefore < MIN_TAKEN) {
      cut("http-patience");
    } else {
      awaitTaking();
    }
  }

  private long takenSoFar() {
    ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
    return outbound == null ? written : written + outbound.currentProgress();
  }

  private void cut(String bound) {
    if (channel.isActive()) {
      metrics.counter("chorus.refused", "bound", bound).increment();
      // From here on: the server above would wait for what is written to be taken.
      context.close();
    }
  }

  private void stopTimers() {
    if (headTimer != null) {
      headTimer.cancel(false);
    }
    if (unreadTimer != null) {
      unreadTimer.cancel(false);
    }
  }
}
