/**
 * Failures as RFC 9457 problems, for every path of this service. Entry class: {@link
 * io.chorus.notification.problem.Problem}. Depends on the model alone.
 */
package io.chorus.notification.problem;
