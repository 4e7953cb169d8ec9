package io.chorus.history.log.state;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A message in the log as it was sent, for reading: messages are written in bulk. */
@Entity
@Immutable
@IdClass(Place.class)
@Table(schema = "history", name = "message")
class LoggedMessage {
  @Id
  @Column(name = "room_id")
  private String roomId;

  @Id private long cursor;
  private String id;

  @Column(name = "user_id")
  private String userId;

  private String username;
  private String content;
  private String metadata;

  protected LoggedMessage() {}

  MessageVersion version() {
    return new MessageVersion(userId, username, content, metadata, cursor);
  }
}
