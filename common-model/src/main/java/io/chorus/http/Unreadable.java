package io.chorus.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.impl.VertxHandler;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.TimeUnit;

/**
 * Has requests answered that no router gets to see, since their heads cannot be read: the server
 * would answer them without a word. It stands behind the decoder, which judges all but the target.
 * The connection ends with that answer, and reads on for a while so that it arrives. Runs on the
 * event loop of the connection.
 */
final class Unreadable extends ChannelDuplexHandler {
  /**
   * Lines of a head. They are bounded in bytes by the decoder; but each, however short, is kept.
   */
  private static final int MAX_HEADERS = 100;

  private boolean isLast;
  private boolean isThrownAway;

  private Unreadable() {}

  /** For a connection whose decoder is there, and has not read anything yet. */
  static void answerOn(ChannelPipeline pipeline) {
    ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
    VertxHandler<?> server = pipeline.get(VertxHandler.class);
    if (decoder != null
        && server != null
        && server.getConnection() instanceof HttpServerConnection connection) {
      pipeline.addAfter(decoder.name(), null, new Unreadable());
      connection.invalidRequestHandler(Unreadable::answer);
    }
  }

  /** For a connection that is no HTTP any more. */
  static void leave(ChannelPipeline pipeline) {
    if (pipeline.get(Unreadable.class) != null) {
      pipeline.remove(Unreadable.class);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (isThrownAway) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest request) {
      if (request.decoderResult().isSuccess()) {
        judge(request);
      }
      isLast |= request.decoderResult().isFailure();
    }
    context.fireChannelRead(message);
  }

  /** What the decoder lets pass. */
  private static void judge(HttpRequest request) {
    if (!isUri(request.uri())) {
      request.setDecoderResult(
          DecoderResult.failure(new IllegalArgumentException("the target is no URI")));
    } else if (request.headers().size() > MAX_HEADERS) {
      request.headers().clear();
      request.setDecoderResult(
          DecoderResult.failure(new TooLongHttpHeaderException("too many headers")));
    }
  }

  private static boolean isUri(String target) {
    try {
      new URI(target);
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void answer(HttpServerRequest request) {
    HttpResponseStatus status =
        switch (request.decoderResult().cause()) {
          case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
          case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
          default -> HttpResponseStatus.BAD_REQUEST;
        };
    request.response().putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    Failure.ofStatus(status.code()).end(request.response());
  }

  /**
   * The server closes once the answer is written; what the client still writes may be under way.
   */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (!isLast || isThrownAway || !context.channel().isActive()) {
      context.close(promise);
      return;
    }
    isThrownAway = true;
    ((DuplexChannel) context.channel()).shutdownOutput();
    context.channel().config().setAutoRead(true);
    ScheduledFuture<?> end =
        context
            .executor()
            .schedule(() -> context.close(promise), Requests.LINGER_MILLIS, TimeUnit.MILLISECONDS);
    context
        .channel()
        .closeFuture()
        .addListener(
            closed -> {
              end.cancel(false);
              promise.trySuccess();
            });
  }
}
