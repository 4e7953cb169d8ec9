package io.chorus.chat.transport.engineio;

import io.chorus.chat.transport.engineio.EngineServer.Seat;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;
import java.util.List;

/** A poll over HTTP, answered on the event loop of its request. */
final class HttpPoll implements Poll {
  private static final int OK = 200;
  private static final String TEXT = "text/plain; charset=UTF-8";

  private final HttpServerResponse response;
  private final ContextInternal context;
  private final Seat seat;

  HttpPoll(HttpServerResponse response, ContextInternal context, Seat seat) {
    this.response = response;
    this.context = context;
    this.seat = seat;
  }

  @Override
  public void answer(List<ByteBuf> packets) {
    ByteBuf payload = Payload.encode(packets);
    context.runOnContext(ignored -> answer(payload));
  }

  private void answer(ByteBuf payload) {
    if (!PollingEndpoint.isAwaited(response)) {
      payload.release();
      seat.run(() -> seat.session().cancelled(this));
      return;
    }
    PollingEndpoint.head(response, OK, TEXT)
        .end(Buffer.buffer(payload))
        .onComplete(
            written ->
                seat.run(
                    () -> {
                      if (written.succeeded()) {
                        seat.session().answered(this);
                      } else {
                        seat.session().cancelled(this);
                      }
                    }));
  }

  @Override
  public void refuse(EngineError error) {
    context.runOnContext(ignored -> PollingEndpoint.refuse(response, error));
  }
}
