/**
 * Figures of a benchmark, as they are kept in a file and read again. Entry class: {@link
 * io.chorus.stack.bench.figures.Results}. Knows nothing of the suite.
 */
package io.chorus.stack.bench.figures;
