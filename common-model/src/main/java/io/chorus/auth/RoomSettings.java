package io.chorus.auth;

import io.chorus.model.room.DefaultAccess;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Rooms for those whose token says nothing of them. */
@ConfigMapping(prefix = "chorus.rooms")
interface RoomSettings {
  /** What a token without a {@code rooms} claim may enter. */
  @WithDefault("open")
  DefaultAccess defaultAccess();
}
