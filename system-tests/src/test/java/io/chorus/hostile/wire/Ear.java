package io.chorus.hostile.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hears what the peer answers, or does not. Belongs to its connection's event loop. */
final class Ear extends SimpleChannelInboundHandler<Object> {
  private static final WebSocketDecoderConfig FRAMES =
      WebSocketDecoderConfig.newBuilder()
          .expectMaskedFrames(false)
          .allowExtensions(true)
          .maxFramePayloadLength(4 << 20)
          .withUTF8Validator(false)
          .build();

  /** Replies and errors say what they are at their beginning. */
  private static final int LOOKED_AT = 160;

  private static final Pattern OUTCOME =
      Pattern.compile("^\\{\"event\":\"(?:reply|error)\".*?(?:\"(ok)\":true|\"code\":\"(\\w+)\")");

  private final Wire.Owner owner;
  private boolean deaf;
  private boolean upgraded;
  private int status;
  private int closeCode;

  Ear(Wire.Owner owner, boolean deaf) {
    this.owner = owner;
    this.deaf = deaf;
  }

  boolean isUpgraded() {
    return upgraded;
  }

  Ending ending() {
    if (closeCode != 0) {
      return new Ending.Closed(closeCode);
    }
    return status == 0 || upgraded ? new Ending.Cut() : new Ending.Answered(status);
  }

  void listen(Channel channel) {
    deaf = false;
    channel.config().setAutoRead(true);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Object message) {
    switch (message) {
      case HttpResponse response -> {
        status = response.status().code();
        upgraded = response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
        if (!upgraded) {
          owner.answered("HTTP " + status);
        }
        context.channel().config().setAutoRead(!deaf);
      }
      case LastHttpContent last when upgraded -> {
        context
            .pipeline()
            .addBefore(context.name(), "frames", new WebSocket13FrameDecoder(FRAMES))
            .remove(HttpResponseDecoder.class);
      }
      case CloseWebSocketFrame close -> closeCode = close.statusCode();
      case PingWebSocketFrame ping ->
          context.writeAndFlush(Frames.of(Frames.PONG, ping.content().retain()));
      case TextWebSocketFrame text -> heard(text.content());
      default -> {}
    }
  }

  private void heard(ByteBuf text) {
    String beginning =
        text.toString(text.readerIndex(), Math.min(LOOKED_AT, text.readableBytes()), US_ASCII);
    Matcher outcome = OUTCOME.matcher(beginning);
    if (outcome.find()) {
      owner.answered(outcome.group(1) == null ? outcome.group(2) : outcome.group(1));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A reset, or an answer that is none: either way there is nothing more to hear.
    context.close();
  }
}
