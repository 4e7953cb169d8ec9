package io.chorus.checker.network;

import io.chorus.stack.Wiring;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * All links of a suite. Its methods may be called from any thread but its own event loop, and wait
 * for that.
 */
public final class Network implements Wiring, AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
  private final NetClient connector =
      vertx.createNetClient(
          new NetClientOptions().setConnectTimeout(CONNECT_MILLIS).setTcpNoDelay(true));
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);

  @Override
  public String address(String service, String backend, String url) {
    String led = lead(service, backend, url);
    if (backend.equals("redis")) {
      links.getLast().rewrite(Direction.UP, ShiftedClock::new);
    }
    return led;
  }

  /**
   * Makes a link.
   *
   * @param url of the one it leads to
   * @return the same, by way of the link
   */
  public String lead(String from, String to, String url) {
    URI target = URI.create(url);
    Link link =
        new Link(
            vertx,
            connector,
            from,
            to,
            SocketAddress.inetSocketAddress(target.getPort(), target.getHost()),
            random.split());
    link.listen().toCompletionStage().toCompletableFuture().join();
    links.add(link);
    return url.replaceFirst(":" + target.getPort(), ":" + link.port());
  }

  public List<Link> links() {
    return List.copyOf(links);
  }

  /** Has the links that are chosen be so from now on. */
  public void become(Condition condition, Predicate<Link> chosen) {
    Future.<Void>future(
            done ->
                vertx.runOnContext(
                    ignored -> {
                      links.stream().filter(chosen).forEach(link -> link.become(condition));
                      done.complete();
                    }))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
