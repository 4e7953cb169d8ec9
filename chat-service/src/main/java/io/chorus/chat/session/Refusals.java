package io.chorus.chat.session;

import io.chorus.model.error.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/** Counts what clients were refused, and why they were closed. Thread-safe; never blocks. */
@Singleton
final class Refusals {
  private final Map<ErrorCode, Counter> requests = new EnumMap<>(ErrorCode.class);
  private final Map<CloseCode, Counter> connections = new EnumMap<>(CloseCode.class);

  Refusals(MeterRegistry metrics) {
    for (ErrorCode code : ErrorCode.values()) {
      requests.put(code, metrics.counter("chorus.refused", "bound", code.wire()));
    }
    for (CloseCode code : CloseCode.values()) {
      connections.put(
          code, metrics.counter("chorus.closed", "code", Integer.toString(code.code())));
    }
  }

  void refused(ErrorCode code) {
    requests.get(code).increment();
  }

  void closed(CloseCode code) {
    connections.get(code).increment();
  }
}
