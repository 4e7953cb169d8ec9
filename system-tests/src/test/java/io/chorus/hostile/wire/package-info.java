/**
 * Raw connections: bytes as no library would send them, and what comes back. Entry class: {@link
 * io.chorus.hostile.wire.Wire}. Knows the protocols, not the attacks.
 */
package io.chorus.hostile.wire;
