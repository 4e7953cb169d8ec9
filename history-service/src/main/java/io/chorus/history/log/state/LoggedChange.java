package io.chorus.history.log.state;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A change in the log, for reading: changes are written in bulk. */
@Entity
@Immutable
@IdClass(Place.class)
@Table(schema = "history", name = "change")
class LoggedChange {
  @Id
  @Column(name = "room_id")
  private String roomId;

  @Id private long cursor;
  private String event;

  @Column(name = "user_id")
  private String userId;

  private String id;

  @Column(name = "by_user_id")
  private String byUserId;

  @Column(name = "by_username")
  private String byUsername;

  private String content;
  private String metadata;

  protected LoggedChange() {}

  MessageVersion version() {
    return new MessageVersion(byUserId, byUsername, content, metadata, cursor);
  }
}
