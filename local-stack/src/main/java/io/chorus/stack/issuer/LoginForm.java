package io.chorus.stack.issuer;

import io.vertx.core.MultiMap;

/** Asks for a name, and says that nothing else is asked for. It looks like the page beside it. */
final class LoginForm {
  private LoginForm() {}

  static String of(String action, MultiMap parameters) {
    StringBuilder hidden = new StringBuilder();
    for (String name : LoginRequest.PARAMETERS) {
      if (parameters.contains(name)) {
        hidden.append(
            "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                .formatted(name, escaped(parameters.get(name))));
      }
    }
    return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Development login</title>
        <link rel="stylesheet" href="/page.css">
        <main id="enter">
          <h1 class="brand">Development login</h1>
          <p class="problem">Whoever comes here may be anybody. This is to try things out, and no login.</p>
          <form id="enter-form" method="post" action="%s">
            %s
            <label for="name">Your name</label>
            <input id="name" name="name" required maxlength="%d" autocomplete="nickname" autofocus>
            <button class="primary">Log in</button>
          </form>
        </main>
        </html>
        """
        .formatted(escaped(action), hidden, UserIds.LONGEST_NAME);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
