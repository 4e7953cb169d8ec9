package io.chorus.history.erasure;

import io.chorus.bus.Bus;
import io.chorus.history.log.Upkeep;
import io.chorus.history.log.erasure.Erasure;
import io.chorus.history.log.erasure.Erasures;
import io.chorus.logging.SparingLog;
import io.chorus.model.erasure.UserErased;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes erasures, and carries them on: one step of each, then again, with pauses. First the log,
 * room by room, whose members are told; then the inboxes. What cannot be done now is tried again
 * until it can; what is done is never done again. Any replica goes on where another has stopped.
 * Thread-safe; never blocks.
 */
@RegisterForReflection(targets = UserErased.class)
@Singleton
public class Erasing {
  private static final Logger LOG = Logger.getLogger(Erasing.class);
  private static final String NOT_DONE = "an erasure does not go on";
  private static final long PAUSE_MILLIS = 2_000;

  /** Between steps, where there are more: readers and writers come first. */
  private static final long SHORT_PAUSE_MILLIS = 20;

  private final Erasures erasures;
  private final Inboxes inboxes;
  private final Bus bus;
  private final Upkeep upkeep;
  private final SparingLog sparing = new SparingLog(LOG, Duration.ofMinutes(1));

  Erasing(Erasures erasures, Inboxes inboxes, Bus bus, Vertx vertx) {
    this.erasures = erasures;
    this.inboxes = inboxes;
    this.bus = bus;
    this.upkeep = new Upkeep(NOT_DONE, vertx, SHORT_PAUSE_MILLIS, PAUSE_MILLIS, this::stepOfEach);
  }

  /**
   * Takes an erasure, once every service that has a part in it is there; what is known by that id
   * already is only told.
   *
   * @param id the caller's own, to ask again by
   * @return fails with {@code overloaded} where a service is away or too many are under way, {@code
   *     invalid_request} where the id was given for another user
   */
  public Uni<Erasure> take(String id, String userId) {
    String fingerprint = fingerprint(id, userId);
    return erasures
        .find(id)
        .chain(
            known ->
                known.isPresent()
                    ? Uni.createFrom().item(known)
                    : inboxes.demandReady().chain(() -> erasures.begin(id, userId, fingerprint)))
        .map(known -> checked(known, fingerprint));
  }

  private static Erasure checked(Optional<Erasure> known, String fingerprint) {
    Erasure erasure =
        known.orElseThrow(
            () -> new Refusal(ErrorCode.OVERLOADED, "too many erasures are under way"));
    if (!erasure.fingerprint().equals(fingerprint)) {
      throw Refusal.invalid("this id was given for another user");
    }
    return erasure;
  }

  /** Of the user's id, which is forgotten in the end. */
  private static String fingerprint(String id, String userId) {
    try {
      byte[] text = (id + "\n" + userId).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void start(@Observes StartupEvent event) {
    upkeep.start();
  }

  private Uni<Boolean> stepOfEach() {
    return erasures
        .underWay()
        .chain(
            all ->
                Multi.createFrom()
                    .iterable(all)
                    .onItem()
                    .transformToUniAndConcatenate(this::step)
                    .collect()
                    .with(Collectors.reducing(false, Boolean::logicalOr)));
  }

  /** Whether to go on at once. */
  private Uni<Boolean> step(Erasure erasure) {
    Uni<Boolean> step = erasure.roomsAreDone() ? eraseInboxes(erasure) : eraseRooms(erasure);
    return step.onFailure()
        .recoverWithItem(
            e -> {
              sparing.say(Logger.Level.WARN, "erasure", NOT_DONE + " for now: " + e);
              return false;
            });
  }

  private Uni<Boolean> eraseRooms(Erasure erasure) {
    return erasures
        .step(erasure)
        .chain(
            room ->
                room.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : tell(erasure, room.get()).chain(() -> erasures.left(erasure, room.get())))
        .replaceWith(true);
  }

  private Uni<Integer> tell(Erasure erasure, String roomId) {
    String frame =
        Frame.of(
            Event.USER_ERASED, new UserErased(roomId, erasure.userId(), erasure.placeholder()));
    return Uni.createFrom()
        .completionStage(
            () ->
                bus.publish(RoomKeys.channel(new RoomId(roomId)), Envelope.event(frame))
                    .toCompletionStage());
  }

  private Uni<Boolean> eraseInboxes(Erasure erasure) {
    return inboxes
        .erase(erasure.userId())
        .chain(
            nothingLeft ->
                nothingLeft
                    ? erasures
                        .done(erasure)
                        .invoke(() -> LOG.infof("erasure %s is done", erasure.id()))
                        .replaceWith(false)
                    : Uni.createFrom().item(true));
  }

  @PreDestroy
  void stop() {
    upkeep.stop();
  }
}
