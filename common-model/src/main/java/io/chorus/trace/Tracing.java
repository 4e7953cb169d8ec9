package io.chorus.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Begins steps of traces, where there is no library that would. Where tracing is off, and for what
 * is not sampled, there is {@link Step#NONE} alone. Thread-safe; never blocks.
 */
@Singleton
public class Tracing {
  private static final String OURS = "io.chorus";

  /** Null where tracing is off. */
  private final Tracer tracer;

  @Inject
  Tracing(
      OpenTelemetry telemetry,
      @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "false") boolean off) {
    this.tracer = off ? null : telemetry.getTracer(OURS);
  }

  /** What somebody asks for: part of the trace that the caller's context is in, or one anew. */
  public Step request(String name) {
    if (tracer == null) {
      return Step.NONE;
    }
    Context current = Context.current();
    SpanKind kind = isTraced(current) ? SpanKind.INTERNAL : SpanKind.SERVER;
    return begun(tracer.spanBuilder(name).setSpanKind(kind).setParent(current));
  }

  /** Part of the trace that the caller's context is in; none where it is in none. */
  public Step within(String name, SpanKind kind) {
    if (tracer == null) {
      return Step.NONE;
    }
    Context current = Context.current();
    return isTraced(current)
        ? begun(tracer.spanBuilder(name).setSpanKind(kind).setParent(current))
        : Step.NONE;
  }

  /**
   * What goes on here with what other processes have begun. Of one trace it is part; where several
   * meet it begins one of its own, with links to them.
   *
   * @param traceparents of theirs; those that cannot be read are passed over
   */
  public Step join(String name, Collection<String> traceparents) {
    if (tracer == null || traceparents.isEmpty()) {
      return Step.NONE;
    }
    List<SpanContext> joined =
        traceparents.stream()
            .map(Tracing::read)
            .filter(Predicate.not(Tracing::isPassedOver))
            .toList();
    if (joined.isEmpty()) {
      return Step.NONE;
    }
    SpanBuilder span = tracer.spanBuilder(name).setSpanKind(SpanKind.CONSUMER);
    if (joined.size() == 1) {
      span.setParent(Context.root().with(Span.wrap(joined.getFirst())));
    } else {
      span.setNoParent();
      joined.forEach(span::addLink);
    }
    return begun(span);
  }

  private Step begun(SpanBuilder builder) {
    Span span = builder.startSpan();
    return span.isRecording() ? new Step(tracer, span) : Step.NONE;
  }

  private static boolean isTraced(Context context) {
    return Span.fromContext(context).getSpanContext().isValid();
  }

  private static boolean isPassedOver(SpanContext context) {
    return !context.isValid() || !context.isSampled();
  }

  private static SpanContext read(String traceparent) {
    Context read =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), traceparent, OnlyTraceparent.INSTANCE);
    return Span.fromContext(read).getSpanContext();
  }

  private enum OnlyTraceparent implements TextMapGetter<String> {
    INSTANCE;

    @Override
    public Iterable<String> keys(String traceparent) {
      return List.of(Step.TRACEPARENT);
    }

    @Override
    public String get(String traceparent, String key) {
      return key.equals(Step.TRACEPARENT) ? traceparent : null;
    }
  }
}
