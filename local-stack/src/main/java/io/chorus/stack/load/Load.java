package io.chorus.stack.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Clients who join rooms and write at a rate, for a while. They share one event loop of this
 * process, so a few thousand deliveries a second are what one can tell apart from its own work: for
 * more, run several.
 */
public final class Load implements AutoCloseable {
  /** Clients that come at once. */
  private static final int ABREAST = 50;

  private static final int LINE_EVERY_SECONDS = 5;
  private static final int PATIENCE_SECONDS = 60;

  private final LoadOptions options;
  private final UnaryOperator<String> tokens;
  private final Consumer<String> progress;
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final Tally tally = new Tally();
  private final List<Client> clients = new ArrayList<>();
  private final WebSocketClient sockets;

  /**
   * @param tokens of a user
   * @param progress told in a line each how it goes
   */
  public Load(LoadOptions options, UnaryOperator<String> tokens, Consumer<String> progress) {
    this.options = options;
    this.tokens = tokens;
    this.progress = progress;
    this.sockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxConnections(options.clients())
                .setConnectTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))
                .setSsl(options.secure()));
  }

  /**
   * Runs it; call once.
   *
   * @return whether nothing was refused and no connection lost
   */
  public boolean run() throws Exception {
    long began = System.nanoTime();
    for (int first = 0; first < options.clients(); first += ABREAST) {
      come(first, Math.min(first + ABREAST, options.clients()));
    }
    progress.accept(
        "%d clients in %d rooms after %.1f s."
            .formatted(options.clients(), options.rooms(), seconds(began)));
    talk();
    return on(tally::isClean);
  }

  private void come(int from, int to) throws Exception {
    List<WebSocketConnectOptions> where = new ArrayList<>();
    for (int number = from; number < to; number++) {
      where.add(
          new WebSocketConnectOptions()
              .setHost(options.url().getHost())
              .setPort(options.port())
              .setSsl(options.secure())
              .setURI("/ws")
              .addHeader("Authorization", "Bearer " + tokens.apply("load-" + number)));
    }
    Future<Void> all =
        on(
            () -> {
              List<Future<Void>> coming = new ArrayList<>();
              for (WebSocketConnectOptions address : where) {
                Client client = new Client(tally, "load-" + clients.size() % options.rooms());
                clients.add(client);
                coming.add(client.come(sockets, address));
              }
              return Future.all(coming).mapEmpty();
            });
    all.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void talk() throws Exception {
    long began = System.nanoTime();
    long end = began + options.time().toNanos();
    long line = began;
    long spoken = 0;
    for (long now = began; now < end; now = System.nanoTime()) {
      long due = (now - began) / 1_000_000 * options.rate() / 1000;
      long more = due - spoken;
      long first = spoken;
      spoken = due;
      if (more > 0) {
        on(
            () -> {
              for (long number = first; number < first + more; number++) {
                clients.get((int) (number % clients.size())).speak();
              }
              return null;
            });
      }
      if (now - line > TimeUnit.SECONDS.toNanos(LINE_EVERY_SECONDS)) {
        line = now;
        tell(began);
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
    // For what is under way.
    TimeUnit.SECONDS.sleep(1);
    tell(began);
  }

  private void tell(long began) throws Exception {
    double seconds = seconds(began);
    progress.accept(on(() -> tally.line(seconds)));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private <T> T on(Callable<T> task) throws Exception {
    CompletableFuture<T> done = new CompletableFuture<>();
    loop.runOnContext(
        ignored -> {
          try {
            done.complete(task.call());
          } catch (Exception e) {
            done.completeExceptionally(e);
          }
        });
    return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    loop.runOnContext(ignored -> clients.forEach(Client::go));
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
