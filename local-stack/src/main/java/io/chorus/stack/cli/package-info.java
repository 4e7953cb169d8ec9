/** The commands of {@code ./chorus}. Entry class: {@link io.chorus.stack.cli.Chorus}. */
package io.chorus.stack.cli;
