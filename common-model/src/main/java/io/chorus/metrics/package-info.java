/**
 * What the metrics of all services have in common. Entry class: {@link
 * io.chorus.metrics.Latencies}. Depends on nothing of ours.
 */
package io.chorus.metrics;
