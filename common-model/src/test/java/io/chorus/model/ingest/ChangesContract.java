package io.chorus.model.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.model.message.Author;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageDeletion;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.message.MessageName;
import io.chorus.model.message.MessageReaction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every history replica does with changes of messages. */
public abstract class ChangesContract extends IngestContract {
  private static final long TOO_OLD = 60_000;
  private static final Author ADA = new Author("u1", "Ada");
  private static final Author GRACE = new Author("u2", "Grace");

  private MessageEdit edit(String id, String changeId, long cursor) {
    return new MessageEdit(
        room, "u1", id, ADA, changeId, "better", "{\"k\":1.50}", cursor, cursor - 1);
  }

  private MessageDeletion deletion(String id, String changeId, long cursor) {
    return new MessageDeletion(room, "u1", id, ADA, changeId, cursor, cursor - 1);
  }

  private MessageReaction reaction(String id, Author by, String changeId, long cursor) {
    return new MessageReaction(room, "u1", id, by, changeId, "👍", true, cursor, cursor - 1);
  }

  private ChatMessage reply(String id, long cursor) {
    return new ChatMessage(
        id, room, "u2", "Grace", "yes", null, new MessageName("u1", "a"), cursor, cursor - 1);
  }

  @Test
  void everyKindIsAnsweredWithItsCursor() {
    assertThat(
            ingest(
                    1,
                    message("a", 1),
                    edit("a", "c1", 2),
                    reaction("a", GRACE, "c1", 3),
                    reply("b", 4),
                    deletion("a", "c2", 5))
                .cursors())
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void aChangeGivenAgainKeepsItsFirstCursorWhateverItsKind() {
    ingest(1, message("a", 1), edit("a", "c1", 2));

    assertThat(ingest(1, edit("a", "c1", 2)).cursors()).containsExactly(2L);
    assertThat(ingest(1, edit("a", "c1", 9)).cursors()).containsExactly(2L);
    assertThat(ingest(1, deletion("a", "c1", 10)).cursors()).containsExactly(2L);
  }

  @Test
  void changesOfDifferentAuthorsAndMessagesDoNotShareTheirIds() {
    assertThat(
            ingest(
                    1,
                    message("c1", 1),
                    edit("c1", "c1", 2),
                    reaction("c1", GRACE, "c1", 3),
                    reaction("c1", ADA, "c2", 4))
                .cursors())
        .containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aChangeAheadOfItsMessageIsStored() {
    assertThat(ingest(1, edit("a", "c1", 2), reaction("a", GRACE, "c1", 3)).cursors())
        .containsExactly(2L, 3L);
    assertThat(ingest(1, message("a", 1)).cursors()).containsExactly(1L);
  }

  @Test
  void aPlaceIsOneEntrysWhateverItsKind() {
    ingest(1, message("a", 1), edit("a", "c1", 2));

    assertThat(ingest(1, message("b", 2), edit("a", "c2", 1), edit("a", "c3", 3)).cursors())
        .containsExactly(IngestAck.REFUSED, IngestAck.REFUSED, 3L);
  }

  @Test
  void aChangeThatIsTooOldForItsPlaceIsRefusedAndOneThatIsThereAcknowledged() {
    ingest(1, message("a", 1), edit("a", "c1", 2));

    IngestAck ack = ingest(TOO_OLD, edit("a", "c1", 2), edit("a", "c2", 3));

    assertThat(ack.cursors()).containsExactly(2L, IngestAck.REFUSED);
    assertThat(ack.refused(1)).contains(Refused.TOO_LATE);
  }

  @Test
  void aKindThatItDoesNotKnowIsRefusedAloneAndWithAReason() {
    LogEntry known = edit("a", "c1", 2);
    IngestBatch.Header header = header(false);
    String text = new IngestBatch(header, List.of(new IngestBatch.Item(1, known))).text();
    String line = text.substring(text.lastIndexOf('\n'));

    IngestAck ack = answered(header, text + line.replace("message_edited", "message_pinned"));

    assertThat(ack.cursors()).containsExactly(2L, IngestAck.REFUSED);
    assertThat(ack.refused(1)).contains(Refused.UNKNOWN_CONTENT);
  }
}
