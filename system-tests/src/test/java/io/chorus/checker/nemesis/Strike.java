package io.chorus.checker.nemesis;

/**
 * A fault that has happened.
 *
 * @param over when it was over, in {@link System#nanoTime}: a backend served again, a frozen
 *     process ran on; for a killed instance of chat or history the moment of its death, as others
 *     are there
 * @param alone whether everything else was ready when it struck
 */
public record Strike(Fault fault, long over, boolean alone) {}
