/**
 * Which rooms are a user's, how far they are read, and what is left. Entry class: {@link
 * io.chorus.history.log.reading.ReadMarkers}.
 */
package io.chorus.history.log.reading;
