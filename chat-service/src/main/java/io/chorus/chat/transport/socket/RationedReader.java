package io.chorus.chat.transport.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Counts what a client sends, ahead of the decoder, which would gather a whole frame before anybody
 * hears of it. Goes once the client is known. Runs on the channel's event loop.
 */
final class RationedReader extends ChannelInboundHandlerAdapter {
  private final Socket socket;
  private final Ration ration;

  RationedReader(Socket socket, Ration ration) {
    this.socket = socket;
    this.ration = ration;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!ration.isInForce() || !socket.isOpen()) {
      ctx.pipeline().remove(this);
    } else if (message instanceof ByteBuf bytes && !ration.take(bytes.readableBytes())) {
      bytes.release();
      ctx.pipeline().remove(this);
      socket.exceeded();
      return;
    }
    ctx.fireChannelRead(message);
  }
}
