package io.chorus.database;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.timeout.IdleStateEvent;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import java.time.Duration;

/**
 * Closes a connection on which PostgreSQL has been silent, and does not wait for PostgreSQL to
 * agree to it, as its client does: a frozen one would never, and all that it has not answered would
 * wait as long. On the connection's event loop.
 */
final class Hangup extends ChannelDuplexHandler {
  /** Vert.x' own handler, which tells of silence. */
  private static final String IDLE = "idle";

  /** PostgreSQL's message that a session is over: its kind, its length. */
  private static final byte[] TERMINATE = {'X', 0, 0, 0, 4};

  private final long silenceNanos;
  private long heardNanos = System.nanoTime();
  private long askedNanos;

  /** Whether something was sent since something was last heard; {@link #askedNanos} is when. */
  private boolean asked;

  private Hangup(Duration silence) {
    silenceNanos = silence.toNanos();
  }

  /** Guards a new connection of a pool, to which it is given back. */
  static void guard(SqlConnection connection, Duration silence) {
    SocketConnectionBase socket =
        (SocketConnectionBase) ((SqlConnectionInternal) connection).unwrap().unwrap();
    ChannelPipeline pipeline = socket.socket().channelHandlerContext().pipeline();
    pipeline.addAfter(IDLE, Hangup.class.getName(), new Hangup(silence));
    connection.close();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (!asked) {
      asked = true;
      askedNanos = System.nanoTime();
    }
    super.write(context, message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    asked = false;
    heardNanos = System.nanoTime();
    super.channelRead(context, message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (!(event instanceof IdleStateEvent)) {
      super.userEventTriggered(context, event);
    } else if (isSilent(System.nanoTime())) {
      context.writeAndFlush(Unpooled.wrappedBuffer(TERMINATE), context.voidPromise());
      context.close();
    }
  }

  /**
   * An answer may stop half way, and it cannot be seen here that more is to come. A connection of
   * which nothing is wanted is no longer in the pool after twice the time.
   */
  private boolean isSilent(long now) {
    return asked ? now - askedNanos >= silenceNanos : now - heardNanos >= 2 * silenceNanos;
  }
}
