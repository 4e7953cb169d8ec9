package io.chorus.chat.transport.engineio;

import static io.chorus.chat.transport.engineio.EngineError.UNKNOWN_TRANSPORT;
import static io.chorus.chat.transport.engineio.EngineError.UNSUPPORTED_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.chat.transport.engineio.EngineRequest.Reading;
import io.chorus.chat.transport.engineio.EngineRequest.Transport;
import org.junit.jupiter.api.Test;

/** Transports, query parameters. */
class EngineRequestTest {
  @Test
  void aHandshakeNamesProtocolAndTransport() {
    assertThat(EngineRequest.read("4", "polling", null))
        .isEqualTo(new Reading.Accepted(new EngineRequest(Transport.POLLING, null)));
  }

  @Test
  void anotherVersionIsRefused() {
    for (String version : new String[] {null, "", "3", "abc", "4 "}) {
      assertThat(EngineRequest.read(version, "polling", "s"))
          .isEqualTo(new Reading.Refused(UNSUPPORTED_VERSION));
    }
  }

  @Test
  void anotherTransportIsRefused() {
    for (String transport : new String[] {null, "", "abc", "webtransport", "POLLING"}) {
      assertThat(EngineRequest.read("4", transport, null))
          .isEqualTo(new Reading.Refused(UNKNOWN_TRANSPORT));
    }
  }

  @Test
  void anErrorIsTheProtocolsJson() {
    assertThat(EngineError.UNKNOWN_SESSION.json())
        .isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
  }
}
