package io.chorus.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TracingTest {
  private final InMemorySpanExporter kept = InMemorySpanExporter.create();
  private final OpenTelemetry sdk = sampling(1);
  private final Tracing tracing = new Tracing(sdk, false);

  private Tracing keeping(double share) {
    return new Tracing(sampling(share), false);
  }

  private OpenTelemetry sampling(double share) {
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setSampler(new Sampling().sampler(share))
            .addSpanProcessor(SimpleSpanProcessor.create(kept))
            .build();
    return OpenTelemetrySdk.builder().setTracerProvider(provider).build();
  }

  private Map<String, SpanData> spans() {
    return kept.getFinishedSpanItems().stream()
        .collect(Collectors.toMap(SpanData::getName, Function.identity()));
  }

  @Test
  void whereTracingIsOffThereAreNoSteps() {
    Tracing off = new Tracing(OpenTelemetry.noop(), true);
    Future<Void> done = Future.succeededFuture();

    assertThat(off.request("r")).isSameAs(Step.NONE);
    assertThat(off.join("j", List.of(tracing.request("r").traceparent()))).isSameAs(Step.NONE);
    assertThat(Step.NONE.child("c", SpanKind.CLIENT)).isSameAs(Step.NONE);
    assertThat(Step.NONE.until(done)).isSameAs(done);
    assertThat(Step.NONE.traceparent()).isNull();
  }

  @Test
  void whereTracingIsOffNothingIsAllocated() {
    Tracing off = new Tracing(OpenTelemetry.noop(), true);
    Future<Void> done = Future.succeededFuture();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    traced(off, done);

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      traced(off, done);
    }

    // Less than one object for each: the measurement itself has a few.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
  }

  private static void traced(Tracing tracing, Future<Void> done) {
    Step step = tracing.request("request");
    Step child = step.child("child", SpanKind.PRODUCER);
    child.traceparent();
    child.until(done);
    tracing.join("joined", List.of()).note("count", 1);
    tracing.within("within", SpanKind.PRODUCER).end(null);
    step.until(done);
  }

  @Test
  void whatIsNotSampledHasNoSteps() {
    assertThat(keeping(0).request("r")).isSameAs(Step.NONE);
    assertThat(tracing.within("w", SpanKind.PRODUCER)).isSameAs(Step.NONE);
  }

  @Test
  void whatGoesOnElsewhereWithOneIsPartOfIt() {
    Step request = tracing.request("request");
    Step handed = request.child("handed", SpanKind.PRODUCER);

    tracing.join("joined", List.of(handed.traceparent(), "nonsense", "")).end(null);
    handed.end(null);
    request.end(null);

    assertThat(spans().values()).extracting(SpanData::getTraceId).containsOnly(traceId("request"));
    assertThat(spans().get("joined").getParentSpanId())
        .isEqualTo(spans().get("handed").getSpanId());
    assertThat(spans().get("joined").getLinks()).isEmpty();
    assertThat(spans().get("request").getKind()).isEqualTo(SpanKind.SERVER);
  }

  private String traceId(String name) {
    return spans().get(name).getTraceId();
  }

  @Test
  void whereSeveralMeetTheyAreLinked() {
    Step one = tracing.request("one");
    Step two = tracing.request("two");

    // Kept though none that begins there would be.
    keeping(0).join("joined", List.of(one.traceparent(), two.traceparent())).end(null);
    one.end(null);
    two.end(null);

    assertThat(traceId("joined")).isNotIn(traceId("one"), traceId("two"));
    assertThat(spans().get("joined").getLinks())
        .extracting(LinkData::getSpanContext)
        .extracting(context -> context.getTraceId())
        .containsExactlyInAnyOrder(traceId("one"), traceId("two"));
  }

  @Test
  void aStepSaysThatItFailedButNotWhatWasSaid() {
    tracing
        .request("request")
        .until(Future.failedFuture(new IllegalStateException("somebody's secret")));

    assertThat(spans().get("request").getStatus())
        .isEqualTo(StatusData.create(StatusData.error().getStatusCode(), "IllegalStateException"));
  }

  @Test
  void whatIsAskedForWithinATraceIsPartOfIt() {
    Span outer = sdk.getTracer("a library").spanBuilder("outer").startSpan();
    try (Scope ignored = outer.makeCurrent()) {
      tracing.request("inner").end(null);
    }
    outer.end();

    assertThat(spans().get("inner").getParentSpanId()).isEqualTo(spans().get("outer").getSpanId());
    assertThat(spans().get("inner").getKind()).isEqualTo(SpanKind.INTERNAL);
  }
}
