/**
 * A client's session, whatever transport it came by: commands in, events out, and the rules between
 * them. Entry classes: {@link io.chorus.chat.session.Sessions}, {@link
 * io.chorus.chat.session.Admission} before and {@link io.chorus.chat.session.Session} after a
 * connection is made. Transports implement {@link io.chorus.chat.session.Peer}; nothing here knows
 * a socket or a framing.
 */
package io.chorus.chat.session;
