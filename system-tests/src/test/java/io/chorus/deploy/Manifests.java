package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Needs;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.util.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Kubernetes objects as a cluster would get them: those of its own API, and {@link CustomKinds}.
 */
record Manifests(List<KubernetesObject> objects, List<Object> customs) {

  /** Rejects what is unknown to the API: kinds, fields, and values of the wrong type. */
  static Manifests parse(String yaml) {
    List<KubernetesObject> objects = new ArrayList<>();
    List<Object> customs = new ArrayList<>();
    Essentials.documents(yaml)
        .forEach(
            it -> {
              if (CustomKinds.has(it)) {
                customs.add(CustomKinds.read(it));
              } else {
                objects.add(own(new org.yaml.snakeyaml.Yaml().dump(it)));
              }
            });
    return new Manifests(objects, customs);
  }

  private static KubernetesObject own(String yaml) {
    try {
      return (KubernetesObject) Yaml.load(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Manifests render(Path folder) {
    return parse(yaml(folder));
  }

  /** Renders a folder that holds a kustomization; ends the test where nothing can do that. */
  static String yaml(Path folder) {
    Optional<Program> kubectl = Program.find("kubectl");
    Optional<Program> kustomize = Program.find("kustomize");
    Needs.require(kubectl.isPresent() || kustomize.isPresent(), "kubectl or kustomize");
    Program.Outcome rendered =
        kubectl
            .map(program -> program.run(folder, Map.of(), "kustomize", "."))
            .orElseGet(() -> kustomize.orElseThrow().run(folder, Map.of(), "build", "."));
    assertThat(rendered.status()).as(rendered.output()).isZero();
    return rendered.output();
  }

  /** Writes an overlay of the base and these components. */
  static Path overlayOf(Path folder, List<String> components) {
    Path overlay = copyTo(folder).resolve("overlays/test");
    String kustomization =
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources: [../../base]
        components: %s
        """
            .formatted(components.stream().map(it -> "../../components/" + it).toList());
    try {
      Files.createDirectories(overlay);
      Files.writeString(overlay.resolve("kustomization.yaml"), kustomization);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return overlay;
  }

  /** A copy of the k8s folder, with the evaluation's secrets filled in. */
  static Path copyTo(Path target) {
    Path source = Project.path("k8s");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
      Path evaluation = target.resolve("overlays/evaluation");
      String secrets = Files.readString(evaluation.resolve(".env.example"));
      Files.writeString(
          evaluation.resolve(".env"), secrets.replace("PASSWORD=", "PASSWORD=secret"));
      Files.writeString(evaluation.resolve("public.pem"), "a public key");
      Files.writeString(evaluation.resolve("private.pem"), "its private key");
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The base and all, in an overlay that needs nothing from outside. */
  static Manifests evaluation(Path folder) {
    return render(copyTo(folder).resolve("overlays/evaluation"));
  }

  <T extends KubernetesObject> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T> List<T> allCustom(Class<T> kind) {
    return customs.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends KubernetesObject> T named(Class<T> kind, String name) {
    return all(kind).stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + name));
  }

  /** The pods of every workload, by its name. */
  Map<String, V1PodTemplateSpec> pods() {
    Map<String, V1PodTemplateSpec> pods = new TreeMap<>();
    all(V1Deployment.class)
        .forEach(it -> pods.put(it.getMetadata().getName(), it.getSpec().getTemplate()));
    all(V1StatefulSet.class)
        .forEach(it -> pods.put(it.getMetadata().getName(), it.getSpec().getTemplate()));
    return pods;
  }

  /** The number of a container's port. */
  static int port(V1Container container, String name) {
    return container.getPorts().stream()
        .filter(port -> port.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no port " + name))
        .getContainerPort();
  }

  V1Container container(String workload) {
    List<V1Container> containers = pods().get(workload).getSpec().getContainers();
    assertThat(containers).as("containers of %s", workload).hasSize(1);
    return containers.getFirst();
  }
}
