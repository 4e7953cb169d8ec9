package io.chorus.stack.service;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All instances of the three services. */
public record Fleet(List<Service> chat, List<Service> history, List<Service> notification) {

  /** Makes one service's instances: the module's folder, the instance's name. */
  public interface Maker {
    Service make(String module, String name);
  }

  public static Fleet of(int chat, int history, int notification, Maker maker) {
    return new Fleet(
        several("chat", chat, maker),
        several("history", history, maker),
        several("notification", notification, maker));
  }

  /** Returns when all are ready. */
  public void start() {
    together(all().map(service -> (Runnable) service::start));
  }

  /** Returns when all are gone. */
  public void stop() {
    together(all().map(service -> (Runnable) service::stop));
  }

  /** Runs all at once; throws what the first of those that fail throws, when all are done. */
  public static void together(Stream<Runnable> tasks) {
    List<CompletableFuture<Void>> running =
        tasks.map(task -> CompletableFuture.runAsync(task, Thread::startVirtualThread)).toList();
    try {
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private Stream<Service> all() {
    return Stream.of(chat, history, notification).flatMap(List::stream);
  }

  private static List<Service> several(String kind, int count, Maker maker) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> maker.make(kind + "-service", kind + "-" + number))
        .toList();
  }
}
