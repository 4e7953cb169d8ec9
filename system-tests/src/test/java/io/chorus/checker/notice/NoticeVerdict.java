package io.chorus.checker.notice;

import io.chorus.checker.verdict.Violation;
import io.chorus.checker.verdict.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges inboxes, and what was seen of them while they grew, by what was accepted for whom: each
 * has to be there once, at the same place for all who look.
 */
final class NoticeVerdict {
  private final String run;
  private final Map<Notification, String> accepted;
  private final List<Violation> violations = new ArrayList<>();

  private NoticeVerdict(String run, Map<Notification, String> accepted) {
    this.run = run;
    this.accepted = accepted;
  }

  /**
   * @param run what the keys of this run begin with; others are of earlier ones, sent to everybody
   * @param accepted the ids that were given to what was accepted
   */
  static List<Violation> of(
      String run, Map<Notification, String> accepted, List<Addressee> addressees) {
    NoticeVerdict verdict = new NoticeVerdict(run, accepted);
    addressees.forEach(verdict::inbox);
    addressees.forEach(
        addressee -> {
          verdict.sight(addressee, "found", addressee.seen());
          verdict.sight(addressee, "was sent", addressee.streamed());
          verdict.unread(addressee);
        });
    return List.copyOf(verdict.violations);
  }

  private void inbox(Addressee addressee) {
    Map<String, String> ids = new HashMap<>();
    accepted.forEach(
        (notification, id) -> {
          if (notification.isFor(addressee.userId())) {
            ids.put(notification.key(), id);
          }
        });
    Set<String> there = new HashSet<>();
    long last = 0;
    for (Notice notice : addressee.inbox()) {
      if (notice.cursor() <= last) {
        add(Kind.OUT_OF_ORDER, addressee, "has %s behind %d", notice, last);
      }
      last = notice.cursor();
      if (!isOurs(notice)) {
        continue;
      }
      if (!there.add(notice.key())) {
        add(Kind.DOUBLED, addressee, "has %s twice", notice);
      } else if (!ids.containsKey(notice.key())) {
        add(Kind.APPEARED, addressee, "has %s, which was not accepted", notice);
      } else if (!ids.get(notice.key()).equals(notice.id())) {
        add(Kind.MISPLACED, addressee, "has %s, accepted as %s", notice, ids.get(notice.key()));
      }
    }
    ids.forEach(
        (key, id) -> {
          if (!there.contains(key)) {
            add(Kind.LOST, addressee, "has not %s, accepted as %s", key, id);
          }
        });
  }

  /** Who asks for what is newer than all that was seen gets each once, and in order. */
  private void sight(Addressee addressee, String how, List<Notice> seen) {
    Set<Notice> stored = new HashSet<>(addressee.inbox());
    Set<Notice> there = new HashSet<>();
    long last = 0;
    for (Notice notice : seen) {
      if (notice.cursor() <= last) {
        add(Kind.OUT_OF_ORDER, addressee, how + " %s behind %d", notice, last);
      }
      last = notice.cursor();
      there.add(notice);
      if (!stored.contains(notice)) {
        add(Kind.APPEARED, addressee, how + " %s, which is not in the inbox", notice);
      }
    }
    for (Notice notice : addressee.inbox()) {
      if (isOurs(notice) && !there.contains(notice)) {
        add(Kind.UNSEEN, addressee, "never " + how + " %s", notice);
      }
    }
  }

  private boolean isOurs(Notice notice) {
    return notice.key().startsWith(run);
  }

  private void unread(Addressee addressee) {
    long least = newerThan(addressee, addressee.triedUpTo());
    long most = newerThan(addressee, addressee.readUpTo());
    if (addressee.unread() < least || addressee.unread() > most) {
      add(
          Kind.MISCOUNTED,
          addressee,
          "has %d unread, not %d to %d",
          addressee.unread(),
          least,
          most);
    }
  }

  private static long newerThan(Addressee addressee, long cursor) {
    return addressee.inbox().stream().filter(notice -> notice.cursor() > cursor).count();
  }

  private void add(Kind kind, Addressee addressee, String what, Object... values) {
    violations.add(
        Violation.of(kind, addressee.userId() + " " + what.formatted(values), addressee.userId()));
  }
}
