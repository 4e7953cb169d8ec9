package io.chorus.browser;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Chromium without a window, in a process of its own. */
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Duration START_BOUND = Duration.ofSeconds(60);

  private final Process process;
  private final DevTools tools;

  private Chromium(Process process, DevTools tools) {
    this.process = process;
    this.tools = tools;
  }

  /** The program, where this machine has one. */
  public static Optional<Path> find() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @param profile an empty folder of its own
   */
  public static Chromium start(Path program, Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                // Two windows that talk: neither is to be slowed down for being behind the other.
                "--disable-background-timer-throttling",
                "--disable-backgrounding-occluded-windows",
                "--disable-renderer-backgrounding",
                "--no-first-run",
                "--lang=en-GB",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log").toFile())
            .start();
    try {
      Path announced = profile.resolve("DevToolsActivePort");
      Awaitility.await("Chromium's port")
          .atMost(START_BOUND)
          .until(() -> Files.exists(announced) && Files.readAllLines(announced).size() == 2);
      List<String> lines = Files.readAllLines(announced);
      return new Chromium(
          process,
          new DevTools(URI.create("ws://127.0.0.1:" + lines.getFirst() + lines.getLast())));
    } catch (RuntimeException | IOException e) {
      end(process);
      throw e;
    }
  }

  /** A window with a memory of its own, as another person's browser has. */
  public Window open(String url) {
    String context =
        tools.call(null, "Target.createBrowserContext", Map.of()).path("browserContextId").asText();
    String target =
        tools
            .call(
                null,
                "Target.createTarget",
                Map.of("url", url, "browserContextId", context, "width", 1200, "height", 760))
            .path("targetId")
            .asText();
    String session =
        tools
            .call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asText();
    return new Window(tools, session, context);
  }

  @Override
  public void close() {
    tools.close();
    end(process);
  }

  private static void end(Process process) {
    Stream.concat(process.descendants().toList().stream(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroyForcibly);
    Awaitility.await("Chromium's end").until(() -> !process.isAlive());
  }
}
