/**
 * The client of Redis that every service uses: one connection for commands and one for all
 * subscriptions, both kept up for as long as the service lives. Entry class: {@link
 * io.chorus.bus.Bus}. Depends on Vert.x' Redis client alone, never on the model.
 */
package io.chorus.bus;
