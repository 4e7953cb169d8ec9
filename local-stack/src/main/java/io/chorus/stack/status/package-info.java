/**
 * What runs, where, and whether it is ready, as {@code stack.json} says it and as it shows from
 * outside. Entry class: {@link io.chorus.stack.status.StackFile}.
 */
package io.chorus.stack.status;
