package io.chorus.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the connections of this process and puts a {@link GuardedConnection} in front of each. The
 * server above offers no place for it, so it is put before the sockets that accept. Thread-safe.
 */
@Singleton
class Connections {
  private static final String GATE = "chorus-gate";

  /**
   * Bytes that one read may take. A buffer waits, as a whole, for the rest of what is incomplete in
   * it: by itself it grows to 64 KiB, of which a client needs to send next to nothing.
   */
  private static final int LARGEST_READ = 8 * 1024;

  private static final int FIRST_READ = 1024;
  private static final int SMALLEST_READ = 64;

  private final Vertx vertx;
  private final HttpBounds bounds;
  private final MeterRegistry metrics;
  private final UnreadAnswers unread;

  Connections(Vertx vertx, HttpBounds bounds, UnreadAnswers unread, MeterRegistry metrics) {
    this.vertx = vertx;
    this.bounds = bounds;
    this.metrics = metrics;
    this.unread = unread;
  }

  void guard(@ObservesAsync HttpServerStart started) {
    for (EventExecutor acceptor : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
      acceptor.execute(() -> guard((SingleThreadEventLoop) acceptor));
    }
  }

  private void guard(SingleThreadEventLoop acceptor) {
    for (Iterator<Channel> all = acceptor.registeredChannelsIterator(); all.hasNext(); ) {
      Channel channel = all.next();
      if (channel instanceof ServerChannel && channel.pipeline().get(GATE) == null) {
        channel.pipeline().addFirst(GATE, new Gate(channel.localAddress()));
      }
    }
  }

  /** Runs on the event loop of its server, which hands each new connection through it. */
  private final class Gate extends ChannelInboundHandlerAdapter {
    private final AtomicInteger open;
    private final Counter refused = metrics.counter("chorus.refused", "bound", "http-connections");

    Gate(SocketAddress address) {
      String port = String.valueOf(((InetSocketAddress) address).getPort());
      open = metrics.gauge("chorus.http.connections", Tags.of("port", port), new AtomicInteger());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      Channel connection = (Channel) message;
      if (open.get() >= bounds.connections()) {
        refused.increment();
        connection.unsafe().closeForcibly();
        return;
      }
      open.incrementAndGet();
      connection.closeFuture().addListener(closed -> open.decrementAndGet());
      connection
          .config()
          .setRecvByteBufAllocator(
              new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, LARGEST_READ));
      connection.pipeline().addLast(new GuardedConnection(bounds, unread, metrics));
      context.fireChannelRead(message);
    }
  }
}
