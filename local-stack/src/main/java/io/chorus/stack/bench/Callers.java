package io.chorus.stack.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Several callers who each call again as soon as they are answered. */
final class Callers {
  /** What each does, over and over. */
  interface Call {
    /**
     * @param number of the call, counted over all callers
     */
    void by(HttpCaller caller, long number) throws IOException;
  }

  private final URI server;
  private final String token;
  private final int count;
  private final AtomicLong refused = new AtomicLong();

  Callers(URI server, String token, int count) {
    this.server = server;
    this.token = token;
    this.count = count;
  }

  /** Calls that were refused so far, as there was too much to do; they have no time. */
  long refused() {
    return refused.get();
  }

  /** How long each call took, in nanoseconds, of those made for so long. */
  Histogram callFor(Duration time, Call call) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    return call(Long.MAX_VALUE, end, call);
  }

  /**
   * So many calls.
   *
   * @throws IllegalStateException if any was refused: what is measured would not be what was meant
   */
  void callTimes(long calls, Call call) throws Exception {
    call(calls, Long.MAX_VALUE, call);
    if (refused() > 0) {
      throw new IllegalStateException("%,d of %,d calls were refused".formatted(refused(), calls));
    }
  }

  private Histogram call(long calls, long endNanos, Call call) throws Exception {
    Histogram times = new ConcurrentHistogram(Duration.ofMinutes(1).toNanos(), 3);
    AtomicLong next = new AtomicLong();
    List<Callable<Void>> callers = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      callers.add(
          () -> {
            try (HttpCaller caller = new HttpCaller(server, token)) {
              for (long number = next.getAndIncrement();
                  number < calls && System.nanoTime() < endNanos;
                  number = next.getAndIncrement()) {
                long began = System.nanoTime();
                try {
                  call.by(caller, number);
                  times.recordValue(System.nanoTime() - began);
                } catch (HttpCaller.Refused e) {
                  refused.incrementAndGet();
                }
              }
            }
            return null;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      for (Future<Void> caller : threads.invokeAll(callers)) {
        caller.get();
      }
    }
    return times;
  }
}
