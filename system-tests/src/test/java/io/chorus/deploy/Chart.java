package io.chorus.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The Helm chart, rendered by Helm as a release "chorus" in a namespace "chorus". */
final class Chart {
  static final Path FOLDER = Project.path("k8s/chart");

  private Chart() {}

  static String render(UnaryOperator<TemplateCommand> values) {
    return values
        .apply(
            new Helm(FOLDER)
                .template()
                .withName("chorus")
                .withNamespace("chorus")
                .withKubeVersion("1.30.0"))
        .call();
  }
}
