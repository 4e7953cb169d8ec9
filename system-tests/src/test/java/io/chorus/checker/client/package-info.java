/**
 * Clients that follow the protocol's rules and nothing else: they send again what was not
 * acknowledged, and go back to the history wherever their view may have a gap. Entry class: {@link
 * io.chorus.checker.client.Workload}. Depends on the trace.
 */
package io.chorus.checker.client;
