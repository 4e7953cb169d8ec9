package io.chorus.stack.bench.plot;

import java.util.List;

/**
 * What a scenario asks.
 *
 * @param what happens in it
 * @param bars figures that are drawn as such
 */
record Story(String what, List<String> bars) {
  private static final List<String> COST =
      List.of("server µs/delivery", "server kernel µs/delivery", "deliveries/s");

  static Story of(String scenario) {
    return switch (scenario) {
      case "fanout" ->
          new Story("Rooms of a hundred: what a delivery costs the server and Redis.", COST);
      case "small-rooms" ->
          new Story("A thousand rooms of two: what a delivery costs the server and Redis.", COST);
      case "idle" ->
          new Story(
              "Connections that do nothing: what each takes.", List.of("server KB/connection"));
      case "connect" ->
          new Story(
              "Clients who come all at once, with a token of their own each: first to a server that"
                  + " has just been started (the first run's first round), then again.",
              List.of(
                  "round 1 connects/s",
                  "round 3 connects/s",
                  "round 1 server µs/connect",
                  "round 3 server µs/connect"));
      case "storm" ->
          new Story(
              "One of two instances is killed: until all its clients are at the other, in their"
                  + " rooms.",
              List.of("all are back after s"));
      case "store" ->
          new Story(
              "Messages in a thousand rooms, each acknowledged once it is stored.",
              List.of("acknowledged/s", "server µs/delivery", "refused"));
      case "history" -> new Story("The newest page of a room.", List.of("pages/s"));
      case "state" -> new Story("The same, with edits and reactions.", List.of("pages/s"));
      case "sync" -> new Story("The first screen of somebody in many rooms.", List.of("syncs/s"));
      case "inbox" ->
          new Story(
              "The newest page of a large inbox, with its number of unread.", List.of("pages/s"));
      case "growth" ->
          new Story(
              "What a message of 16 words, 95 characters, leaves behind.",
              List.of("postgres bytes/message", "search bytes/message", "redis bytes/message"));
      default -> new Story("See [performance.md](performance.md).", List.of());
    };
  }
}
