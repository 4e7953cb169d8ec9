/**
 * The client of Redis that every service uses: one connection for commands and one for all
 * subscriptions, both kept up for as long as the service lives; and the service's readiness, which
 * tells the truth about them. Entry class: {@link io.chorus.bus.Bus}. Depends on Vert.x' Redis
 * client, on how Quarkus configures it, and on the health API, never on the model.
 */
package io.chorus.bus;
