package io.chorus.checker.client;

import io.chorus.stack.Suite;
import io.chorus.stack.status.ServiceEndpoint;
import io.chorus.stack.status.StackFile;
import io.chorus.stack.token.Tokens;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where clients get in.
 *
 * @param chat addresses of which each connection takes one
 * @param history addresses of which each reading takes one
 * @param notification addresses of which each call takes one
 */
public record Entrances(
    List<String> chat, List<String> history, List<String> notification, Tokens tokens) {
  /** The instances themselves. */
  static Entrances of(Suite suite) {
    StackFile.Content content = suite.content();
    return new Entrances(
        urls(content.chat()),
        urls(content.history()),
        urls(content.notification()),
        suite.tokens());
  }

  /** The gateway beside the instances. */
  public static Entrances all(StackFile.Content content, Tokens tokens) {
    String gateway = content.gateway().url();
    return new Entrances(
        with(gateway, content.chat()),
        with(gateway, content.history()),
        with(gateway, content.notification()),
        tokens);
  }

  private static List<String> with(String gateway, List<ServiceEndpoint> instances) {
    return Stream.concat(Stream.of(gateway), urls(instances).stream()).toList();
  }

  private static List<String> urls(List<ServiceEndpoint> instances) {
    return instances.stream().map(ServiceEndpoint::url).toList();
  }
}
