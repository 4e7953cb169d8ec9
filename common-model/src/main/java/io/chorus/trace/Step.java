package io.chorus.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Future;
import io.vertx.core.impl.ContextInternal;

/**
 * A step of a trace that is kept, from when it was begun until its {@link #end}. {@link #NONE}
 * stands for all that are not kept: it does nothing, and costs nothing. Thread-safe; never blocks.
 */
public final class Step {
  public static final Step NONE = new Step(null, null);

  static final String TRACEPARENT = "traceparent";

  private final Tracer tracer;
  private final Span span;

  Step(Tracer tracer, Span span) {
    this.tracer = tracer;
    this.span = span;
  }

  /** A step of this one. */
  public Step child(String name, SpanKind kind) {
    return this == NONE
        ? NONE
        : new Step(
            tracer, tracer.spanBuilder(name).setSpanKind(kind).setParent(context()).startSpan());
  }

  /** Notes a number about it. */
  public void note(String attribute, long value) {
    if (this != NONE) {
      span.setAttribute(attribute, value);
    }
  }

  /** Ends it with what is done in it, and gives that back. */
  public <T> Future<T> until(Future<T> done) {
    return this == NONE ? done : done.onComplete(ended -> end(ended.cause()));
  }

  /**
   * Ends it.
   *
   * @param failure why it has failed, or null. Its kind is noted; what it says may be somebody's
   *     data
   */
  public void end(Throwable failure) {
    if (this != NONE) {
      if (failure != null) {
        span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
      }
      span.end();
    }
  }

  /** For another process to go on with it, as W3C's Trace Context has it; null for none. */
  public String traceparent() {
    if (this == NONE) {
      return null;
    }
    String[] written = new String[1];
    W3CTraceContextPropagator.getInstance()
        .inject(
            context(),
            written,
            (carrier, name, value) -> {
              if (name.equals(TRACEPARENT)) {
                carrier[0] = value;
              }
            });
    return written[0];
  }

  /**
   * Does a task at once, on the event loop that is the caller's, so that what the task asks of
   * others is part of this step, and what is done when they answer.
   */
  public void run(io.vertx.core.Context loop, Runnable task) {
    if (this == NONE) {
      task.run();
      return;
    }
    // Of its own, as the loop's is everybody's.
    io.vertx.core.Context own = VertxContext.createNewDuplicatedContext(loop);
    QuarkusContextStorage.INSTANCE.attach(own, context());
    ((ContextInternal) own).dispatch(task);
  }

  private Context context() {
    return Context.root().with(span);
  }
}
