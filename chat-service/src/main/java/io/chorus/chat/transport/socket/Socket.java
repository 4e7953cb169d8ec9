package io.chorus.chat.transport.socket;

import io.chorus.chat.posting.Congestion;
import io.chorus.chat.session.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One WebSocket, below whatever travels in its messages. All that is written keeps its order, and
 * all of it counts against the same bounds: what the application sends, and the answers to pings. A
 * client that lets them fill, or does not read while memory is scarce, is closed with {@link
 * CloseCode#SLOW_READER}. Once it closes, nothing more is given or taken; the peer has ten seconds
 * to read the close frame and to answer it, or one.
 *
 * <p>Belongs to the channel's event loop, but for {@link #install}.
 */
public final class Socket {
  private static final Logger LOG = Logger.getLogger(Socket.class);

  /**
   * A client that reads again within this time gets what waits, and the close frame behind it; one
   * that does not would never answer it.
   */
  private static final long CLOSE_MILLIS = 10_000;

  /** The same where what waits for it is needed by others. */
  private static final long SCARCE_CLOSE_MILLIS = 1_000;

  private enum State {
    /** The upgrade is under way. */
    EXPECTED,
    OPEN,
    /** A close frame is on its way, and the peer's is awaited. */
    CLOSING,
    GONE
  }

  private final Channel channel;
  private final SocketBounds bounds;
  private final Congestion congestion;
  private final Runnable atEnd;
  private final FrameReader reader;
  private State state = State.EXPECTED;
  private CloseCode why;
  private SocketListener listener;
  private SocketWriter writer;
  private Linger linger;
  private ChannelFuture closeWritten;
  private Future<?> timeout;
  private boolean heldBack;

  private Socket(Channel channel, SocketBounds bounds, Congestion congestion, Runnable atEnd) {
    this.channel = channel;
    this.bounds = bounds;
    this.congestion = congestion;
    this.atEnd = atEnd;
    this.reader = new FrameReader(this, bounds.messageBytes());
  }

  /**
   * Takes the place between a connection's decoder and Vert.x, while the upgrade request is there:
   * later, frames could have come already. From any thread.
   *
   * @param congestion while which it is not read
   * @param atEnd called once, when the connection is gone, upgraded or not
   */
  public static Socket install(
      ConnectionBase connection, SocketBounds bounds, Congestion congestion, Runnable atEnd) {
    Socket socket = new Socket(connection.channel(), bounds, congestion, atEnd);
    ChannelPipeline pipeline = connection.channel().pipeline();
    // Of an upgrade that did not come about.
    if (pipeline.get(FrameReader.class) != null) {
      pipeline.remove(FrameReader.class);
    }
    pipeline.addBefore(
        connection.channelHandlerContext().name(), FrameReader.class.getName(), socket.reader);
    if (!connection.channel().isActive()) {
      // Nobody would tell the handler any more.
      pipeline.remove(socket.reader);
    }
    return socket;
  }

  /** The same as {@link #open()}, for a client that may only send so much. */
  public void open(Ration ration) {
    open();
    if (state == State.OPEN) {
      String decoder = channel.pipeline().context(WebSocket13FrameDecoder.class).name();
      channel.pipeline().addBefore(decoder, null, new RationedReader(this, ration));
    }
  }

  /** The upgrade is done: from now on it can be written to. */
  public void open() {
    ChannelHandlerContext decoder = channel.pipeline().context(WebSocket13FrameDecoder.class);
    if (state != State.EXPECTED || decoder == null) {
      return;
    }
    state = State.OPEN;
    // HTTP's timeout for idle connections watches every write with a promise of its own, and a
    // session knows by itself when its client has gone.
    if (channel.pipeline().get(IdleStateHandler.class) != null) {
      channel.pipeline().remove(IdleStateHandler.class);
    }
    writer = new SocketWriter(decoder, bounds.outbound(), Flushes.of(channel.eventLoop()));
  }

  /**
   * Hands over what comes, beginning with what has come already. After {@link #open}, once.
   *
   * @param context in which the listener is called: one of the channel's event loop
   */
  public void listen(ContextInternal context, SocketListener listener) {
    this.listener = listener;
    if (state == State.OPEN) {
      reader.listen(context, listener);
    } else {
      listener.closing(why);
    }
  }

  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** A message was taken; the next ones wait where there is too much to do. */
  void taken() {
    if (state == State.OPEN && !heldBack && congestion.isHigh()) {
      heldBack = true;
      channel.config().setAutoRead(false);
      congestion.whenOver(channel.eventLoop(), this::readOn);
    }
  }

  private void readOn() {
    heldBack = false;
    channel.config().setAutoRead(true);
  }

  /**
   * Writes a frame; closes where too much waits already.
   *
   * @param frame owned by this call
   */
  public void send(ByteBuf frame) {
    if (write(frame, OutboundBounds.WHOLE) == SocketWriter.Outcome.FULL) {
      close(CloseCode.SLOW_READER);
    }
  }

  /**
   * Writes a frame, or drops it where half of the bounds is taken.
   *
   * @param frame owned by this call
   */
  public void sendHint(ByteBuf frame) {
    write(frame, OutboundBounds.HINT_SHARE);
  }

  /** Asks for a pong with the same payload. */
  public void ping(long payload) {
    send(Frames.ping(payload));
  }

  private SocketWriter.Outcome write(ByteBuf frame, int share) {
    if (state != State.OPEN) {
      frame.release();
      return SocketWriter.Outcome.CLOSED;
    }
    return writer.write(frame, share);
  }

  /** Closes, and lets what is written go out first where the client reads. */
  public void close(CloseCode code) {
    if (state == State.OPEN) {
      why = code;
      begin(Frames.close(code.code(), code.reason()));
    }
  }

  /**
   * Closes as Vert.x wants it.
   *
   * @param code or -1
   */
  void close(int code, String reason) {
    if (state == State.OPEN) {
      begin(code < 0 ? Frames.close() : Frames.close(code, reason));
    }
  }

  private void begin(ByteBuf closeFrame) {
    state = State.CLOSING;
    closeWritten = writer.writeLast(closeFrame);
    linger = new Linger(this);
    ChannelPipeline pipeline = channel.pipeline();
    String decoder = pipeline.context(WebSocket13FrameDecoder.class).name();
    pipeline.addBefore(decoder, Linger.class.getName(), linger);
    channel.config().setAutoRead(true);
    long millis =
        bounds.outbound().memoryIsScarce().getAsBoolean() ? SCARCE_CLOSE_MILLIS : CLOSE_MILLIS;
    timeout = channel.eventLoop().schedule(this::cut, millis, TimeUnit.MILLISECONDS);
    tellListener();
  }

  private void tellListener() {
    if (listener != null) {
      listener.closing(why);
    }
  }

  /**
   * The peer closes: with the same code back, or none where it gave none.
   *
   * @param code the peer's, or -1
   */
  void answerClose(int code) {
    close(code, "");
  }

  /** Both have closed: the connection ends as soon as the peer can know it. */
  void peerClosed() {
    if (state == State.CLOSING) {
      closeWritten.addListener(ignored -> reader.end());
    }
  }

  /** Something came that the protocol does not allow. */
  void violated(WebSocketCloseStatus why) {
    close(
        switch (why.code()) {
          case 1007 -> CloseCode.NOT_UTF8;
          case 1009 -> CloseCode.MESSAGE_TOO_BIG;
          default -> CloseCode.PROTOCOL_ERROR;
        });
  }

  /** As {@link #violated}, and the decoder does not know where the next frame begins. */
  void undecodable(CorruptedWebSocketFrameException violation) {
    violated(violation.closeStatus());
    if (state == State.CLOSING) {
      linger.beDeaf(channel.pipeline().context(linger));
    }
  }

  /**
   * What a client may send of which little is known is exceeded, and what exceeds it thrown away.
   */
  void exceeded() {
    close(CloseCode.FLOODING);
    if (state == State.CLOSING) {
      linger.beDeaf(channel.pipeline().context(linger));
    }
  }

  /** A fault of ours. */
  void broken(RuntimeException fault) {
    LOG.error("a socket's listener failed", fault);
    close(CloseCode.INTERNAL_ERROR);
  }

  /** The network failed. */
  void failed(Throwable cause) {
    LOG.debugf("connection %s: %s", channel.id(), cause);
    cut();
  }

  /**
   * Ends the connection without a word: for a client that does not read, a close frame would wait
   * with the rest. Below the pipeline, whose own way to close begins by waiting for that frame.
   */
  void cut() {
    channel.unsafe().close(channel.voidPromise());
  }

  /** The connection is gone, or the upgrade did not come about. */
  void gone() {
    State before = state;
    state = State.GONE;
    if (timeout != null) {
      timeout.cancel(false);
    }
    if (before == State.OPEN) {
      tellListener();
    }
    atEnd.run();
  }
}
