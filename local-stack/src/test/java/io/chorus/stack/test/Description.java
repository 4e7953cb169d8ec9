package io.chorus.stack.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** What a service says of its calls: an OpenAPI document. */
public record Description(JsonNode api) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static Description read(String json) throws JsonProcessingException {
    return new Description(JSON.readTree(json));
  }

  /** Demands of every call that it says what it is for, and has examples of all that is sent. */
  public void demandExamples(String beginning) {
    for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
      if (path.getKey().startsWith(beginning)) {
        path.getValue().forEach(this::demandExamplesOf);
      }
    }
  }

  /** How many calls there are. */
  public long calls(String beginning) {
    return api.path("paths").properties().stream()
        .filter(path -> path.getKey().startsWith(beginning))
        .mapToLong(path -> path.getValue().size())
        .sum();
  }

  private void demandExamplesOf(JsonNode call) {
    if (call.has("requestBody")) {
      hasExamples(call.path("requestBody"));
    }
    assertThat(call.path("summary").asText()).isNotEmpty();
    assertThat(call.path("responses").has("401")).as("%s", call).isTrue();
    for (JsonNode answer : call.path("responses")) {
      // The framework adds one where a token is all it takes, so that it never comes.
      if (!answer.path("description").asText().equals("Not Allowed")) {
        hasExamples(answer);
      }
    }
  }

  private void hasExamples(JsonNode part) {
    JsonNode content = resolved(part).path("content");
    assertThat(content).as("%s", part).isNotEmpty();
    content.forEach(type -> assertThat(type.path("examples")).as("%s", part).isNotEmpty());
  }

  private JsonNode resolved(JsonNode part) {
    return part.has("$ref") ? api.at(part.path("$ref").asText().substring(1)) : part;
  }
}
