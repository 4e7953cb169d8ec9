-- What a message needs of Redis, without a message: a write and a publication.
--
-- KEYS  anything of the instance's own
-- ARGV  channel; number of the beat; milliseconds to keep it

redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
redis.call('PUBLISH', ARGV[1], ARGV[2])
