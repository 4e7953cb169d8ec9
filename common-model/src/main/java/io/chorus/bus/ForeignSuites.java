package io.chorus.bus;

import io.chorus.logging.SparingLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Tells of what was refused because another suite on the same Redis sent it: counted each time, in
 * the log once a minute. Belongs to one event loop.
 */
public final class ForeignSuites {
  private static final Logger LOG = Logger.getLogger(ForeignSuites.class);

  private final SparingLog log = new SparingLog(LOG, Duration.ofMinutes(1));
  private final Counter refused;

  public ForeignSuites(MeterRegistry metrics) {
    refused = metrics.counter("chorus.refused", "bound", "foreign-suite");
  }

  /**
   * @param what it was, in a few fixed words
   * @param own the suite here; null where several are heard and none is known to be it
   */
  public void refused(String what, String foreign, String own) {
    refused.increment();
    String here = own == null ? "which suite is at home here is not known" : "here is " + own;
    log.say(
        Logger.Level.WARN,
        what,
        what
            + " of suite "
            + foreign
            + " is refused, "
            + here
            + ": suites that share a Redis need a chorus.bus.prefix each");
  }
}
