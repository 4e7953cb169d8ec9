-- Gives a message its place in its room and publishes it, in one step: the order of the stamps is the order on the
-- channel, so it is the order that everybody sees.
--
-- KEYS  of the room: its clock; memory of this message; the epoch in which the clock was set
-- ARGV  channel; highest cursor the caller has seen; milliseconds to remember the message; milliseconds to keep the
--       clock, no less than the horizon; the frame up to its stamp; the horizon in microseconds; key of the epoch of this
--       Redis; the latest time that the caller expects, in microseconds
-- Gives {cursor, prev or '-', milliseconds since the stamp}. A message remembered gets its first stamp and is not
-- published.

local DAY = 86400000

-- Numbers in Lua are doubles: exact below 2^53, which microseconds since the epoch reach in 2255.
local function text(number)
  return string.format('%.0f', number)
end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
-- All in one call: each costs Redis as much as what it reads.
local epoch, remembered, last, set_in = unpack(redis.call('MGET', ARGV[7], KEYS[2], KEYS[1], KEYS[3]))
local since = string.match(epoch or '', '^%d+')
if not since then
  -- Somebody has flushed it.
  since = text(now)
  redis.call('SET', ARGV[7], since)
end

if remembered then
  local cursor, prev, at = string.match(remembered, '^(%d+) (%S+) ?(%d*)$')
  at = tonumber(at) or tonumber(cursor)
  -- By another clock than this one no age can be told: then it is too old, and only looked for.
  local age = at < tonumber(since) and DAY or math.floor((now - at) / 1000)
  return {cursor, prev, age < 0 and DAY or age}
end

-- A clock that has jumped ahead is not followed: what is stamped at a time that has not come stays there.
local here = math.min(now, tonumber(ARGV[8]))
local cursor = math.max(here, tonumber(last or 0) + 1, tonumber(ARGV[2]) + 1)
local stamp = text(cursor)

local prev = '-'
if last then
  -- A clock of another epoch is a former master's, and stood still while that one went on.
  if set_in == since then
    prev = last
  end
elseif tonumber(since) + tonumber(ARGV[6]) < now and now == here then
  -- Nothing was stamped within the horizon.
  prev = '0'
end

redis.call('SET', KEYS[1], stamp, 'PX', ARGV[4])
redis.call('SET', KEYS[3], since, 'PX', ARGV[4])
-- Mostly the place is the time.
local at = math.abs(cursor - now) < 1000000 and '' or ' ' .. text(now)
redis.call('SET', KEYS[2], stamp .. ' ' .. prev .. at, 'PX', ARGV[3])
redis.call('PUBLISH', ARGV[1],
  'm ' .. stamp .. ' ' .. prev .. '\n' .. ARGV[5]
  .. ',"timestamp":' .. text(math.floor(cursor / 1000))
  .. ',"cursor":' .. stamp
  .. ',"prev":' .. (prev == '-' and 'null' or prev) .. '}}')
return {stamp, prev, 0}
