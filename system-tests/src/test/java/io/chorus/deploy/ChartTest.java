package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.kubernetes.client.openapi.models.V1Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart is the base with its components, told by values. */
class ChartTest {

  @TempDir Path folder;

  @Test
  void helmFindsNothingToWarnOf() {
    LintResult lint = new Helm(Chart.FOLDER).lint().strict().call();

    assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
  }

  @Test
  void byItselfItIsTheBase() {
    assertSame(Manifests.yaml(Project.path("k8s/base")), values -> values);
  }

  @ParameterizedTest
  @CsvSource({
    "ingress, ingress.enabled, true",
    "gateway-api, gatewayApi.enabled, true",
    "autoscaling, autoscaling.by, hpa",
    "autoscaling-keda, autoscaling.by, keda",
    "prometheus, prometheus.enabled, true",
    "dashboards, dashboards, true",
    "tracing, tracing.endpoint, http://opentelemetry-collector.monitoring.svc:4317"
  })
  void aSwitchBringsWhatAComponentBrings(String component, String name, String value) {
    assertSame(
        Manifests.yaml(Manifests.overlayOf(folder, List.of(component))),
        values -> values.set(name, value));
  }

  @Test
  void itsProductionValuesAreTheProductionOverlay() {
    assertSame(
        Manifests.yaml(Project.path("k8s/overlays/production")),
        values -> values.withValuesFile(Chart.FOLDER.resolve("ci/production.yaml")));
  }

  @ParameterizedTest
  @CsvSource({
    "chatt.replicas, 3",
    "chat.replica, 3",
    "chat.replicas, many",
    "jwt.algorithm, HS256"
  })
  void aValueThatIsNoneIsRefused(String name, String value) {
    assertThatThrownBy(() -> Chart.render(values -> values.set(name, value)))
        .hasMessageContaining("schema");
  }

  @Test
  void ofAddressesAndPasswordsItMakesTheSecretsThatItReads() {
    Manifests made =
        Manifests.parse(
            Chart.render(
                values ->
                    values
                        .set("redis.hosts", "redis://redis:6379")
                        .set("postgresql.url", "postgresql://postgres:5432/chorus")
                        .set("postgresql.history.password", "one")
                        .set("postgresql.notification.password", "other")));

    assertThat(made.pods().keySet())
        .filteredOn(it -> !it.endsWith("page"))
        .flatExtracting(it -> made.container(it).getEnv())
        .filteredOn(it -> it.getValueFrom() != null)
        .extracting(it -> it.getValueFrom().getSecretKeyRef())
        .isNotEmpty()
        .allSatisfy(
            it ->
                assertThat(made.named(V1Secret.class, it.getName()).getStringData())
                    .containsKey(it.getKey()));
  }

  private static void assertSame(String kustomized, UnaryOperator<TemplateCommand> values) {
    String rendered = Chart.render(values);
    Manifests.parse(rendered);
    Essentials expected = Essentials.ofKustomize(kustomized);
    Essentials chart = Essentials.ofHelm(rendered, expected);

    assertThat(chart.objects()).containsOnlyKeys(expected.objects().keySet());
    chart
        .objects()
        .forEach((key, it) -> assertThat(it).as(key).isEqualTo(expected.objects().get(key)));
  }
}
