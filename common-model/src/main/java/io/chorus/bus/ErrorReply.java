package io.chorus.bus;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an error that Redis replies with means for the command: in none of these cases has it been
 * carried out.
 */
enum ErrorReply {
  /** A master no more, after a failover: connect anew, to whoever is, and repeat. */
  DEMOTED,
  /** It will pass, mostly soon: repeat within the command's time. */
  NOT_YET,
  /** The script is not there, as somebody flushed them: load all and repeat. */
  SCRIPT_MISSING,
  /** No memory, no disk, too few replicas: no write is possible at the moment. */
  NO_WRITES,
  /** Not who may do this: connect anew, as only a new connection logs in. */
  LOGGED_OUT,
  /** The user may not do this. */
  NOT_ALLOWED,
  /** A mistake of ours. */
  MISTAKE;

  /** Before version 7 an error within a script stands behind a sentence about the script. */
  private static final Pattern WITHIN_SCRIPT = Pattern.compile(": *-([A-Z]+) ");

  private static final Pattern CODE = Pattern.compile("([A-Z]+)(?: .*)?", Pattern.DOTALL);

  /**
   * @param text the reply, which begins with a code in capitals
   */
  static ErrorReply of(String text) {
    ErrorReply meaning = ofCode(code(text));
    if (meaning == MISTAKE && text.startsWith("ERR ")) {
      Matcher within = WITHIN_SCRIPT.matcher(text);
      if (within.find()) {
        return ofCode(within.group(1));
      }
      if (text.startsWith("ERR ACL failure in script")) {
        return NOT_ALLOWED;
      }
    }
    return meaning;
  }

  private static ErrorReply ofCode(String code) {
    return switch (code) {
      case "READONLY" -> DEMOTED;
      case "LOADING", "MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN", "BUSY" -> NOT_YET;
      case "NOSCRIPT" -> SCRIPT_MISSING;
      case "OOM", "MISCONF", "NOREPLICAS" -> NO_WRITES;
      case "NOAUTH", "WRONGPASS" -> LOGGED_OUT;
      case "NOPERM" -> NOT_ALLOWED;
      default -> MISTAKE;
    };
  }

  private static String code(String text) {
    Matcher code = CODE.matcher(text);
    return code.matches() ? code.group(1) : "";
  }

  /** The reply as it may stand in a log: Redis quotes what it does not understand. */
  static String withoutArguments(String text) {
    int quoted = text.indexOf(", with args");
    return quoted < 0 ? text : text.substring(0, quoted);
  }

  /** For whoever asked; the log says more. */
  String told() {
    return switch (this) {
      case NO_WRITES -> "it cannot write at the moment";
      case NOT_ALLOWED, LOGGED_OUT -> "it does not allow this";
      case DEMOTED, NOT_YET, SCRIPT_MISSING -> "not at the moment";
      case MISTAKE -> "it does not understand";
    };
  }

  String metricTag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
