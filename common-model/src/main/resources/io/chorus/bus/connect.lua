-- Run first on each connection: after a restart, a failover or a flush somebody connects anew.
--
-- KEYS  the epoch

return look_after_epoch(KEYS[1], false)
