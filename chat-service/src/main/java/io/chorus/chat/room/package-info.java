/**
 * Rooms on this instance: who here is in them, in which order their messages go out. Entry class:
 * {@link io.chorus.chat.room.Rooms}.
 */
package io.chorus.chat.room;
