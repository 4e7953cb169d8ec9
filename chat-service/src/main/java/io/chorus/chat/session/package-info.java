/**
 * A client's session, whatever transport it came by: commands in, events out, and the rules between
 * them. Entry classes: {@link io.chorus.chat.session.Sessions} and {@link
 * io.chorus.chat.session.Session}. Transports implement {@link io.chorus.chat.session.Peer} and
 * {@link io.chorus.chat.session.Reply}; nothing here knows a socket or a framing.
 */
package io.chorus.chat.session;
