/**
 * The suite's own benchmarks, each on a suite of its own. Entry classes: {@link
 * io.chorus.stack.bench.NotifyBench}, {@link io.chorus.stack.bench.RoomBench}.
 */
package io.chorus.stack.bench;
