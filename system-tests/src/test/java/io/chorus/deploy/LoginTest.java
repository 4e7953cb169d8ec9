package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chorus.browser.Chromium;
import io.chorus.browser.Window;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.test.Needs;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page behind compose's gateway, where people log in at the development issuer, which runs with
 * the files of its image.
 */
class LoginTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** The library asks for the next token a minute before; so it asks in a few seconds. */
  private static final String TOKEN_LIFETIME = "PT64S";

  @TempDir static Path folder;

  static Suite suite;
  static RunningGateway gateway;
  static Process issuer;
  static Chromium browser;
  static String page;

  @BeforeAll
  static void start() throws IOException {
    Program nginx = Program.require("nginx");
    Optional<Path> chromium = Chromium.find();
    Needs.require(chromium.isPresent(), "Chromium, in which the page is tried");
    int port = RunningGateway.freePort();
    page = "http://localhost:" + port + "/";
    String name = page + "dev/issuer";
    suite =
        Suite.start(
            SuiteOptions.in(Project.path(""))
                .apartIn(folder.resolve("suite"))
                .withEnvironment(Map.of("MP_JWT_VERIFY_ISSUER", name)));
    int issuerPort = FreePort.pick();
    issuer = startIssuer(name, issuerPort);
    // Started by root, nginx serves as somebody else, who has to get in.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    gateway =
        new RunningGateway(
            nginx,
            Files.createDirectory(folder.resolve("nginx")),
            Map.of(
                "chat-1", port(suite.chat(0).url()),
                "chat-2", port(suite.chat(0).url()),
                "history-1", port(suite.history(0).url()),
                "history-2", port(suite.history(0).url()),
                "notification-1", port(suite.notification(0).url()),
                "notification-2", port(suite.notification(0).url()),
                "issuer", issuerPort),
            port,
            "development-login",
            copyOfThePage());
    gateway.start();
    browser = Chromium.start(chromium.get(), Files.createDirectory(folder.resolve("profile")));
  }

  @AfterAll
  static void stop() {
    for (AutoCloseable it : new AutoCloseable[] {browser, gateway, suite}) {
      try {
        if (it != null) {
          it.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    if (issuer != null) {
      issuer.destroy();
    }
  }

  @Test
  void somebodyLogsInStaysInAndLogsOut() {
    try (Window window = browser.open(page + "#tea")) {
      window.await("document.querySelector('#enter .caution').textContent.includes('anybody')");
      window.press("#log-in");
      window.await("document.querySelector('h1').textContent === 'Development login'");
      window.write("#name", "Ada");
      window.press(".primary");

      window.await("document.querySelector('#title')?.textContent === 'tea'");
      window.await("document.querySelector('#sidebar .caution').checkVisibility()");
      assertThat(window.evaluate("location.href").asText()).isEqualTo(page + "#tea");
      say(window, "Hello");
      String first = token(window);
      window.await("JSON.parse(sessionStorage['chorus.login']).token !== '" + first + "'");
      say(window, "Still here");

      window.evaluate("location.reload()");
      window.await("document.querySelectorAll('.line').length === 2");
      try (Window another = window.another(page + "#tea")) {
        another.await("document.querySelector('#me')?.textContent === 'Ada'");
      }

      window.press("#leave");
      window.await("document.querySelector('#log-in')?.checkVisibility()");
      assertThat(
              window
                  .evaluate(
                      "'chorus.login' in sessionStorage || 'chorus.login.returning' in localStorage")
                  .asBoolean())
          .isFalse();
      window.press("#log-in");
      window.await("document.querySelector('#name')");
    }
  }

  @Test
  void anAnswerThatNobodyAskedForLogsNobodyIn() {
    try (Window window = browser.open(page + "?code=stolen&state=forged#tea")) {
      window.await("document.querySelector('#enter-problem').textContent.includes('not asked')");

      window.await("document.querySelector('#log-in').checkVisibility()");
      assertThat(window.evaluate("location.search").asText()).isEmpty();
    }
  }

  private static void say(Window window, String text) {
    window.await("document.querySelector('#members li')");
    window.write("#text", text);
    window.enter();
    window.await(
        "[...document.querySelectorAll('.line.stored')].at(-1).textContent.includes('%s')"
            .formatted(text));
  }

  private static String token(Window window) {
    return window.evaluate("JSON.parse(sessionStorage['chorus.login']).token").asText();
  }

  /** With the very files that its image has. */
  private static Process startIssuer(String name, int port) throws IOException {
    String image = Project.read("docker/Dockerfile.issuer");
    List<String> copied =
        Pattern.compile("(?m)^COPY (.+) \\S+$")
            .matcher(image)
            .results()
            .map(MatchResult::group)
            .flatMap(line -> List.of(line.split(" ")).stream())
            .map(it -> it.replaceFirst("^/src/local-stack/", ""))
            .filter(it -> it.startsWith("target/"))
            .toList();
    StringBuilder classPath = new StringBuilder();
    for (String pattern : copied) {
      if (pattern.endsWith("/")) {
        classPath.append(Project.path("local-stack").resolve(pattern)).append(File.pathSeparator);
        continue;
      }
      try (var files =
          Files.newDirectoryStream(
              Project.path("local-stack/target/lib"), Path.of(pattern).getFileName().toString())) {
        for (Path file : files) {
          classPath.append(file).append(File.pathSeparator);
        }
      }
    }
    Path keys = folder.resolve("suite/keys");
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath.toString(),
            "io.chorus.stack.issuer.DevelopmentIssuer");
    java.environment()
        .putAll(
            Map.of(
                "CHORUS_ISSUER_URL", name,
                "CHORUS_ISSUER_KEY", keys.resolve("private.pem").toString(),
                "CHORUS_ISSUER_PUBLIC_KEY", keys.resolve("public.pem").toString(),
                "CHORUS_ISSUER_PORT", Integer.toString(port),
                "CHORUS_ISSUER_TOKEN_LIFETIME", TOKEN_LIFETIME));
    Path log = folder.resolve("issuer.log");
    Process process = java.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(Files.readString(log)).contains("never run this in"));
    return process;
  }

  private static Path copyOfThePage() throws IOException {
    Path source = Project.path("web-client/target/page");
    Path target = folder.resolve("nginx/page");
    try (var files = Files.walk(source)) {
      for (Path file : files.collect(Collectors.toList())) {
        Files.copy(file, target.resolve(source.relativize(file).toString()));
      }
    }
    return target;
  }

  private static int port(String url) {
    return URI.create(url).getPort();
  }
}
