/**
 * From a channel of the bus to the subscribers on this instance: a channel is subscribed while
 * somebody here listens, and each event is encoded once, however many get it. Entry class: {@link
 * io.chorus.chat.fanout.Topics}. Knows subscribers, not sockets; depends on {@code io.chorus.bus}
 * and the model alone.
 */
package io.chorus.chat.fanout;
