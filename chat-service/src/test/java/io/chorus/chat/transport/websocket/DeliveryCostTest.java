package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.chorus.bus.Bus;
import io.chorus.model.frame.Envelope;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a delivery takes of the event loops: counts, which are the same on every machine. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class DeliveryCostTest {
  private static final int MEMBERS = 25;
  private static final int WARM_UP = 200;
  private static final int EVENTS = 200;

  /** As the threads of event loops are called: whole for the JVM, cut for Linux. */
  private static final String LOOP = "vert.x-eventloop";

  private static final int COMM = 15;

  @TestHTTPResource("/")
  URI service;

  @Inject Bus bus;

  private final RoomId room = new RoomId("room-" + UUID.randomUUID());
  private final List<ChatClient> members = new ArrayList<>();
  private int published;

  @BeforeEach
  void join() {
    for (int n = 0; n < MEMBERS; n++) {
      ChatClient member = ChatClient.connect(service, Backends.tokens().mint("member" + n));
      members.add(member);
      member.request("join_room", Map.of("roomId", room.value()));
    }
  }

  @AfterEach
  void leave() {
    members.forEach(ChatClient::close);
  }

  /** One at a time, so that nothing is shared but what is one event's. */
  private void publish(int events) throws Exception {
    for (int n = 0; n < events; n++) {
      String frame =
          "{\"event\":\"signal\",\"data\":{\"name\":\"cost\",\"payload\":" + ++published + "}}";
      bus.publish(RoomKeys.channel(room), Envelope.event(frame))
          .toCompletionStage()
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);
    }
    for (ChatClient member : members) {
      member.await("signal", frame -> frame.at("/data/payload").asInt() == published);
    }
  }

  @Test
  void aDeliveryAllocatesNextToNothing() throws Exception {
    publish(WARM_UP);
    long before = allocatedByLoops();
    publish(EVENTS);

    long each = (allocatedByLoops() - before) / (EVENTS * MEMBERS);
    assertThat(each).as("bytes a delivery").isLessThan(800);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeliveryIsOneSystemCallThatWrites() throws Exception {
    publish(WARM_UP);
    long before = writesByLoops();
    publish(EVENTS);

    double each = (writesByLoops() - before) / (double) (EVENTS * MEMBERS);
    // Commands, pings and wake-ups of the loops are in it, too.
    assertThat(each).as("writes a delivery").isLessThan(1.3);
  }

  private static long allocatedByLoops() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] loops =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread != null && thread.getThreadName().startsWith(LOOP))
            .mapToLong(thread -> thread.getThreadId())
            .toArray();
    return Arrays.stream(threads.getThreadAllocatedBytes(loops)).sum();
  }

  private static long writesByLoops() throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      return threads.filter(DeliveryCostTest::isLoop).mapToLong(DeliveryCostTest::writes).sum();
    }
  }

  private static boolean isLoop(Path thread) {
    return read(thread.resolve("comm")).strip().equals(LOOP.substring(0, COMM));
  }

  private static long writes(Path thread) {
    return read(thread.resolve("io"))
        .lines()
        .filter(line -> line.startsWith("syscw:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      // A thread that has ended meanwhile: no event loop.
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
