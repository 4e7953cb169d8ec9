package io.chorus.notification.erasure;

import io.chorus.bus.Bus;
import io.chorus.bus.BusUnavailable;
import io.chorus.logging.SparingLog;
import io.chorus.model.Json;
import io.chorus.model.erasure.ErasureAnswer;
import io.chorus.model.erasure.ErasureChannels;
import io.chorus.model.erasure.ErasureRequest;
import io.chorus.notification.inbox.InboxEraser;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Answers the history, which asks for a part at a time: after the commit, and not at all where
 * nothing could be erased, so that another instance is believed or it is asked again. Every
 * instance hears every request; they share the rows. Its state belongs to one event loop.
 */
@RegisterForReflection(targets = {ErasureRequest.class, ErasureAnswer.class})
@Singleton
class ErasureRequests {
  private static final Logger LOG = Logger.getLogger(ErasureRequests.class);

  /** Under way at once; others are not answered, and asked again. */
  private static final int AT_ONCE = 2;

  private final Bus bus;
  private final InboxEraser eraser;
  private final Context context;
  private final SparingLog sparing = new SparingLog(LOG, Duration.ofMinutes(1));
  private int underWay;

  ErasureRequests(Bus bus, InboxEraser eraser, Vertx vertx) {
    this.bus = bus;
    this.eraser = eraser;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
  }

  void start(@Observes StartupEvent event) {
    bus.subscribe(
        ErasureChannels.REQUESTS,
        text -> {
          String request = text.toString();
          context.runOnContext(ignored -> ErasureRequest.read(request).ifPresent(this::received));
        });
  }

  private void received(ErasureRequest request) {
    if (underWay == AT_ONCE) {
      return;
    }
    underWay++;
    (request.userId() == null ? eraser.isReady() : eraser.erase(request.userId()))
        .subscribe()
        .with(
            isDone -> onLoop(() -> answer(request, isDone)),
            e ->
                onLoop(
                    () ->
                        sparing.say(
                            Logger.Level.WARN, "erasure", "nothing was erased for now: " + e)));
  }

  private void onLoop(Runnable end) {
    context.runOnContext(
        ignored -> {
          underWay--;
          end.run();
        });
  }

  private void answer(ErasureRequest request, boolean isDone) {
    bus.answer(request.replyTo(), Json.text(new ErasureAnswer(request.id(), isDone)))
        .onFailure(BusUnavailable.otherwise(e -> LOG.error("an erasure was not answered", e)));
  }
}
