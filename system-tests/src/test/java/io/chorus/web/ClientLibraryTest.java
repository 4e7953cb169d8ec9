package io.chorus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The client library as the gateway serves it, used by a page of one's own. */
class ClientLibraryTest extends BrowserHarness {
  private static final String CLIENT =
      """
      globalThis.open = async userId => {
        const { ChorusClient } = await import('/chorus-client.js')
        const request = { method: 'POST', body: JSON.stringify({ userId }),
          headers: { 'Content-Type': 'application/json' } }
        const token = async () => (await (await fetch('/dev/token', request)).json()).token
        const client = new ChorusClient({ url: location.origin, token })
        client.room('%s')
        client.told = []
        client.on('message', ({ content }) => client.told.push(content))
        return client
      }
      Promise.all([open('dee'), open('eve')]).then(([dee, eve]) => {
        globalThis.dee = dee
        globalThis.eve = eve
        globalThis.send = (who, text) => who.room('%1$s').send(text).stored.then(({ cursor }) => cursor)
        globalThis.shown = who => who.room('%1$s').messages.map(it => it.content).join()
      })""";

  @Test
  void theReadersFirstLinesInAConsoleAreStored() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    Matcher example = Pattern.compile("```js\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertThat(example.find()).isTrue();

    ada.window().evaluate("(async () => {" + example.group(1) + "})()");

    room = "general";
    assertThat(history()).containsExactly("Hello from the console");
  }

  @Test
  void whatTwoClientsSayIsWholeAtBothThoughAnInstanceIsKilled() {
    ada.window().evaluate(CLIENT.formatted(room));
    ada.window().await("dee.room('" + room + "').snapshot.loaded");
    ada.window().await("eve.room('" + room + "').memberCount === 4");

    JsonNode first = ada.window().evaluate("send(dee, 'one')");
    kill(suite.chat(0).pid());
    ada.window().evaluate("void send(eve, 'two').then(it => (globalThis.sent = it))");
    kill(suite.chat(1).pid());
    ada.window().await("globalThis.sent !== undefined");
    JsonNode second = ada.window().evaluate("sent");

    assertThat(second.asLong()).isGreaterThan(first.asLong());
    ada.window().await("shown(dee) === 'one,two' && shown(eve) === 'one,two'");
    ada.window().await("dee.told.join() === 'one,two' && eve.told.join() === 'one,two'");
  }
}
