package io.chorus.model.identity;

/** Roles that a token's {@code groups} claim may name. */
public final class Roles {
  /** May post notifications. */
  public static final String NOTIFIER = "notifier";

  /** May post messages over HTTP. */
  public static final String PUBLISHER = "publisher";

  /** May do both of these. */
  public static final String ADMIN = "admin";

  /** May edit and delete the messages of others, in every room that the token allows. */
  public static final String MODERATOR = "moderator";

  private Roles() {}
}
