package io.chorus.chat.session;

import io.chorus.model.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a request's text to what is asked for. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class CommandBenchmark {
  private String message =
      """
      {"event":"send_message","id":17,"data":{"roomId":"general","content":"a text of a few words",\
      "id":"m-17","metadata":{"lang":"en"}}}""";

  private String typing =
      """
      {"event":"typing","id":18,"data":{"roomId":"general","isTyping":true}}""";

  @Benchmark
  public Object readMessage() {
    return read(message);
  }

  @Benchmark
  public Object readTyping() {
    return read(typing);
  }

  private static Command read(String frame) {
    JsonObject request = JsonObject.read(frame);
    return Command.read(request.text("event"), request.object("data"));
  }
}
