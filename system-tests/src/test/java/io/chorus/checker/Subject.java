package io.chorus.checker;

import io.chorus.checker.client.Entrances;
import io.chorus.checker.network.Network;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.status.ServiceEndpoint;
import io.chorus.stack.status.StackFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is checked: a suite whose services reach their backends, and whose clients reach it, over a
 * network that can be broken.
 */
record Subject(Suite suite, Network network, Entrances entrances) implements AutoCloseable {
  /** Starts it; returns when all of it is ready. */
  static Subject start(SuiteOptions options) {
    Network network = new Network();
    try {
      Suite suite = Suite.start(options.wiredBy(network));
      return new Subject(suite, network, entrances(suite, network));
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** The packaged suite in a folder of its own. */
  static SuiteOptions packaged(Path folder) {
    return SuiteOptions.in(Path.of("..")).apartIn(folder);
  }

  /** The same, which clients enter elsewhere. */
  Subject enteredBy(Entrances others) {
    return new Subject(suite, network, others);
  }

  private static Entrances entrances(Suite suite, Network network) {
    StackFile.Content content = suite.content();
    String gateway = network.lead("client", "gateway", content.gateway().url());
    return new Entrances(
        led("chat", content.chat(), gateway, network),
        led("history", content.history(), gateway, network),
        led("notification", content.notification(), gateway, network),
        suite.tokens());
  }

  private static List<String> led(
      String service, List<ServiceEndpoint> instances, String gateway, Network network) {
    List<String> urls = new ArrayList<>();
    for (ServiceEndpoint instance : instances) {
      urls.add(network.lead("client", service + "-" + (urls.size() + 1), instance.url()));
    }
    urls.add(gateway);
    return urls;
  }

  @Override
  public void close() {
    suite.stop();
    network.close();
  }
}
