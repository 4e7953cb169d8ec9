package io.chorus.http;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * One body on its way in. What it holds is counted until the request is answered, since what was
 * made of it lives as long. Runs on the event loop of its request.
 */
final class Reading {
  /** Bodies up to this length may use the whole budget; a longer one leaves a quarter of it. */
  private static final int SMALL = 64 * 1024;

  private final RoutingContext context;
  private final HttpServerRequest request;
  private final String caller;
  private final int maxBytes;
  private final Budget budget;
  private final Shares shares;
  private final UniEmitter<? super byte[]> reader;
  private Buffer body = Buffer.buffer();
  private long taken;
  private long timer;
  private boolean over;

  Reading(
      RoutingContext context,
      String caller,
      int maxBytes,
      Budget budget,
      Shares shares,
      UniEmitter<? super byte[]> reader) {
    this.context = context;
    this.request = context.request();
    this.caller = caller;
    this.maxBytes = maxBytes;
    this.budget = budget;
    this.shares = shares;
    this.reader = reader;
  }

  void begin(HttpBounds bounds) {
    String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    // The decoder has let no other than a number of at most 64 bits pass.
    if (declared != null && Long.parseLong(declared) > maxBytes) {
      fail(tooLarge());
      return;
    }
    if (request.isEnded()) {
      complete();
      return;
    }
    context.addEndHandler(ignored -> answered());
    timer =
        context
            .vertx()
            .setTimer(
                bounds.bodyWithin().toMillis(),
                ignored -> fail(new BodyTooSlow(bounds.bodyWithin())));
    if (isWaitedFor()) {
      request.response().writeContinue();
    }
    request.exceptionHandler(this::fail);
    request.handler(this::add);
    request.endHandler(ignored -> complete());
    request.resume();
  }

  private boolean isWaitedFor() {
    return request.version() != HttpVersion.HTTP_1_0
        && request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
  }

  private void add(Buffer part) {
    if (over) {
      return;
    }
    int length = body.length() + part.length();
    if (length > maxBytes) {
      fail(tooLarge());
    } else if (!shares.tryTake(caller, part.length(), maxBytes)) {
      fail(new Refusal(ErrorCode.RATE_LIMITED, "too many bodies of yours are being read"));
    } else if (!budget.tryTake(
        part.length(), length <= SMALL ? budget.bound() : budget.bound() / 4 * 3)) {
      shares.giveBack(caller, part.length());
      fail(new Refusal(ErrorCode.OVERLOADED, "too many bodies are being read"));
    } else {
      taken += part.length();
      body.appendBuffer(part);
    }
  }

  private Refusal tooLarge() {
    return new Refusal(
        ErrorCode.MESSAGE_TOO_LARGE, "the body has more than " + maxBytes + " bytes");
  }

  private void complete() {
    if (!over) {
      byte[] bytes = body.getBytes();
      end();
      GuardedConnection connection = GuardedConnection.of(request);
      if (connection != null) {
        connection.bodyEnded();
      }
      reader.complete(bytes);
    }
  }

  /** What still comes is thrown away; the answer is not held up by it. */
  private void fail(Throwable cause) {
    if (!over) {
      end();
      giveBack();
      reader.fail(cause);
    }
  }

  private void end() {
    over = true;
    body = null;
    context.vertx().cancelTimer(timer);
  }

  private void answered() {
    if (!over) {
      // The client is gone; nobody waits for this.
      end();
    }
    giveBack();
  }

  private void giveBack() {
    budget.giveBack(taken);
    shares.giveBack(caller, taken);
    taken = 0;
  }
}
