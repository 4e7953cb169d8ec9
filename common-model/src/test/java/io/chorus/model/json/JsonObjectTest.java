package io.chorus.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
  private static void refused(ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
  }

  private static JsonObject withValue(String json) {
    return JsonObject.read("{\"before\":[{}],\"v\":" + json + ",\"after\":{}}");
  }

  @Test
  void membersAreReadByTheirKind() {
    JsonObject json =
        JsonObject.read(
            """
            {"text": "a\\u00e4\\n", "yes": true, "no": false, "number": -12,
             "object": {"inner": "x", "list": ["a", "b"]}, "nothing": null}
            """);

    assertThat(json.text("text")).isEqualTo("aä\n");
    assertThat(json.flag("yes")).isTrue();
    assertThat(json.flag("no")).isFalse();
    assertThat(json.integer("number")).isEqualTo(-12);
    assertThat(json.object("object").text("inner")).isEqualTo("x");
    assertThat(json.object("object").texts("list", 2)).isEqualTo(List.of("a", "b"));
  }

  @Test
  void whatIsMissingOrNullIsNull() {
    JsonObject json = JsonObject.read("{\"null\":null}");

    for (String name : List.of("null", "missing")) {
      assertThat(json.isGiven(name)).isFalse();
      assertThat(json.text(name)).isNull();
      assertThat(json.flag(name)).isNull();
      assertThat(json.integer(name)).isNull();
      assertThat(json.object(name)).isNull();
      assertThat(json.texts(name, 1)).isNull();
      assertThat(json.value(name)).isNull();
    }
  }

  @Test
  void ofMembersWithTheSameNameTheLastCounts() {
    assertThat(JsonObject.read("{\"a\":1,\"a\":\"x\"}").text("a")).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "\"text\"",
        "null",
        "{",
        "{}{}",
        "{} x",
        "{\"a\":}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":1,}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\t\"}",
        "\ufeff{}",
        "{\"a\":1 2}",
        "{\"a\":tru}"
      })
  void whatIsNoObjectIsRefused(String text) {
    refused(() -> JsonObject.read(text));
  }

  @Test
  void invalidUtf8IsRefused() {
    byte[] bytes = "{\"a\":\"?\"}".getBytes(StandardCharsets.UTF_8);
    bytes[6] = (byte) 0xff;

    refused(() -> JsonObject.read(bytes));
    assertThat(JsonObject.read("{\"a\":\"ä👋\"}".getBytes(StandardCharsets.UTF_8)).text("a"))
        .isEqualTo("ä👋");
  }

  @Test
  void anObjectOfVeryManyMembersIsRefused() {
    StringBuilder text = new StringBuilder("{\"m\":1");
    for (int i = 0; i < 256; i++) {
      text.append(",\"").append(i).append("\":1");
    }
    refused(() -> JsonObject.read(text + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "1e0", "10E-1", "0.1e1", "1.000000000000000000000000000000"})
  void anIntegerMayBeWrittenInManyWays(String number) {
    assertThat(withValue(number).integer("v")).isEqualTo(1);
  }

  @Test
  void integersAreRightToTheirLimits() {
    assertThat(withValue("9223372036854775807").integer("v")).isEqualTo(Long.MAX_VALUE);
    assertThat(withValue("-9223372036854775808").integer("v")).isEqualTo(Long.MIN_VALUE);
    assertThat(withValue("1e3").integer("v")).isEqualTo(1000);
    assertThat(withValue("-0").integer("v")).isZero();
    assertThat(withValue("0e99999999999").isGiven("v")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "9223372036854775808",
        "1e19",
        "1e99999999999",
        "1e999999999",
        "1e-999999999",
        "\"1\"",
        "true",
        "[1]",
        "{}"
      })
  void whatIsNoIntegerIsRefusedAndNothingElseWithIt(String json) {
    JsonObject object = withValue(json);

    refused(() -> object.integer("v"));
    assertThat(object.object("after")).isNotNull();
  }

  @Test
  void aNumberOfAnyLengthIsOnlyLookedAtWhenItIsAskedFor() {
    JsonObject json = withValue("1".repeat(60_000) + "E5");

    assertThat(json.isGiven("v")).isTrue();
    refused(() -> json.integer("v"));
    refused(() -> json.value("v"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"a\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d \\ude00\""})
  void textThatCannotBeStoredIsRefused(String json) {
    refused(() -> withValue(json).text("v"));
    refused(() -> withValue(json).value("v"));
    refused(() -> withValue("[" + json + "]").texts("v", 1));
    refused(() -> withValue("{\"k\":[1," + json + "]}").value("v"));
    refused(() -> withValue("{" + json + ":1}").value("v"));
  }

  @Test
  void wrongKindsAreRefused() {
    JsonObject json = JsonObject.read("{\"text\":\"x\",\"number\":1,\"list\":[1]}");

    refused(() -> json.text("number"));
    refused(() -> json.flag("text"));
    refused(() -> json.object("list"));
    refused(() -> json.texts("list", 9));
    refused(() -> json.texts("text", 9));
  }

  @Test
  void aListHasItsBound() {
    assertThat(withValue("[\"a\",\"b\"]").texts("v", 2)).hasSize(2);
    refused(() -> withValue("[\"a\",\"b\"]").texts("v", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1.50",
        "1e5",
        "1E-300",
        "2.0e+308",
        "0.10000000000000000000000000001",
        "true",
        "\"a\\\"b\\\\\"",
        "\"\\ud83d\\ude00 \\/ x\"",
        "[]",
        "{}",
        "{\"a\":[1,{\"b\":null}],\"a\":1.50}"
      })
  void aValueLeavesAsItCame(String json) {
    assertThat(withValue(json).value("v")).isEqualTo(json);
  }

  @Test
  void aValueLeavesOnOneLine() {
    assertThat(withValue(" {\r\n \"a b\" : [ 1 ,\t\"x \\\" y\" ] } ").value("v"))
        .isEqualTo("{\"a b\":[1,\"x \\\" y\"]}");
  }

  @Test
  void aValueHasItsLimits() {
    assertThat(withValue("[".repeat(32) + "]".repeat(32)).value("v")).hasSize(64);
    refused(() -> withValue("[".repeat(33) + "]".repeat(33)).value("v"));
    assertThat(withValue("9".repeat(128)).value("v")).hasSize(128);
    refused(() -> withValue("9".repeat(129)).value("v"));
    refused(() -> withValue("1e1000").value("v"));
    refused(() -> withValue("1e99999999999").value("v"));
    refused(() -> withValue("{\"" + "n".repeat(1025) + "\":1}").value("v"));
  }

  @Test
  void whatIsTooDeepToBePassedOnCanStillBePassedOver() {
    JsonObject json = withValue("[".repeat(900) + "]".repeat(900));

    assertThat(json.isGiven("after")).isTrue();
    refused(() -> json.value("v"));
    refused(() -> withValue("[".repeat(100_000)));
  }

  @Test
  void anObjectThatIsReadOnTheWayIsAsIfItWereReadWhenAskedFor() {
    String inner = "{ \"a\" : \"x\\n\", \"b\":[1, {\"c\":2}], \"n\": 1e3 }";
    String text = " {\"before\":1, \"data\": " + inner + ", \"after\":\"y\"} ";

    JsonObject json = JsonObject.read(text, "data");

    for (JsonObject data : List.of(json.object("data"), JsonObject.read(text).object("data"))) {
      assertThat(data.source()).isEqualTo(inner);
      assertThat(data.text("a")).isEqualTo("x\n");
      assertThat(data.value("b")).isEqualTo("[1,{\"c\":2}]");
      assertThat(data.integer("n")).isEqualTo(1000);
    }
    assertThat(json.text("after")).isEqualTo("y");
  }

  @Test
  void tooManyMembersOfAnInnerObjectAreNoReasonToRefuseTheOneAroundIt() {
    String inner =
        IntStream.range(0, 300)
            .mapToObj(n -> "\"" + n + "\":1")
            .collect(Collectors.joining(",", "{", "}"));

    JsonObject json = JsonObject.read("{\"data\":" + inner + ",\"after\":\"y\"}", "data");

    assertThat(json.text("after")).isEqualTo("y");
    refused(() -> json.object("data"));
    refused(() -> JsonObject.read(inner));
  }
}
