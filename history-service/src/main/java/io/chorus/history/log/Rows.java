package io.chorus.history.log;

import io.chorus.history.log.LogWriter.Entry;
import io.chorus.model.frame.EntryFrame;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageChange;
import io.chorus.model.message.MessageDeletion;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.message.MessageName;
import io.chorus.model.message.MessageReaction;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Entries as the columns that {@link StoreSql} takes, in the order of the log's key: so two
 * statements with the same entries cannot wait for each other.
 */
final class Rows {
  private record Mention(String userId, LogEntry by) {}

  private record Member(String userId, String roomId) {
    static final Comparator<Member> BY_NAME =
        Comparator.comparing(Member::userId).thenComparing(Member::roomId);
  }

  private static final Comparator<Entry> BY_PLACE =
      Comparator.comparing((Entry entry) -> entry.entry().roomId())
          .thenComparingLong(entry -> entry.entry().cursor());

  private final List<Entry> messages = new ArrayList<>();
  private final List<Entry> changes = new ArrayList<>();
  private final List<Mention> mentions = new ArrayList<>();

  /** In one order everywhere: two statements wait for each other else. */
  private final SortedSet<Member> newMembers = new TreeSet<>(Member.BY_NAME);

  Rows(List<Entry> entries, KnownMembers members) {
    entries.stream().sorted(BY_PLACE).forEach(entry -> add(entry, members));
  }

  private void add(Entry row, KnownMembers members) {
    switch (row.entry()) {
      case ChatMessage message -> {
        messages.add(row);
        mention(message.metadata(), message);
        if (!members.has(message.userId(), message.roomId())) {
          newMembers.add(new Member(message.userId(), message.roomId()));
        }
      }
      case MessageChange change -> {
        changes.add(row);
        if (change instanceof MessageEdit edit) {
          mention(edit.metadata(), edit);
        }
      }
    }
  }

  private void mention(String metadata, LogEntry by) {
    for (String userId : Mentions.in(metadata)) {
      if (!userId.equals(by.userId())) {
        mentions.add(new Mention(userId, by));
      }
    }
  }

  boolean haveChanges() {
    return !changes.isEmpty();
  }

  /** Whether there are members or mentions to be noted. */
  boolean havePeople() {
    return !newMembers.isEmpty() || !mentions.isEmpty();
  }

  /** The changes as they are numbered in the statement's answer, from 1 on. */
  List<MessageChange> changes() {
    return changes.stream().map(row -> (MessageChange) row.entry()).toList();
  }

  /** To be called once the statement has committed. */
  void noteMembers(KnownMembers members) {
    newMembers.forEach(member -> members.add(member.userId, member.roomId));
  }

  Tuple messageColumns(LogClock clock) {
    List<ChatMessage> rows = messages.stream().map(row -> (ChatMessage) row.entry()).toList();
    return Tuple.tuple()
        .addArrayOfString(texts(rows, ChatMessage::roomId))
        .addArrayOfLong(rows.stream().map(ChatMessage::cursor).toArray(Long[]::new))
        .addArrayOfLong(rows.stream().map(ChatMessage::prev).toArray(Long[]::new))
        .addArrayOfString(texts(rows, ChatMessage::id))
        .addArrayOfString(texts(rows, ChatMessage::userId))
        .addArrayOfString(texts(rows, ChatMessage::username))
        .addArrayOfString(texts(rows, ChatMessage::content))
        .addArrayOfString(texts(rows, ChatMessage::metadata))
        .addArrayOfString(texts(rows, row -> answered(row, MessageName::userId)))
        .addArrayOfString(texts(rows, row -> answered(row, MessageName::id)))
        .addArrayOfOffsetDateTime(untils(messages, clock));
  }

  private static String answered(ChatMessage message, Function<MessageName, String> part) {
    return message.replyTo() == null ? null : part.apply(message.replyTo());
  }

  void addPeople(Tuple columns) {
    columns
        .addArrayOfString(newMembers.stream().map(Member::userId).toArray(String[]::new))
        .addArrayOfString(newMembers.stream().map(Member::roomId).toArray(String[]::new))
        .addArrayOfString(texts(mentions, Mention::userId))
        .addArrayOfString(texts(mentions, mention -> mention.by.roomId()))
        .addArrayOfLong(mentions.stream().map(mention -> mention.by.cursor()).toArray(Long[]::new))
        .addArrayOfString(texts(mentions, mention -> mention.by.userId()))
        .addArrayOfString(texts(mentions, mention -> mention.by.id()));
  }

  void addChanges(Tuple columns, LogClock clock) {
    List<MessageChange> rows = changes();
    columns
        .addArrayOfString(texts(rows, MessageChange::roomId))
        .addArrayOfLong(rows.stream().map(MessageChange::cursor).toArray(Long[]::new))
        .addArrayOfLong(rows.stream().map(MessageChange::prev).toArray(Long[]::new))
        .addArrayOfString(texts(rows, row -> EntryFrame.event(row).wire()))
        .addArrayOfString(texts(rows, MessageChange::userId))
        .addArrayOfString(texts(rows, MessageChange::id))
        .addArrayOfString(texts(rows, row -> row.by().userId()))
        .addArrayOfString(texts(rows, row -> row.by().username()))
        .addArrayOfString(texts(rows, MessageChange::changeId))
        .addArrayOfString(texts(rows, Rows::content))
        .addArrayOfString(texts(rows, Rows::metadata))
        .addArrayOfString(texts(rows, Rows::reaction))
        .addArrayOfBoolean(rows.stream().map(Rows::isOn).toArray(Boolean[]::new))
        .addArrayOfOffsetDateTime(untils(changes, clock));
  }

  private static String content(MessageChange change) {
    return switch (change) {
      case MessageEdit edit -> edit.content();
      case MessageDeletion deletion -> null;
      case MessageReaction reaction -> null;
    };
  }

  private static String metadata(MessageChange change) {
    return change instanceof MessageEdit edit ? edit.metadata() : null;
  }

  private static String reaction(MessageChange change) {
    return change instanceof MessageReaction reaction ? reaction.reaction() : null;
  }

  private static Boolean isOn(MessageChange change) {
    return change instanceof MessageReaction reaction ? reaction.on() : null;
  }

  private static OffsetDateTime[] untils(List<Entry> rows, LogClock clock) {
    return rows.stream().map(row -> clock.at(row.untilNanos())).toArray(OffsetDateTime[]::new);
  }

  static <T> String[] texts(List<T> rows, Function<T, String> text) {
    return rows.stream().map(text).toArray(String[]::new);
  }
}
