package io.chorus.model.frame;

/** Events that servers send to clients. */
public enum Event {
  AUTHENTICATED("authenticated"),
  REPLY("reply"),
  MESSAGE("message"),
  MESSAGE_EDITED("message_edited"),
  MESSAGE_DELETED("message_deleted"),
  REACTION("reaction"),
  VOID("void"),
  ROOM_READ("room_read"),
  SEEN("seen"),
  USER_JOINED("user_joined"),
  USER_LEFT("user_left"),
  USER_TYPING("user_typing"),
  USER_ERASED("user_erased"),
  SIGNAL("signal"),
  NOTIFICATION("notification"),
  NOTIFICATION_READ("notification_read"),
  RESYNC("resync"),
  TOKEN_EXPIRING("token_expiring"),
  SERVER_DRAINING("server_draining"),
  ERROR("error");

  private final String wire;

  Event(String wire) {
    this.wire = wire;
  }

  /** The name as clients see it. */
  public String wire() {
    return wire;
  }
}
