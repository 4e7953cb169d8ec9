package io.chorus.stack;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All instances of the three services. */
record Fleet(List<Service> chat, List<Service> history, List<Service> notification) {

  /** Makes one service's instances: the module's folder, the instance's name. */
  interface Maker {
    Service make(String module, String name);
  }

  static Fleet of(SuiteOptions options, Maker maker) {
    return new Fleet(
        several("chat", options.chat(), maker),
        several("history", options.history(), maker),
        several("notification", options.notification(), maker));
  }

  /** Returns when all are ready. */
  void start() {
    together(all().map(service -> (Runnable) service::start));
  }

  /** Returns when all are gone. */
  void stop() {
    together(all().map(service -> (Runnable) service::stop));
  }

  /** Runs all at once; throws what the first of those that fail throws, when all are done. */
  static void together(Stream<Runnable> tasks) {
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
