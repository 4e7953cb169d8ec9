package io.chorus.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** One window of the browser: looked at by expressions, used by keys and presses. */
public final class Window implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final DevTools tools;
  private final String session;
  private final String context;
  private final Runnable closing;

  Window(DevTools tools, String session, String context) {
    this(
        tools,
        session,
        context,
        () ->
            tools.call(null, "Target.disposeBrowserContext", Map.of("browserContextId", context)));
  }

  private Window(DevTools tools, String session, String context, Runnable closing) {
    this.tools = tools;
    this.session = session;
    this.context = context;
    this.closing = closing;
  }

  /**
   * What an expression gives, as JSON; a promise is waited for.
   *
   * @throws IllegalStateException if it fails
   */
  public JsonNode evaluate(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Returns once an expression is true. */
  public void await(String expression) {
    Awaitility.await(expression)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> evaluate("Boolean(" + expression + ")").asBoolean());
  }

  /** Presses what a selector finds, once it can be seen. */
  public void press(String selector) {
    String found = "document.querySelector('" + selector + "')";
    await(found + "?.checkVisibility()");
    evaluate(found + ".click()");
  }

  /** Puts the focus into a field and writes. */
  public void write(String selector, String text) {
    String found = "document.querySelector('" + selector + "')";
    await(found + "?.checkVisibility()");
    evaluate(found + ".focus()");
    call("Input.insertText", Map.of("text", text));
  }

  public void enter() {
    key("Enter", 13, "\r");
  }

  public void escape() {
    key("Escape", 27, "");
  }

  public void up() {
    key("ArrowUp", 38, "");
  }

  /** Puts the pointer over what a selector finds. */
  public void point(String selector) {
    Map<String, Double> place = centre(selector);
    call(
        "Input.dispatchMouseEvent",
        Map.of("type", "mouseMoved", "x", place.get("x"), "y", place.get("y")));
  }

  /** Touches what a selector finds, as a finger does. */
  public void tap(String selector) {
    Map<String, Double> place = centre(selector);
    call("Input.dispatchTouchEvent", Map.of("type", "touchStart", "touchPoints", List.of(place)));
    call("Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));
  }

  private Map<String, Double> centre(String selector) {
    await("document.querySelector('" + selector + "')?.checkVisibility()");
    JsonNode place =
        evaluate(
            """
            (() => {
              const found = document.querySelector('%s')
              found.scrollIntoView({ block: 'nearest' })
              const { left, top, width, height } = found.getBoundingClientRect()
              return { x: left + width / 2, y: top + height / 2 }
            })()"""
                .formatted(selector));
    return Map.of("x", place.path("x").asDouble(), "y", place.path("y").asDouble());
  }

  public void size(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  public void dark(boolean dark) {
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    call("Emulation.setEmulatedMedia", Map.of("features", new Object[] {scheme}));
  }

  /** As on a small phone: fingers, and nothing that hovers. */
  public void touch() {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 375, "height", 760, "deviceScaleFactor", 2, "mobile", true));
    call("Emulation.setTouchEmulationEnabled", Map.of("enabled", true, "maxTouchPoints", 5));
  }

  /** As in a tunnel, of which the browser tells the page; sockets that are open stay so. */
  public void offline(boolean offline) {
    call("Network.enable", Map.of());
    call(
        "Network.emulateNetworkConditions",
        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** As a browser does with what nobody has looked at for long: nothing runs in it any more. */
  public void frozen(boolean frozen) {
    call("Page.setWebLifecycleState", Map.of("state", frozen ? "frozen" : "active"));
  }

  /** Another window of the same person: it shares what the browser keeps. */
  public Window another(String url) {
    String target =
        tools
            .call(
                null,
                "Target.createTarget",
                Map.of("url", url, "browserContextId", context, "newWindow", true))
            .path("targetId")
            .asText();
    String other =
        tools
            .call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asText();
    return new Window(
        tools,
        other,
        context,
        () -> tools.call(null, "Target.closeTarget", Map.of("targetId", target)));
  }

  public void picture(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    String png = call("Page.captureScreenshot", Map.of("format", "png")).path("data").asText();
    Files.write(file, Base64.getDecoder().decode(png));
  }

  @Override
  public void close() {
    closing.run();
  }

  private void key(String name, int code, String text) {
    for (String type : new String[] {"keyDown", "keyUp"}) {
      call(
          "Input.dispatchKeyEvent",
          Map.of(
              "type", type,
              "key", name,
              "code", name,
              "windowsVirtualKeyCode", code,
              "text", type.equals("keyDown") ? text : ""));
    }
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    return tools.call(session, method, parameters);
  }
}
