/**
 * Pictures and a page of what was measured. Entry class: {@link io.chorus.stack.bench.plot.Page}.
 * Knows of figures alone.
 */
package io.chorus.stack.bench.plot;
