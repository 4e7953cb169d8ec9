/**
 * Which traces are worth keeping, where they are switched on. Entry class: {@link
 * io.chorus.trace.Sampling}. Depends on nothing of ours.
 */
package io.chorus.trace;
