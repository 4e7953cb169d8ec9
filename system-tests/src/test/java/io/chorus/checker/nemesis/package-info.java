/**
 * Breaks parts of a running suite, one or two at a time. Entry class: {@link
 * io.chorus.checker.nemesis.Nemesis}. Knows the suite and its network, not the clients.
 */
package io.chorus.checker.nemesis;
