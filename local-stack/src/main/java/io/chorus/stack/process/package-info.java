/**
 * Processes of our own: started detached from the terminal, written down so that none outlives the
 * suite, started again when they die. Entry classes: {@link io.chorus.stack.process.Roster} and
 * {@link io.chorus.stack.process.Supervised}. Depends on the JDK alone.
 */
package io.chorus.stack.process;
