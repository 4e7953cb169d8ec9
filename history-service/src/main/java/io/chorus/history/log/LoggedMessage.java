package io.chorus.history.log;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A row of the log, for reading: rows are written in bulk, and never changed. */
@Entity
@Immutable
@IdClass(LogPosition.class)
@Table(name = "message", schema = "history")
public class LoggedMessage extends PanacheEntityBase {
  @Id
  @Column(name = "room_id")
  public String roomId;

  /** Its place in the room: microseconds since the epoch. */
  @Id public long cursor;

  /** The place of the message before it; null where that was unknown when it was sent. */
  public Long prev;

  public String id;

  @Column(name = "user_id")
  public String userId;

  public String username;
  public String content;

  /** JSON as text, or null. */
  public String metadata;
}
