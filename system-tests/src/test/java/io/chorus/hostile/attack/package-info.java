/**
 * The kinds of misuse, a class each, and those who commit it. Entry classes: {@link
 * io.chorus.hostile.attack.Attack} and {@link io.chorus.hostile.attack.Onslaught}. Depends on raw
 * connections alone.
 */
package io.chorus.hostile.attack;
