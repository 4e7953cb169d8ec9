package io.chorus.model.identity;

/** Roles that a token's {@code groups} claim may name. */
public final class Roles {
  /** May post notifications. */
  public static final String NOTIFIER = "notifier";

  /** May post messages over HTTP. */
  public static final String PUBLISHER = "publisher";

  /** May do both. */
  public static final String ADMIN = "admin";

  private Roles() {}
}
