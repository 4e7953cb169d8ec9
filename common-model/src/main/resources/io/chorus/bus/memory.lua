-- Marks the moment: before it, Redis may have forgotten anything. Run first on each connection, as after a restart, a
-- failover or a flush somebody connects anew.
--
-- KEYS  the mark, microseconds of Redis' own time

local time = redis.call('TIME')
-- Deleted first: a Redis that is full refuses the first write of a script alone, and an old mark would be wrong.
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[1], string.format('%.0f', tonumber(time[1]) * 1000000 + tonumber(time[2])))
