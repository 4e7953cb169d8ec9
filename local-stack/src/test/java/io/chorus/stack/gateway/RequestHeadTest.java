package io.chorus.stack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.OddRequests;
import io.chorus.stack.test.RawHttp;
import org.junit.jupiter.api.Test;

/** What can be read in two ways is refused before anybody reads it. */
class RequestHeadTest extends GatewayHarness {
  @Test
  void aTargetThatIsNoPathInItsNormalFormReachesNoService() {
    assertThat(OddRequests.targets())
        .allSatisfy(
            target ->
                assertThat(RawHttp.status(RawHttp.exchange(port, RawHttp.get(target))))
                    .isIn(400, 404, 405, 414));
    assertThat(asked()).isEmpty();
  }

  @Test
  void norDoesAnUpgradeAtOne() {
    assertThat(OddRequests.targets())
        .allSatisfy(
            target ->
                assertThat(RawHttp.status(RawHttp.exchange(port, RawHttp.upgrade(target, ""))))
                    .isIn(400, 404, 405, 414));
    assertThat(asked()).isEmpty();
  }

  @Test
  void aPathInItsNormalFormIsPassedOnAsItIs() {
    OddRequests.normalTargets().forEach(target -> RawHttp.exchange(port, RawHttp.get(target)));

    assertThat(asked()).containsExactlyInAnyOrderElementsOf(OddRequests.normalTargets().toList());
  }

  @Test
  void aRequestHasOneHost() {
    assertThat(OddRequests.hosts())
        .allSatisfy(
            request -> assertThat(RawHttp.status(RawHttp.exchange(port, request))).isEqualTo(400));
    assertThat(asked()).isEmpty();
  }

  @Test
  void aRequestIsNeverTwo() {
    assertThat(OddRequests.bodies())
        .allSatisfy(
            request -> {
              String answer = RawHttp.exchange(port, request);
              // Cut off without one, where it is the body that turns out to be odd.
              assertThat(RawHttp.status(answer)).isIn(400, 501, 0);
              assertThat(asked()).noneMatch(target -> target.contains("smuggled"));
            });
  }
}
