/**
 * A browser for tests: the system's Chromium, driven over its own protocol, so that nothing has to
 * be downloaded for it. Entry class: {@link io.chorus.browser.Chromium}. Knows nothing of the
 * suite.
 */
package io.chorus.browser;
