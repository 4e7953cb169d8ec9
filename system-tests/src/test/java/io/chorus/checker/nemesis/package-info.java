/**
 * Breaks one part of a running suite at a time. Entry class: {@link
 * io.chorus.checker.nemesis.Nemesis}. Knows the suite, not the clients.
 */
package io.chorus.checker.nemesis;
