/**
 * The network between clients, services and backends: each link is a TCP proxy that can be cut,
 * silenced, slowed and changed. Entry class: {@link io.chorus.checker.network.Network}. Knows
 * addresses, not what is behind them.
 */
package io.chorus.checker.network;
