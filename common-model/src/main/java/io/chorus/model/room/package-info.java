/** Rooms: their names, and who may join them. */
package io.chorus.model.room;
