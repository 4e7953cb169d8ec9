package io.chorus.model.notification;

/** Channels on which notifications reach the services that hold the users' connections. */
public final class UserChannels {
  /** For everybody. */
  public static final String BROADCAST = "broadcast";

  /** What the name of every user's channel begins with. */
  public static final String USERS = "user:{";

  private UserChannels() {}

  /** For the connections of one user. */
  public static String of(String userId) {
    return USERS + userId + "}";
  }
}
