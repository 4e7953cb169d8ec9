package io.chorus.history.api;

import io.chorus.history.log.search.MessageSearch;

/**
 * What was found, as HTML that is safe to show: text without markup, but for {@code <mark>} around
 * each word that was asked for.
 */
final class Highlight {
  private Highlight() {}

  static String html(String marked) {
    StringBuilder html = new StringBuilder(marked.length() + 32);
    for (int i = 0; i < marked.length(); i++) {
      char c = marked.charAt(i);
      switch (c) {
        case MessageSearch.START -> html.append("<mark>");
        case MessageSearch.END -> html.append("</mark>");
        case '<', MessageSearch.LESS -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '&' -> html.append("&amp;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }
}
