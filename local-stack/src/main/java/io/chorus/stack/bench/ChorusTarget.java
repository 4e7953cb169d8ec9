package io.chorus.stack.bench;

import io.chorus.stack.Suite;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** A suite, reached at its chat instances: the gateway is for one's own machine only. */
final class ChorusTarget implements Target {
  /** Nobody's patience is tried here. */
  static final Map<String, String> WITHOUT_LIMITS =
      Map.of(
          "CHORUS_SESSION_MESSAGES_PER_SECOND", "1000000",
          "CHORUS_SESSION_MESSAGE_BURST", "1000000",
          "CHORUS_SESSION_FRAMES_PER_SECOND", "1000000",
          "CHORUS_SESSION_BYTES_PER_SECOND", "500000000",
          "CHORUS_SESSION_USER_MESSAGES_PER_SECOND", "1000000",
          "CHORUS_SESSION_USER_FAN_OUT_BYTES_PER_SECOND", "1000000000000",
          "CHORUS_NOTIFICATIONS_REQUESTS_PER_SECOND", "1000000",
          "CHORUS_NOTIFICATIONS_REQUEST_BURST", "1000000");

  private final String name;
  private final Suite suite;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  /**
   * @param suite running; stopped by whoever started it
   */
  ChorusTarget(String name, Suite suite) {
    this.name = name;
    this.suite = suite;
  }

  Suite suite() {
    return suite;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<InetSocketAddress> servers() {
    return IntStream.range(0, suite.content().chat().size())
        .mapToObj(index -> URI.create(suite.chat(index).url()))
        .map(url -> new InetSocketAddress(url.getHost(), url.getPort()))
        .toList();
  }

  @Override
  public String path() {
    return "/ws";
  }

  @Override
  public Dialect dialect() {
    return new NativeDialect();
  }

  /** Made once: a signature costs more than all that follows. */
  @Override
  public String token(String user) {
    return tokens.computeIfAbsent(user, id -> suite.tokens().mint(id));
  }

  @Override
  public String server() {
    return "chat";
  }

  @Override
  public Processes processes() {
    var content = suite.content();
    Map<String, List<Long>> processes = new LinkedHashMap<>();
    processes.put("chat", content.chat().stream().map(it -> it.pid()).toList());
    processes.put("redis", List.of(content.redis().pid()));
    processes.put("history", content.history().stream().map(it -> it.pid()).toList());
    processes.put("notification", content.notification().stream().map(it -> it.pid()).toList());
    processes.put("postgres", List.of(content.postgres().pid()));
    return new Processes(processes);
  }

  @Override
  public boolean stores() {
    return true;
  }

  @Override
  public void close() {
    suite.stop();
  }
}
