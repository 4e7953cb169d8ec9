package io.chorus.chat.session;

import io.chorus.auth.Callers;
import io.chorus.bus.Bus;
import io.chorus.chat.ChatConfig;
import io.chorus.chat.posting.MessageRules;
import io.chorus.chat.posting.Posting;
import io.chorus.chat.presence.Presence;
import io.chorus.chat.room.Rooms;
import io.chorus.chat.user.Users;
import jakarta.inject.Singleton;

/** What all sessions work with: held once, so that a session itself stays small. */
@Singleton
record Services(
    ChatConfig config,
    Callers callers,
    Rooms rooms,
    Users users,
    Presence presence,
    Posting posting,
    MessageRules rules,
    Bus bus) {}
