/**
 * The history service: the durable log of every room. Arrows: {@code api} and {@code ingest} use
 * {@code log}; only {@code log} knows SQL, only {@code ingest} knows the bus.
 */
package io.chorus.history;
