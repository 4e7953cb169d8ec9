package io.chorus.chat.transport.engineio;

import io.chorus.chat.session.Newcomer;
import io.chorus.chat.transport.engineio.EngineRequest.Reading;
import io.chorus.chat.transport.engineio.EngineRequest.Transport;
import io.chorus.chat.transport.engineio.EngineServer.Seat;
import io.chorus.http.Bodies;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * HTTP long-polling. Runs on the event loop of each request, hops to the session's, and back with
 * the answer.
 */
public final class PollingEndpoint implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int REQUEST_TIMEOUT = 408;
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=UTF-8";

  /** As many as a client may send at once in any case; see {@code frames-per-second}. */
  private static final int MAX_PACKETS = 1_000;

  /** All who have shown no token, as one caller: no user has such an id. */
  private static final String NEWCOMERS = "\0newcomers";

  private final EngineServer server;
  private final Bodies bodies;

  public PollingEndpoint(EngineServer server, Bodies bodies) {
    this.server = server;
    this.bodies = bodies;
  }

  @Override
  public void handle(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    Reading reading =
        EngineRequest.read(
            request.getParam("EIO"), request.getParam("transport"), request.getParam("sid"));
    switch (reading) {
      case Reading.Refused(EngineError error) -> refuse(request.response(), error);
      case Reading.Accepted(EngineRequest accepted) -> {
        if (accepted.transport() == Transport.WEBSOCKET) {
          // With an upgrade it would not have come here.
          refuse(request.response(), EngineError.BAD_REQUEST);
        } else if (accepted.sessionId() == null) {
          begin(request);
        } else {
          goOn(routing, server.find(accepted.sessionId()));
        }
      }
    }
  }

  private void begin(HttpServerRequest request) {
    if (request.method() != HttpMethod.GET) {
      refuse(request.response(), EngineError.BAD_HANDSHAKE_METHOD);
      return;
    }
    Seat seat;
    try {
      seat = server.isClosed() ? null : server.begin(requestContext(), server.arrive(request));
    } catch (Refusal refusal) {
      refuse(request.response(), refusal.code());
      return;
    }
    if (seat == null) {
      refuse(request.response(), ErrorCode.OVERLOADED);
    } else {
      head(request.response(), OK, TEXT).end(seat.session().handshake());
    }
  }

  private static void refuse(HttpServerResponse response, ErrorCode code) {
    head(response, code.httpStatus(), TEXT).end(code.wire());
  }

  private void goOn(RoutingContext routing, Seat seat) {
    HttpServerRequest request = routing.request();
    if (seat == null) {
      refuse(request.response(), EngineError.UNKNOWN_SESSION);
    } else if (request.method() == HttpMethod.GET) {
      poll(request.response(), seat);
    } else if (request.method() == HttpMethod.POST) {
      post(routing, seat);
    } else {
      refuse(request.response(), EngineError.BAD_REQUEST);
    }
  }

  private static void poll(HttpServerResponse response, Seat seat) {
    HttpPoll poll = new HttpPoll(response, requestContext(), seat);
    response.closeHandler(ignored -> seat.run(() -> seat.session().cancelled(poll)));
    seat.run(() -> seat.session().polled(poll));
  }

  private void post(RoutingContext routing, Seat seat) {
    HttpServerResponse response = routing.response();
    if (!seat.posting().compareAndSet(false, true)) {
      // Two at once would race with their packets.
      seat.run(seat.session()::malformed);
      refuse(response, EngineError.BAD_REQUEST);
      return;
    }
    ContextInternal context = requestContext();
    Newcomer newcomer = seat.arrival().newcomer();
    bodies
        .read(
            routing,
            newcomer.isKnown() ? null : NEWCOMERS,
            newcomer.mayTake(server.settings().maxPayload()))
        .subscribe()
        .with(
            body -> {
              newcomer.take(body.length);
              posted(body, response, context, seat);
            },
            failure -> failed(failure, response, seat));
  }

  private static void posted(
      byte[] body, HttpServerResponse response, ContextInternal context, Seat seat) {
    List<Packet> packets;
    try {
      packets = Payload.decode(body, MAX_PACKETS);
    } catch (MalformedPacket e) {
      seat.run(seat.session()::malformed);
      refuse(response, EngineError.BAD_REQUEST);
      return;
    }
    seat.run(
        () -> {
          // The next POST may come as soon as this one is answered.
          seat.posting().set(false);
          EngineError refused = seat.session().posted(packets);
          context.runOnContext(ignored -> confirm(response, refused));
        });
  }

  private static void confirm(HttpServerResponse response, EngineError refused) {
    if (refused != null) {
      refuse(response, refused);
    } else if (isAwaited(response)) {
      head(response, OK, "text/html").end("ok");
    }
  }

  /** What was not read is missing for good: the session cannot go on. */
  private static void failed(Throwable failure, HttpServerResponse response, Seat seat) {
    seat.run(seat.session()::malformed);
    if (isAwaited(response)) {
      int status =
          failure instanceof Refusal refusal ? refusal.code().httpStatus() : REQUEST_TIMEOUT;
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      head(response, status, TEXT).end();
    }
  }

  private static ContextInternal requestContext() {
    return ((ContextInternal) Vertx.currentContext()).unwrap();
  }

  static boolean isAwaited(HttpServerResponse response) {
    return !response.ended() && !response.closed();
  }

  static HttpServerResponse head(HttpServerResponse response, int status, String contentType) {
    return response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  static void refuse(HttpServerResponse response, EngineError error) {
    if (isAwaited(response)) {
      head(response, EngineError.HTTP_STATUS, JSON).end(error.json());
    }
  }
}
