package io.chorus.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The web client's own checks, which want Node: its types, and its rules as unit tests. */
class PageTest {
  @Test
  void itsTypesFitAndItsRulesHold() throws Exception {
    Npm.require();

    Npm.Outcome tests = Npm.run("test");

    assertThat(tests.status()).as(tests.output()).isZero();
  }
}
