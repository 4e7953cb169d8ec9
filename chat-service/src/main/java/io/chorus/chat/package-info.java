/**
 * The chat service: live connections, rooms, presence, and the way of a message from a client to
 * its room and into the history. Arrows: transport, then session, then posting, room, presence and
 * outbox, then fan-out and bus.
 */
package io.chorus.chat;
