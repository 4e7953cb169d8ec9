package io.chorus.database;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateEvent;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;

/**
 * Closes a connection on which PostgreSQL has been silent, and does not wait for PostgreSQL to
 * agree to it, as its client does: a frozen one would never, and all that it has not answered would
 * wait as long. On the connection's event loop.
 */
final class Hangup extends ChannelInboundHandlerAdapter {
  /** Vert.x' own handler, which tells of silence. */
  private static final String IDLE = "idle";

  /** PostgreSQL's message that a session is over: its kind, its length. */
  private static final byte[] TERMINATE = {'X', 0, 0, 0, 4};

  private Hangup() {}

  /** Guards a new connection of a pool, to which it is given back. */
  static void guard(SqlConnection connection) {
    SocketConnectionBase socket =
        (SocketConnectionBase) ((SqlConnectionInternal) connection).unwrap().unwrap();
    ChannelPipeline pipeline = socket.socket().channelHandlerContext().pipeline();
    pipeline.addAfter(IDLE, Hangup.class.getName(), new Hangup());
    connection.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof IdleStateEvent) {
      context.writeAndFlush(Unpooled.wrappedBuffer(TERMINATE), context.voidPromise());
      context.close();
    } else {
      super.userEventTriggered(context, event);
    }
  }
}
