/**
 * The only package that knows Redis: the scripts, and what they promise. Entry classes: {@link
 * io.chorus.chat.bus.RoomBus}, {@link io.chorus.chat.bus.PresenceStore}. Depends on the model and
 * on {@code io.chorus.bus}.
 */
package io.chorus.chat.bus;
