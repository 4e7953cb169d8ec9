package io.chorus.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  private Admission admission(String... settings) {
    return new Admission(Limits.with(Map.of(settings[0], settings[1])), metrics);
  }

  private double refused(String bound) {
    return metrics.counter("chorus.refused", "bound", bound).count();
  }

  @Test
  void aUserHasSoManyConnectionsAndNoMore() {
    Admission admission = admission("chorus.session.connections-per-user", "2");
    Place first = admission.admit("ada", "10.0.0.1").orElseThrow();
    admission.admit("ada", "10.0.0.2").orElseThrow();

    assertThat(admission.admit("ada", "10.0.0.3")).isEmpty();
    assertThat(admission.admit("bob", "10.0.0.1")).isPresent();
    assertThat(refused("connections-per-user")).isEqualTo(1);

    first.leave();
    assertThat(admission.admit("ada", "10.0.0.1")).isPresent();
  }

  @Test
  void aPlaceIsGivenBackOnce() {
    Admission admission = admission("chorus.session.connections-per-user", "2");
    Place first = admission.admit("ada", "10.0.0.1").orElseThrow();
    admission.admit("ada", "10.0.0.1").orElseThrow();

    first.leave();
    first.leave();

    assertThat(admission.admit("ada", "10.0.0.1")).isPresent();
    assertThat(admission.admit("ada", "10.0.0.1")).isEmpty();
  }

  @Test
  void anAddressHasAsManyAsItLikesUnlessABoundIsSet() {
    Admission admission = admission("chorus.session.connections-per-user", "1");

    for (int i = 0; i < 1000; i++) {
      assertThat(admission.admit("user" + i, "10.0.0.1")).isPresent();
    }
  }

  @Test
  void whereABoundIsSetOneMoreIsRefused() {
    Admission admission = admission("chorus.session.connections-per-address", "2");
    Place first = admission.admit("ada", "10.0.0.1").orElseThrow();
    admission.admit("bob", "10.0.0.1").orElseThrow();

    assertThat(admission.admit("eve", "10.0.0.1")).isEmpty();
    assertThat(admission.admit("eve", "10.0.0.1")).isEmpty();
    assertThat(admission.admit("eve", "10.0.0.2")).isPresent();
    assertThat(refused("connections-per-address")).isEqualTo(2);

    first.leave();
    assertThat(admission.admit("eve", "10.0.0.1")).isPresent();
  }

  @Test
  void aNetworkOfIpv6CountsAsOneAddress() {
    Admission admission = admission("chorus.session.connections-per-address", "1");
    admission.admit("ada", "2001:db8:0:1::1").orElseThrow();

    assertThat(admission.admit("bob", "2001:db8:0:1:ffff::2")).isEmpty();
    assertThat(admission.admit("bob", "2001:db8:0:2::1")).isPresent();
  }

  @Test
  void comingAgainIsNoWayAroundTheRates() {
    Admission admission = admission("chorus.session.user-messages-per-second", "1");
    Place place = admission.admit("ada", "10.0.0.1").orElseThrow();
    long now = System.nanoTime();
    assertThat(place.allowance().trySend(now)).isTrue();
    assertThat(place.allowance().trySend(now)).isTrue();
    assertThat(place.allowance().trySend(now)).isFalse();
    UserAllowance used = place.allowance();
    place.leave();
    admission.sweep();

    assertThat(admission.admit("ada", "10.0.0.1").orElseThrow().allowance()).isSameAs(used);
  }

  @Test
  void whoHasGoneAndOwesNothingIsForgotten() {
    Admission admission = admission("chorus.session.user-messages-per-second", "1");
    Place place = admission.admit("ada", "10.0.0.1").orElseThrow();
    UserAllowance before = place.allowance();
    place.leave();
    admission.sweep();

    assertThat(admission.admit("ada", "10.0.0.1").orElseThrow().allowance()).isNotSameAs(before);
  }
}
