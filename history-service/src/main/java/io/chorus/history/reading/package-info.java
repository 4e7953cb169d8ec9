/**
 * Takes word of how far users have read, over the bus and over HTTP, and tells their devices. Entry
 * classes: {@link io.chorus.history.reading.RoomReading}, {@link
 * io.chorus.history.reading.MarkRequests}. Knows the bus and the log.
 */
package io.chorus.history.reading;
