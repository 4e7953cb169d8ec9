package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the services are told, by compose and by Kubernetes. */
class EnvironmentTest {

  @TempDir static Path folder;

  static Manifests suite;

  @BeforeAll
  static void render() {
    suite = Manifests.evaluation(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "chat-1,chat",
    "chat-2,chat",
    "history-1,history",
    "history-2,history",
    "notification-1,notification",
    "notification-2,notification"
  })
  void composeAndKubernetesSetTheSameNames(String container, String deployment) {
    assertThat(environment(deployment))
        .containsOnlyKeys(ComposeFile.read().environment(container).keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "chat-1,chat,8081,9081",
    "notification-1,notification,8082,9082",
    "history-1,history,8083,9083"
  })
  void aServiceListensWhereItIsLookedFor(
      String container, String deployment, int port, int management) {
    assertThat(List.of(ComposeFile.read().environment(container), environment(deployment)))
        .allSatisfy(
            it ->
                assertThat(it)
                    .containsEntry("QUARKUS_HTTP_PORT", Integer.toString(port))
                    .containsEntry("QUARKUS_MANAGEMENT_PORT", Integer.toString(management)));
    assertThat(Manifests.port(suite.container(deployment), "http")).isEqualTo(port);
    assertThat(Manifests.port(suite.container(deployment), "management")).isEqualTo(management);
  }

  @Test
  void chatIsToldNothingOfTheDatabase() {
    assertThat(environment("chat"))
        .allSatisfy(
            (name, from) ->
                assertThat(name + from)
                    .doesNotContainIgnoringCase("database")
                    .doesNotContain("DATASOURCE"));
    assertThat(ComposeFile.read().environment("chat-1").keySet())
        .noneMatch(name -> name.contains("DATASOURCE"));
  }

  @Test
  void thePublicKeyIsMountedWhereItIsReadFrom() {
    assertThat(Project.SERVICES)
        .allSatisfy(
            service -> {
              Path key = Path.of(environment(service).get("MP_JWT_VERIFY_PUBLICKEY_LOCATION"));
              assertThat(suite.container(service).getVolumeMounts())
                  .anyMatch(it -> it.getMountPath().equals(key.getParent().toString()));
              assertThat(key).hasFileName("public.pem");
            });
  }

  @Test
  void everySecretIsThereWithItsKeys() {
    assertThat(suite.pods().keySet())
        .flatMap(workload -> env(suite.container(workload)).values())
        .filteredOn(it -> it.getValueFrom() != null)
        .extracting(it -> it.getValueFrom().getSecretKeyRef())
        .hasSizeGreaterThan(8)
        .allSatisfy(
            it ->
                assertThat(suite.named(V1Secret.class, it.getName()).getData())
                    .containsKey(it.getKey()));
  }

  /** A value, or for one from a Secret the Secret's name. */
  private static Map<String, String> environment(String deployment) {
    V1Container container = suite.container(deployment);
    Map<String, String> environment = new TreeMap<>();
    container
        .getEnvFrom()
        .forEach(
            it ->
                environment.putAll(
                    suite.named(V1ConfigMap.class, it.getConfigMapRef().getName()).getData()));
    env(container)
        .forEach(
            (name, it) ->
                environment.put(
                    name,
                    it.getValueFrom() == null
                        ? it.getValue()
                        : it.getValueFrom().getSecretKeyRef().getName()));
    return environment;
  }

  private static Map<String, V1EnvVar> env(V1Container container) {
    Map<String, V1EnvVar> env = new TreeMap<>();
    if (container.getEnv() != null) {
      container.getEnv().forEach(it -> env.put(it.getName(), it));
    }
    return env;
  }
}
