package io.chorus.chat.session;

import io.chorus.model.error.ErrorCode;

/**
 * The answer to one request, in whatever way the transport gives it; exactly one method is called,
 * once.
 */
public interface Reply {
  /**
   * @param data a record or map; its fields stand beside {@code ok}
   */
  void ok(Object data);

  void failed(ErrorCode code, String message);
}
