package io.chorus.chat.transport.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Stands between the frame decoder and Vert.x: frames end here, and so do the decoder's complaints;
 * Vert.x sees HTTP before the upgrade and the end of the connection after it. Runs on the channel's
 * event loop.
 */
final class FrameReader extends ChannelDuplexHandler {
  /** Codes from here on mean nothing (RFC 6455, section 7.4.2); the decoder lets them pass. */
  private static final int CODES_END = 5000;

  private final Socket socket;
  private final Fragments fragments;

  /**
   * What came before somebody listened. As nothing more is read then, no more than one read brings.
   */
  private Queue<Object> early = new ArrayDeque<>(0);

  private ContextInternal context;
  private SocketListener listener;
  private ChannelHandlerContext ctx;

  FrameReader(Socket socket, int maxMessageBytes) {
    this.socket = socket;
    this.fragments = new Fragments(maxMessageBytes);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    this.ctx = ctx;
  }

  /** Hands over what has come, and reads on. */
  void listen(ContextInternal context, SocketListener listener) {
    this.context = context;
    this.listener = listener;
    Queue<Object> came = early;
    early = null;
    came.forEach(this::take);
    ctx.channel().config().setAutoRead(true);
  }

  /** Ends the connection in order, past Vert.x, whose own way would write another close frame. */
  void end() {
    ctx.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof WebSocketFrame) {
      takeOrKeep(message);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException) {
      takeOrKeep(cause);
    } else if (listener != null) {
      socket.failed(cause);
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }

  private void takeOrKeep(Object came) {
    if (listener != null) {
      take(came);
    } else {
      ctx.channel().config().setAutoRead(false);
      early.add(came);
    }
  }

  private void take(Object came) {
    // Whoever is called asks Vert.x on which loop to go on.
    ContextInternal before = context.beginDispatch();
    try {
      switch (came) {
        case CorruptedWebSocketFrameException e -> socket.undecodable(e);
        case CloseWebSocketFrame close -> closed(close);
        case WebSocketFrame frame -> read(frame);
        default -> throw new IllegalStateException("neither a frame nor a violation");
      }
    } catch (CorruptedWebSocketFrameException e) {
      socket.violated(e.closeStatus());
    } catch (RuntimeException e) {
      socket.broken(e);
    } finally {
      context.endDispatch(before);
      ReferenceCountUtil.release(came);
    }
  }

  private void closed(CloseWebSocketFrame close) {
    if (socket.isOpen()) {
      int code = close.statusCode();
      if (close.rsv() != 0 || code >= CODES_END) {
        throw violation();
      }
      if (code >= 0) {
        ByteBuf content = close.content();
        Utf8.decode(content.slice(Short.BYTES, content.readableBytes() - Short.BYTES));
      }
      socket.answerClose(code);
    }
    socket.peerClosed();
  }

  private void read(WebSocketFrame frame) {
    if (!socket.isOpen()) {
      return;
    }
    // Extensions would use these bits, and none was agreed upon.
    if (frame.rsv() != 0) {
      throw violation();
    }
    listener.counted(frame.content().readableBytes());
    if (!socket.isOpen()) {
      return;
    }
    switch (frame) {
      case PingWebSocketFrame ping -> {
        socket.send(Frames.pong(ping.content()));
        listener.pinged();
      }
      case PongWebSocketFrame pong -> listener.ponged(pong.content());
      default -> message(frame);
    }
  }

  private void message(WebSocketFrame frame) {
    ByteBuf message = fragments.add(frame);
    if (message == null) {
      return;
    }
    if (fragments.isBinary()) {
      listener.binary(message);
    } else {
      listener.text(Utf8.decode(message));
    }
    socket.taken();
  }

  private static CorruptedWebSocketFrameException violation() {
    return new CorruptedWebSocketFrameException(
        WebSocketCloseStatus.PROTOCOL_ERROR, "not the protocol");
  }

  /** Vert.x closes when the application stops: in our way, which has a bound. */
  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (listener != null && message instanceof CloseWebSocketFrame close) {
      socket.close(close.statusCode(), close.reasonText());
      close.release();
      promise.trySuccess();
    } else {
      ctx.write(message, promise);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (early != null) {
      early.forEach(ReferenceCountUtil::release);
      early.clear();
    }
    socket.gone();
  }
}
