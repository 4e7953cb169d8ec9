package io.chorus.chat.transport.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Reads on while a socket closes, ahead of the decoder. A connection that is cut while the peer's
 * bytes are unread is reset, and the close frame, just written, would be lost with it. Within a
 * bound of bytes; that of time is the socket's. Runs on the channel's event loop.
 */
final class Linger extends ChannelInboundHandlerAdapter {
  private static final long MAX_BYTES = 64 << 20;

  /**
   * Nothing more is on its way when nothing has come for so long. To close sooner would reset the
   * client's connection where a proxy stands between, which closes both sides at once.
   */
  private static final long QUIET_MILLIS = 1000;

  private final Socket socket;
  private boolean deaf;
  private long left = MAX_BYTES;
  private long leftBefore;

  Linger(Socket socket) {
    this.socket = socket;
  }

  /**
   * The decoder has lost its place: nothing that comes can be understood, not even a close frame.
   * What comes is thrown away, and when it ends, so do we.
   */
  void beDeaf(ChannelHandlerContext ctx) {
    deaf = true;
    leftBefore = left;
    ctx.executor().schedule(() -> endIfQuiet(ctx), QUIET_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void endIfQuiet(ChannelHandlerContext ctx) {
    if (!ctx.channel().isActive()) {
      return;
    }
    if (left != leftBefore) {
      beDeaf(ctx);
      return;
    }
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    } else {
      ((DuplexChannel) ctx.channel()).shutdownOutput();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      ctx.fireChannelRead(message);
      return;
    }
    left -= bytes.readableBytes();
    if (left < 0) {
      bytes.release();
      socket.cut();
    } else if (deaf) {
      bytes.release();
    } else {
      ctx.fireChannelRead(bytes);
    }
  }
}
