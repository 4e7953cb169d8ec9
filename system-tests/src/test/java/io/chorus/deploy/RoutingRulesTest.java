package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reaches whom. */
class RoutingRulesTest {

  @TempDir static Path folder;

  static Manifests suite;
  static Manifests led;

  @BeforeAll
  static void render() {
    suite = Manifests.evaluation(folder.resolve("evaluation"));
    led =
        Manifests.render(
            Manifests.overlayOf(folder.resolve("led"), List.of("ingress", "gateway-api")));
  }

  @Test
  void everyServiceFindsItsPodsAndTheirPort() {
    assertThat(suite.all(V1Service.class))
        .hasSizeGreaterThanOrEqualTo(suite.pods().size())
        .allSatisfy(
            service -> {
              V1PodTemplateSpec pod = only(service);
              // The first of them alone: no Service leads to the port of the management.
              assertThat(service.getSpec().getPorts())
                  .singleElement()
                  .satisfies(
                      exposed -> {
                        var port = pod.getSpec().getContainers().getFirst().getPorts().getFirst();
                        assertThat(port.getName()).isNotEqualTo("management");
                        assertThat(exposed.getTargetPort().getStrValue()).isEqualTo(port.getName());
                        assertThat(exposed.getPort()).isEqualTo(port.getContainerPort());
                      });
            });
  }

  private static V1PodTemplateSpec only(V1Service service) {
    return suite.pods().values().stream()
        .filter(it -> labels(it).entrySet().containsAll(service.getSpec().getSelector().entrySet()))
        .reduce((one, other) -> fail("two for " + service.getMetadata().getName()))
        .orElseThrow();
  }

  @Test
  void everyDeploymentAndEveryBudgetSelectsItsPodsAlone() {
    Stream<Map.Entry<String, V1LabelSelector>> selectors =
        Stream.concat(
            suite.all(V1Deployment.class).stream()
                .map(it -> Map.entry(it.getMetadata().getName(), it.getSpec().getSelector())),
            suite.all(V1PodDisruptionBudget.class).stream()
                .map(it -> Map.entry(it.getMetadata().getName(), it.getSpec().getSelector())));

    assertThat(selectors)
        .allSatisfy(
            it ->
                assertThat(suite.pods().entrySet())
                    .filteredOn(pod -> selects(it.getValue(), labels(pod.getValue())))
                    .extracting(Map.Entry::getKey)
                    .containsExactly(it.getKey()));
  }

  @Test
  void everythingLeadsToTheSamePlaces() {
    Set<Tuple> routes =
        Set.of(
            route("/ws", "chat"),
            route("/socket.io", "chat"),
            route("/api/chat", "chat"),
            route("/api/history", "history"),
            route("/api/notifications", "notification"),
            route("/notify", "notification"),
            route("/", "page"));
    Set<Tuple> endless =
        Set.of(
            route("/api/history/users", "history"),
            route("/api/notifications/stream", "notification"),
            route("/api/notifications/users", "notification"));

    assertThat(led.all(V1Ingress.class))
        .flatExtracting(it -> it.getSpec().getRules())
        .flatExtracting(it -> it.getHttp().getPaths())
        .extracting(
            it ->
                route(
                    it.getPath().replaceFirst("(?<=.)/$", ""),
                    it.getBackend().getService().getName()))
        .containsExactlyInAnyOrderElementsOf(routes);
    assertThat(rules())
        .flatMap(
            rule ->
                rule.getMatches().stream()
                    .map(
                        it ->
                            route(
                                it.getPath().getValue(),
                                rule.getBackendRefs().getFirst().getName()))
                    .toList())
        // Which have no end in time, and so rules of their own.
        .filteredOn(it -> !endless.contains(it))
        .containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void aRouteLeadsToAPortOfItsService() {
    assertThat(rules())
        .flatExtracting(HTTPRouteRule::getBackendRefs)
        .allSatisfy(
            it ->
                assertThat(
                        led.named(V1Service.class, it.getName())
                            .getSpec()
                            .getPorts()
                            .getFirst()
                            .getPort())
                    .isEqualTo(it.getPort()));
  }

  @Test
  void onlyTheSocketIoRouteIsSticky() {
    assertThat(led.all(V1Ingress.class))
        .filteredOn(
            it ->
                it.getMetadata()
                    .getAnnotations()
                    .containsKey("nginx.ingress.kubernetes.io/upstream-hash-by"))
        .extracting(it -> it.getMetadata().getName())
        .containsExactly("chorus-socketio");
    assertThat(rules())
        .filteredOn(it -> it.getSessionPersistence() != null)
        .extracting(it -> it.getMatches().getFirst().getPath().getValue())
        .containsExactly("/socket.io");
  }

  @Test
  void whatStaysOpenHasNoEnd() {
    assertThat(rules())
        .filteredOn(it -> it.getTimeouts().getRequest().equals("0s"))
        .flatExtracting(HTTPRouteRule::getMatches)
        .extracting(it -> it.getPath().getValue())
        .containsExactlyInAnyOrder(
            "/ws",
            "/socket.io",
            "/api/history/users",
            "/api/notifications/stream",
            "/api/notifications/users");
  }

  private static List<HTTPRouteRule> rules() {
    return led.allCustom(HTTPRoute.class).getFirst().getSpec().getRules();
  }

  @Test
  void everyPodIsUnderAPolicyOfWhoMayReachIt() {
    List<V1NetworkPolicy> policies =
        suite.all(V1NetworkPolicy.class).stream()
            .filter(it -> it.getSpec().getPolicyTypes().contains("Ingress"))
            .toList();

    assertThat(suite.pods().values())
        .allSatisfy(
            pod ->
                assertThat(policies)
                    .anyMatch(it -> selects(it.getSpec().getPodSelector(), labels(pod))));
  }

  @Test
  void whoMayReachOutIsToldWhomAndWhere() {
    assertThat(suite.all(V1NetworkPolicy.class))
        .filteredOn(it -> it.getSpec().getEgress() != null)
        .hasSizeGreaterThan(1)
        .flatExtracting(it -> it.getSpec().getEgress())
        .allSatisfy(
            rule -> {
              assertThat(rule.getPorts()).isNotEmpty();
              assertThat(rule.getTo())
                  .isNotEmpty()
                  .allMatch(to -> to.getPodSelector() != null || to.getIpBlock() != null);
            });
  }

  @Test
  void everyImageIsOfOneVersion() {
    assertThat(suite.pods().keySet())
        .allSatisfy(
            workload ->
                assertThat(suite.container(workload).getImage()).matches(".+:\\d+\\.\\d+[\\w.-]*"));
    assertThat(ComposeFile.read().services().values())
        .extracting(it -> (String) it.get("image"))
        .allSatisfy(
            it -> assertThat(it).matches("[^:]+:(\\$\\{CHORUS_VERSION:-)?\\d+\\.\\d+[\\w.-]*}?"));
    for (String file :
        List.of(
            "docker/Dockerfile.issuer",
            "docker/Dockerfile.jvm",
            "docker/Dockerfile.native",
            "docker/Dockerfile.page")) {
      assertThat(Project.read(file).lines())
          .filteredOn(it -> it.startsWith("FROM ") && it.contains(":"))
          .isNotEmpty()
          .allMatch(it -> it.matches("FROM \\S+:\\d+\\.\\d+\\S*( AS \\w+)?"));
    }
  }

  @Test
  void noAddressButTheIssuersIsOpenToTheWorld() {
    Manifests production = Manifests.render(Project.path("k8s/overlays/production"));

    assertThat(production.all(V1NetworkPolicy.class))
        .filteredOn(it -> it.getSpec().getEgress() != null)
        .filteredOn(
            it ->
                it.getSpec().getEgress().stream()
                    .flatMap(rule -> rule.getTo().stream())
                    .anyMatch(
                        to ->
                            to.getIpBlock() != null
                                && to.getIpBlock().getCidr().equals("0.0.0.0/0")))
        .extracting(it -> it.getMetadata().getName())
        .containsExactly("services-reach-the-issuer");
  }

  @Test
  void onlyHistoryAndNotificationReachPostgresql() {
    assertThat(suite.pods())
        .allSatisfy(
            (name, pod) ->
                assertThat(
                        suite.all(V1NetworkPolicy.class).stream()
                            .filter(it -> selects(it.getSpec().getPodSelector(), labels(pod)))
                            .filter(it -> it.getSpec().getEgress() != null)
                            .flatMap(it -> it.getSpec().getEgress().stream())
                            .flatMap(it -> it.getTo().stream())
                            .anyMatch(
                                to ->
                                    to.getPodSelector() != null
                                        && Map.of("app.kubernetes.io/name", "postgres")
                                            .equals(to.getPodSelector().getMatchLabels())))
                    .as(name)
                    .isEqualTo(name.equals("history") || name.equals("notification")));
  }

  private static boolean selects(V1LabelSelector selector, Map<String, String> labels) {
    boolean labelled =
        selector.getMatchLabels() == null
            || labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
    return labelled
        && (selector.getMatchExpressions() == null
            || selector.getMatchExpressions().stream()
                .allMatch(it -> it.getValues().contains(labels.get(it.getKey()))));
  }

  private static Tuple route(String path, String service) {
    return tuple(path, service);
  }

  private static Map<String, String> labels(V1PodTemplateSpec pod) {
    return pod.getMetadata().getLabels();
  }
}
