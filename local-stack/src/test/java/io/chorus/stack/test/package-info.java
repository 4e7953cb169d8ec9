/**
 * Real backends and tokens, good and forged, for the tests of every service. Entry class: {@link
 * io.chorus.stack.test.Backends}.
 */
package io.chorus.stack.test;
