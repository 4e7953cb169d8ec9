package io.chorus.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private static SamplingDecision decision(double share, Context parent, SpanKind kind) {
    return new Sampling()
        .sampler(share)
        .shouldSample(parent, TRACE, "a span", kind, Attributes.empty(), List.of())
        .getDecision();
  }

  @Test
  void whatGoesOnWithSeveralIsKeptWhereOneOfThemIs() {
    assertThat(joining(TraceFlags.getDefault(), TraceFlags.getSampled()))
        .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(joining(TraceFlags.getDefault(), TraceFlags.getDefault()))
        .isEqualTo(SamplingDecision.DROP);
  }

  private static SamplingDecision joining(TraceFlags... flags) {
    List<LinkData> links = Stream.of(flags).map(SamplingTest::span).map(LinkData::create).toList();
    return new Sampling()
        .sampler(0)
        .shouldSample(Context.root(), TRACE, "a span", SpanKind.CONSUMER, Attributes.empty(), links)
        .getDecision();
  }

  private static Context within(TraceFlags flags) {
    return Context.root().with(Span.wrap(span(flags)));
  }

  private static SpanContext span(TraceFlags flags) {
    return SpanContext.createFromRemoteParent(
        TRACE, "b7ad6b7169203331", flags, TraceState.getDefault());
  }

  @Test
  void whatAServiceAsksForItselfIsNoTrace() {
    assertThat(decision(1, Context.root(), SpanKind.CLIENT)).isEqualTo(SamplingDecision.DROP);
  }

  @Test
  void whatItAsksForSomebodyIsPartOfTheirs() {
    assertThat(decision(0, within(TraceFlags.getSampled()), SpanKind.CLIENT))
        .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(decision(1, within(TraceFlags.getDefault()), SpanKind.CLIENT))
        .isEqualTo(SamplingDecision.DROP);
  }

  @Test
  void ofThoseThatBeginHereTheShareIsKept() {
    assertThat(decision(1, Context.root(), SpanKind.SERVER))
        .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(decision(0, Context.root(), SpanKind.SERVER)).isEqualTo(SamplingDecision.DROP);
  }
}
