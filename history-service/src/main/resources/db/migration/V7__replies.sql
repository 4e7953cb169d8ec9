-- What answers a message. Apart from the columns, so that nobody who reads waits for it.
CREATE INDEX message_reply ON history.message (room_id, reply_to_user_id, reply_to_id, cursor)
  WHERE reply_to_id IS NOT NULL;
