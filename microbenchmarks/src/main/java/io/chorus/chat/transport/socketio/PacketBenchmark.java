package io.chorus.chat.transport.socketio;

import io.chorus.chat.transport.engineio.MalformedPacket;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Packets of Socket.IO, read and written. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class PacketBenchmark {
  private String request =
      """
      217["send_message",{"roomId":"general","content":"a text of a few words","id":"m-17"}]""";

  private byte[] event =
      """
      {"event":"message","data":{"id":"m-17","roomId":"general","userId":"ada","username":"Ada",\
      "content":"a text of a few words","timestamp":1795000000123,"cursor":1795000000123456,\
      "prev":1795000000120000}}"""
          .getBytes(StandardCharsets.UTF_8);

  @Benchmark
  public Object readRequest() throws MalformedPacket {
    return SocketPacket.read(request);
  }

  @Benchmark
  public int writeEvent() {
    ByteBuf bytes = EventFraming.INSTANCE.encode(event, 1_000);
    int length = bytes.readableBytes();
    bytes.release();
    return length;
  }
}
