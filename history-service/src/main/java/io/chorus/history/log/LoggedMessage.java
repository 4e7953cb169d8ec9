package io.chorus.history.log;

import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityResult;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A message in the log, for reading: messages are written in bulk, and never changed. */
@Entity
@Immutable
@IdClass(Place.class)
@Table(schema = "history", name = "message")
@SqlResultSetMapping(
    name = LoggedMessage.AND_FOUND,
    entities = @EntityResult(entityClass = LoggedMessage.class),
    columns = @ColumnResult(name = "found", type = Long.class))
public class LoggedMessage {
  /** A message, and how many there are. */
  static final String AND_FOUND = "LoggedMessage.andFound";

  @Id
  @Column(name = "room_id")
  private String roomId;

  @Id private long cursor;
  private Long prev;
  private String id;

  @Column(name = "user_id")
  private String userId;

  private String username;
  private String content;
  private String metadata;

  protected LoggedMessage() {}

  public String roomId() {
    return roomId;
  }

  /** Its place in the room: microseconds since the epoch. */
  public long cursor() {
    return cursor;
  }

  /** The place of the message before it; null where that was unknown when it was sent. */
  public Long prev() {
    return prev;
  }

  public String id() {
    return id;
  }

  public String userId() {
    return userId;
  }

  public String username() {
    return username;
  }

  public String content() {
    return content;
  }

  /** JSON as text, or null. */
  public String metadata() {
    return metadata;
  }
}
