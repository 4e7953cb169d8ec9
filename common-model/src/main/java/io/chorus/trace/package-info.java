/**
 * Which traces are worth keeping, where they are switched on, and those steps of them that no
 * library knows of: what goes over the bus. Entry class: {@link io.chorus.trace.Tracing}. Depends
 * on nothing of ours.
 */
package io.chorus.trace;
