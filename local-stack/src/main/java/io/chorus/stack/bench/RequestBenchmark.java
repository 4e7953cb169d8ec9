package io.chorus.stack.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** Requests over HTTP, made over and over, of a service and PostgreSQL: no peer answers them. */
abstract class RequestBenchmark implements Benchmark {
  /**
   * What the figures are called.
   *
   * @param rate how many requests were answered a second
   * @param unit one of them, of its times and its cost
   * @param refused how many were refused
   */
  record Names(String rate, String unit, String refused) {
    static Names of(String unit) {
      return new Names(unit + "s/s", unit, "refused");
    }
  }

  private final String service;
  private final Duration warmUp;
  private final Duration time;

  RequestBenchmark(String service, Duration warmUp, Duration time) {
    this.service = service;
    this.warmUp = warmUp;
    this.time = time;
  }

  @Override
  public final boolean isForPeers() {
    return false;
  }

  @Override
  public final Set<String> servers() {
    return Set.of(service, "postgres");
  }

  /** Has these callers make a request over and over, first unmeasured, and adds what came of it. */
  final Measured measure(
      Measured measured, Names names, Target target, Callers callers, Callers.Call call)
      throws Exception {
    callers.callFor(warmUp, call);
    Map<String, Long> before = target.processes().cpuNanos();
    Histogram times = callers.callFor(time, call);
    return measured
        .put(names.rate(), times.getTotalCount() / (double) time.toSeconds())
        .putTimes(names.unit(), times)
        .put(names.refused(), callers.refused())
        .putCpu("µs/" + names.unit(), times.getTotalCount(), before, target.processes().cpuNanos());
  }
}
