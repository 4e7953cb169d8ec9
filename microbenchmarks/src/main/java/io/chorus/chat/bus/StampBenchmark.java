package io.chorus.chat.bus;

import io.chorus.model.message.ChatMessage;
import io.chorus.model.room.RoomId;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.BulkType;
import io.vertx.redis.client.impl.types.MultiType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What goes to Redis for a stamp, and what is read of its answer. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class StampBenchmark {
  private final Draft draft =
      new Draft(
          new RoomId("general"),
          new ChatMessage(
              "m-17",
              "general",
              "ada",
              "Ada",
              "a text of a few words",
              "{\"lang\":\"en\"}",
              0,
              null));

  private final Response answer = answer("1795000000123456", "1795000000120000", "0");

  private static Response answer(String... members) {
    MultiType answer = MultiType.create(members.length, false);
    for (String member : members) {
      answer.add(BulkType.create(Buffer.buffer(member), false));
    }
    return answer;
  }

  @Benchmark
  public Object frameHead() {
    return draft.frameHead();
  }

  @Benchmark
  public Object command() {
    return Request.cmd(Command.EVALSHA)
        .arg(RedisRoomBus.STAMP.digest())
        .arg(1)
        .arg(draft.memory())
        .arg(draft.frameHead());
  }

  @Benchmark
  public Object readStamp() {
    return RedisRoomBus.stamp(answer);
  }
}
