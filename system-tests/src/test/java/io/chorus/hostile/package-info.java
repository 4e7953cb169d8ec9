/**
 * Hostile clients of every kind beside honest ones, and what becomes of the honest ones. Entry
 * class: {@link io.chorus.hostile.HostileSoak}. May depend on the checker's clients and verdict.
 */
package io.chorus.hostile;
