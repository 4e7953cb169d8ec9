package io.chorus.checker.notice;

import io.chorus.checker.trace.Journal;
import io.chorus.checker.verdict.Violation;
import io.chorus.checker.verdict.Violation.Kind;
import io.chorus.stack.token.Tokens;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * One who posts notifications and some who get them. Everybody is a virtual thread; the methods
 * here may be called from any other.
 */
public final class Notices implements AutoCloseable {
  private static final int RECIPIENTS = 6;
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final String run;
  private final Notifier notifier;
  private final List<String> users;
  private final List<Inbox> inboxes;
  private final List<Listening> streams;

  /**
   * @param entrances addresses of which each call takes one
   */
  public Notices(List<String> entrances, Tokens tokens, long seed, Journal journal) {
    SplittableRandom random = new SplittableRandom(seed);
    run = UUID.randomUUID().toString().substring(0, 8);
    users = IntStream.range(0, RECIPIENTS).mapToObj(i -> "recipient" + i + "-" + run).toList();
    notifier =
        new Notifier(
            new Api(http, entrances, tokens.mint("notifier", "notifier"), random.split()),
            users,
            run,
            random.split(),
            journal);
    inboxes =
        users.stream()
            .map(
                user ->
                    new Inbox(
                        user,
                        new Api(http, entrances, tokens.mint(user), random.split()),
                        random.split(),
                        journal))
            .toList();
    streams =
        users.stream()
            .map(
                user ->
                    new Listening(
                        user, new Api(http, entrances, tokens.mint(user), random.split()), journal))
            .toList();
  }

  /** Lets recipients listen. */
  public void listen() {
    inboxes.forEach(Thread::startVirtualThread);
    streams.forEach(Thread::startVirtualThread);
  }

  /** Whether all listen, so that they miss nothing of what is posted from now on. */
  public boolean isListening() {
    return inboxes.stream().allMatch(Inbox::hasBegun)
        && streams.stream().allMatch(Listening::hasBegun);
  }

  public void startPosting() {
    Thread.startVirtualThread(notifier);
  }

  public void stopPosting() {
    notifier.stop();
  }

  /** Whether all that was posted is answered. */
  public boolean isQuiet() {
    return notifier.isDone();
  }

  /** How many notifications were accepted. */
  public long accepted() {
    return notifier.accepted().size();
  }

  /** What is not as promised, by now. Reads all inboxes; blocks as long as that takes. */
  public List<Violation> judge() {
    List<Violation> violations = new ArrayList<>();
    notifier.contradictions().forEach(what -> violations.add(Violation.of(Kind.MISPLACED, what)));
    if (!notifier.isDone()) {
      violations.add(Violation.of(Kind.UNANSWERED, "a notification", "notifier"));
    }
    List<Addressee> addressees = new ArrayList<>();
    for (int i = 0; i < users.size(); i++) {
      Inbox inbox = inboxes.get(i);
      // Before the whole is read: what is seen by then has to be in it.
      List<Notice> seen = inbox.seen();
      List<Notice> streamed = streams.get(i).notices();
      addressees.add(
          new Addressee(
              users.get(i),
              inbox.whole(),
              seen,
              streamed,
              inbox.unread(),
              inbox.readUpTo(),
              inbox.triedUpTo()));
    }
    violations.addAll(NoticeVerdict.of(run, notifier.accepted(), addressees));
    return violations;
  }

  @Override
  public void close() {
    notifier.stop();
    inboxes.forEach(Inbox::close);
    streams.forEach(Listening::close);
    http.shutdownNow();
  }
}
