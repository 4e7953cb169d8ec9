package io.chorus.stack.bench;

import io.chorus.stack.process.StartFailure;
import java.time.Duration;

/**
 * What may be set about a benchmark; 0 stands for the scenario's own choice.
 *
 * @param connections or, where there are none, the notifications or messages that are stored
 * @param inFlight messages of each room that are on their way at a time, in place of a rate
 */
public record BenchmarkOptions(
    int connections, int rooms, int rate, int inFlight, Duration time, Duration warmUp) {
  Benchmark benchmark(String scenario) {
    return switch (scenario) {
      case "fanout" -> rooms(10, 100, 200);
      case "small-rooms" -> rooms(1_000, 2, 2_000);
      case "idle" -> new IdleBenchmark(or(connections, 10_000));
      case "connect" -> new ConnectBenchmark(or(connections, 5_000));
      case "storm" -> new StormBenchmark(or(connections, 10_000));
      case "store" -> rooms(1_000, 1, 10_000);
      case "history" -> new HistoryBenchmark(warmUp, time);
      case "inbox" -> new InboxBenchmark(or(connections, 100_000), warmUp, time);
      case "state" -> new StateBenchmark(warmUp, time);
      case "sync" -> new SyncBenchmark(or(rooms, 100), warmUp, time);
      case "changes" -> new ChangesBenchmark(warmUp, time);
      case "growth" -> new GrowthBenchmark(or(connections, 50_000));
      default -> throw new StartFailure("There is no benchmark " + scenario + ".");
    };
  }

  private RoomsBenchmark rooms(int ofThem, int members, int perSecond) {
    int rooms = or(this.rooms, ofThem);
    int each = connections == 0 ? members : Math.max(1, connections / rooms);
    int sent = inFlight > 0 ? 0 : or(rate, perSecond);
    return new RoomsBenchmark(new RoomPlan(rooms, each, sent, inFlight, warmUp, time));
  }

  private static int or(int given, int otherwise) {
    return given > 0 ? given : otherwise;
  }
}
