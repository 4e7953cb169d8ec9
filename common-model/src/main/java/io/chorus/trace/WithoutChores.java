package io.chorus.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Leaves out what a service asks of others for itself: whether PostgreSQL's commits last, whether
 * it can be written to, what is to be purged. Such a call begins a trace of its own, and says
 * nothing about anybody's request. What goes on with several traces at once is kept where one of
 * them is. Thread-safe; never blocks.
 */
record WithoutChores(Sampler others) implements Sampler {
  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    boolean begins = !Span.fromContext(parent).getSpanContext().isValid();
    if (begins && kind == SpanKind.CLIENT) {
      return SamplingResult.drop();
    }
    return begins && links.stream().anyMatch(link -> link.getSpanContext().isSampled())
        ? SamplingResult.recordAndSample()
        : others.shouldSample(parent, traceId, name, kind, attributes, links);
  }

  @Override
  public String getDescription() {
    return "without chores: " + others.getDescription();
  }
}
