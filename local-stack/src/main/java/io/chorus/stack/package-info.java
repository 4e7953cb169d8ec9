/**
 * The whole suite on one machine, each part a process of its own. Entry class: {@link
 * io.chorus.stack.Suite}. May depend on every package below but {@code cli}.
 */
package io.chorus.stack;
