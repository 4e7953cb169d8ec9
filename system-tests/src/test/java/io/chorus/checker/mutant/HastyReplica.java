package io.chorus.checker.mutant;

import io.chorus.bus.Bus;
import io.chorus.bus.BusMetrics;
import io.chorus.bus.BusSettings;
import io.chorus.bus.Names;
import io.chorus.model.Json;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.chorus.stack.status.Endpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.RedisOptions;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A history replica that acknowledges at once and stores nothing: one that dies between its
 * acknowledgement and its commit, every time. It goes by several names, so that some rooms come to
 * it for certain.
 */
final class HastyReplica implements AutoCloseable {
  private static final int NAMES = 8;
  private static final long ANNOUNCE_MILLIS = 500;

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus;
  private final List<String> names = IntStream.range(0, NAMES).mapToObj(i -> "hasty-" + i).toList();

  private HastyReplica(Endpoint redis) {
    bus =
        new Bus(
            vertx,
            new RedisOptions().setConnectionString(redis.url()),
            BusSettings.defaults(),
            Names.DEFAULT,
            "hasty",
            List.of(),
            new BusMetrics(new SimpleMeterRegistry()));
  }

  static HastyReplica on(Endpoint redis) {
    HastyReplica replica = new HastyReplica(redis);
    replica.names.forEach(
        name ->
            replica
                .bus
                .subscribe(IngestChannels.batches(name), batch -> replica.acknowledge(name, batch))
                .toCompletionStage()
                .toCompletableFuture()
                .join());
    replica.announce(false);
    replica.vertx.setPeriodic(ANNOUNCE_MILLIS, ignored -> replica.announce(false));
    return replica;
  }

  private void acknowledge(String name, Buffer payload) {
    IngestBatch batch = IngestBatch.read(payload.toString()).orElseThrow();
    List<Long> cursors = batch.items().stream().map(item -> item.entry().cursor()).toList();
    IngestBatch.Header header = batch.header();
    bus.answer(header.replyTo(), Json.text(new IngestAck(header.id(), name, cursors, null, null)));
  }

  private void announce(boolean leaving) {
    names.forEach(
        name ->
            bus.publish(
                IngestChannels.ANNOUNCEMENTS, Json.text(ReplicaAnnouncement.first(name, leaving))));
  }

  @Override
  public void close() {
    announce(true);
    bus.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
