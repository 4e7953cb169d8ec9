package io.chorus.stack.bench;

import io.chorus.stack.status.ServiceEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What some service processes use. */
final class Usage {
  private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";

  private final List<ServiceEndpoint> processes;

  Usage(List<ServiceEndpoint> processes) {
    this.processes = processes;
  }

  /** Processor time since their start. */
  Duration cpu() {
    return processes.stream()
        .map(it -> ProcessHandle.of(it.pid()).flatMap(p -> p.info().totalCpuDuration()))
        .map(it -> it.orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Bytes of heap that survive a garbage collection. */
  long heap() throws IOException, InterruptedException {
    long sum = 0;
    for (ServiceEndpoint process : processes) {
      collectGarbage(process.pid());
      sum += heap(process.management());
    }
    return sum;
  }

  /** Returns when a JVM has collected what nothing refers to. */
  static void collectGarbage(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static long heap(String management) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(management + "/q/metrics")).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(HEAP))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }
}
