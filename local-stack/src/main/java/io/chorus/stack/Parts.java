package io.chorus.stack;

import io.chorus.stack.data.DataFolder;
import io.chorus.stack.embedded.EmbeddedPostgres;
import io.chorus.stack.embedded.EmbeddedRedis;
import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.process.Roster;
import io.chorus.stack.process.Supervised;
import io.chorus.stack.service.Fleet;
import io.chorus.stack.service.Service;
import io.chorus.stack.status.Endpoint;
import io.chorus.stack.status.ServiceEndpoint;
import io.chorus.stack.status.StackFile;
import io.chorus.stack.token.DevKeys;
import io.chorus.stack.token.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a suite runs behind its gateway. */
record Parts(EmbeddedRedis redis, EmbeddedPostgres postgres, Fleet fleet) {

  /** Starts nothing yet. */
  static Parts of(
      SuiteOptions options, DevKeys keys, Roster roster, Consumer<Supervised> restarted) {
    var redis =
        new EmbeddedRedis(FreePort.pick(), options.data(), options.log("redis"), roster, restarted);
    var postgres =
        new EmbeddedPostgres(
            FreePort.pick(),
            new DataFolder(options.data()).postgres(),
            options.log("postgres"),
            roster,
            restarted);
    Fleet fleet =
        Fleet.of(
            options.chat(),
            options.history(),
            options.notification(),
            (module, name) ->
                new Service(
                    name,
                    options.packaged(module, List.of()),
                    options.data(),
                    options.log(name),
                    environment(name, options, keys, redis, postgres),
                    roster,
                    restarted));
    return new Parts(redis, postgres, fleet);
  }

  void startBackends() {
    Fleet.together(Stream.of(redis::start, postgres::start));
  }

  void stopBackends() {
    redis.stop();
    postgres.stop();
  }

  StackFile.Content describe(Endpoint gateway) {
    return new StackFile.Content(
        gateway,
        endpoints(fleet.chat()),
        endpoints(fleet.history()),
        endpoints(fleet.notification()),
        new Endpoint(redis.url(), redis.pid()),
        new StackFile.Postgres(
            postgres.url(),
            postgres.user(),
            postgres.password(),
            postgres.database(),
            postgres.pid()));
  }

  private static List<ServiceEndpoint> endpoints(List<Service> services) {
    return services.stream().map(Service::endpoint).toList();
  }

  static Map<String, String> environment(
      String service,
      SuiteOptions options,
      DevKeys keys,
      EmbeddedRedis redis,
      EmbeddedPostgres postgres) {
    Wiring wiring = options.wiring();
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_REDIS_HOSTS", wiring.address(service, "redis", redis.url()));
    environment.put(
        "QUARKUS_DATASOURCE_REACTIVE_URL", wiring.address(service, "postgres", postgres.url()));
    environment.put("QUARKUS_DATASOURCE_USERNAME", postgres.user());
    environment.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password());
    environment.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", keys.publicFile().toUri().toString());
    environment.put("MP_JWT_VERIFY_ISSUER", Tokens.ISSUER);
    environment.putAll(options.environment());
    return environment;
  }
}
