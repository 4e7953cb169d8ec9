/**
 * The suite's own benchmarks, each on a suite of its own. Entry class: {@link
 * io.chorus.stack.bench.NotifyBench}.
 */
package io.chorus.stack.bench;
