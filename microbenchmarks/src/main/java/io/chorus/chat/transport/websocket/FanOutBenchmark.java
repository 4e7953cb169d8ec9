package io.chorus.chat.transport.websocket;

import io.chorus.chat.fanout.Delivery;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From what the bus brings to the bytes that each member of a room is given. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class FanOutBenchmark {
  @Param({"2", "100"})
  private int members;

  private final Buffer envelope =
      Buffer.buffer(
          """
          m 1795000000123456 1795000000120000
          {"event":"message","data":{"id":"m-17","roomId":"general","userId":"ada","username":"Ada",\
          "content":"a text of a few words","timestamp":1795000000123,"cursor":1795000000123456,\
          "prev":1795000000120000}}""");

  @Benchmark
  public int encodeOnceForAll() {
    Delivery delivery = Delivery.of(envelope);
    int bytes = 0;
    for (int member = 0; member < members; member++) {
      ByteBuf own = delivery.encoded(TextFraming.INSTANCE).retainedDuplicate();
      bytes += own.readableBytes();
      own.release();
    }
    delivery.release();
    return bytes;
  }
}
