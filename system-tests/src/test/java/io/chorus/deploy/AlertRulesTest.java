package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Who is woken knows what to do. */
class AlertRulesTest {
  private final List<Rule> rules =
      Manifests.parse(Project.read("k8s/components/prometheus/rules.yaml"))
          .allCustom(PrometheusRule.class)
          .getFirst()
          .getSpec()
          .getGroups()
          .getFirst()
          .getRules();

  @Test
  void everyAlertHasAParagraphAndEveryParagraphAnAlert() {
    String runbook = Project.read("docs/operations.md");

    assertThat(rules)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            it -> {
              String anchor = it.getAlert().toLowerCase(Locale.ROOT);
              assertThat(it.getAnnotations())
                  .containsEntry("runbook_url", "docs/operations.md#" + anchor)
                  .containsKey("summary");
              assertThat(it.getFor()).matches("\\d+[sm]");
              assertThat(it.getLabels().get("severity")).isIn("warning", "critical");
            });
    assertThat(runbook.lines().filter(it -> it.startsWith("### Chorus")))
        .map(it -> it.substring("### ".length()))
        .containsExactlyInAnyOrderElementsOf(rules.stream().map(Rule::getAlert).toList());
  }

  @Test
  void aBoundThatIsAlertedOnIsOneOfTheDocumentedBounds() {
    String bounds = Project.read("docs/configuration.md");
    String overloaded =
        rules.stream()
            .filter(it -> it.getAlert().equals("ChorusOverloaded"))
            .map(it -> it.getExpr().getStrVal())
            .findFirst()
            .orElseThrow();

    assertThat(overloaded.replaceFirst("(?s).*bound=~\"([^\"]+)\".*", "$1").split("\\|"))
        .hasSizeGreaterThan(5)
        .allSatisfy(it -> assertThat(bounds).contains("`" + it + "`"));
  }
}
