/**
 * How many event loops a service has. Entry class: {@link io.chorus.loops.EventLoopsSource}, which
 * the configuration finds by itself. Depends on nothing of ours.
 */
package io.chorus.loops;
