-- What a message needs of Redis, without a message: a write and a publication. And a look at the epoch.
--
-- KEYS  anything of the instance's own
-- ARGV  channel; number of the beat; milliseconds to keep it; key of the epoch; 1 where the clock has jumped

redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
redis.call('PUBLISH', ARGV[1], ARGV[2])
return look_after_epoch(ARGV[4], ARGV[5] == '1')
