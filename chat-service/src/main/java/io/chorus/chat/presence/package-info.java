/**
 * Presence: keeps what this instance knows of its own connections in step with what all instances
 * share. Entry class: {@link io.chorus.chat.presence.Presence}.
 */
package io.chorus.chat.presence;
