/**
 * Many WebSocket clients on one thread, as cheap as the JDK lets them be: what generates load must
 * cost less than what bears it. Entry class: {@link io.chorus.stack.bench.load.Loader}. Knows
 * nothing of the suite.
 */
package io.chorus.stack.bench.load;
