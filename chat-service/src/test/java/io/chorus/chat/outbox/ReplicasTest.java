package io.chorus.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.model.ingest.IngestVersion;
import io.chorus.model.ingest.ReplicaAnnouncement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplicasTest {
  private static final long SECOND = 1_000_000_000L;
  private final Replicas replicas = new Replicas();

  private void announce(String id, long now) {
    replicas.heard(ReplicaAnnouncement.first(id, false), now);
  }

  private Map<String, String> placement(long now) {
    Map<String, String> placement = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      placement.put("room-" + i, replicas.pick("room-" + i, IngestVersion.FIRST, Set.of(), now));
    }
    return placement;
  }

  @Test
  void roomsSpreadOverTheReplicas() {
    announce("a", 0);
    announce("b", 0);
    announce("c", 0);

    assertThat(placement(0).values().stream().filter("a"::equals).count()).isBetween(60L, 140L);
    assertThat(placement(0).values().stream().filter("b"::equals).count()).isBetween(60L, 140L);
  }

  @Test
  void whenOneGoesOnlyItsRoomsMove() {
    announce("a", 0);
    announce("b", 0);
    announce("c", 0);
    Map<String, String> before = placement(0);

    replicas.heard(ReplicaAnnouncement.first("b", true), 0);

    placement(0)
        .forEach(
            (room, replica) -> {
              assertThat(replica).isNotEqualTo("b");
              if (!before.get(room).equals("b")) {
                assertThat(replica).isEqualTo(before.get(room));
              }
            });
  }

  @Test
  void oneThatWasAskedInVainIsAskedAgainOnlyWhenThereIsNoOther() {
    announce("a", 0);
    assertThat(replicas.pick("r", IngestVersion.FIRST, Set.of("a"), 0)).isEqualTo("a");
    announce("b", 0);
    assertThat(replicas.pick("r", IngestVersion.FIRST, Set.of("a"), 0)).isEqualTo("b");
  }

  @Test
  void oneThatIsNotHeardOfIsForgotten() {
    announce("a", 0);
    assertThat(replicas.pick("r", IngestVersion.FIRST, Set.of(), 3 * SECOND)).isEqualTo("a");
    assertThat(replicas.pick("r", IngestVersion.FIRST, Set.of(), 4 * SECOND)).isNull();
  }

  @Test
  void oneThatDoesNotAnswerIsAskedLastUntilItSaysSomething() {
    announce("a", 0);
    replicas.silent("a");
    assertThat(replicas.pick("r", IngestVersion.FIRST, Set.of(), 0)).isEqualTo("a");
    announce("b", 0);
    assertThat(placement(0).values()).containsOnly("b");

    replicas.answered("a");
    assertThat(placement(0).values()).contains("a", "b");

    replicas.silent("a");
    announce("a", 1);
    assertThat(placement(1).values()).contains("a", "b");
  }

  @Test
  void whereNobodyAnswersEachKeepsItsRooms() {
    announce("a", 0);
    announce("b", 0);
    Map<String, String> before = placement(0);

    replicas.silent("a");
    replicas.silent("b");

    assertThat(placement(0)).isEqualTo(before);
  }

  @Test
  void beingSilentToABatchIsNotBeingGone() {
    announce("a", 0);
    replicas.silent("a");
    assertThat(replicas.pick("r", IngestVersion.FIRST, Set.of(), 3 * SECOND)).isEqualTo("a");
    assertThat(replicas.pick("r", IngestVersion.FIRST, Set.of(), 4 * SECOND)).isNull();
  }

  @Test
  void onlyAReplicaThatKnowsTheContentIsPicked() {
    replicas.heard(new ReplicaAnnouncement("old", false, "s", null, null, null), 0);
    assertThat(replicas.pick("r", 1, Set.of(), 0)).isEqualTo("old");
    assertThat(replicas.pick("r", 2, Set.of(), 0)).isNull();

    replicas.heard(new ReplicaAnnouncement("new", false, "s", 3, null, null), 0);

    assertThat(replicas.pick("r", 2, Set.of(), 0)).isEqualTo("new");
    assertThat(replicas.pick("r", 3, Set.of("new"), 0)).isEqualTo("new");
    assertThat(replicas.pick("r", 4, Set.of(), 0)).isNull();
  }
}
