-- Gives a message its place in its room and publishes it, in one step: the order of the stamps is the order on the
-- channel, so it is the order that everybody sees.
--
-- KEYS  clock of the room; memory of this message; since when Redis has forgotten nothing, microseconds of its own time,
--       set where somebody has flushed it
-- ARGV  channel; highest cursor the caller has seen; milliseconds to remember the message; milliseconds to keep the
--       clock, no less than the horizon; the frame up to its stamp; the horizon in microseconds
-- Gives {cursor, prev or '-', milliseconds since the stamp}. A message remembered gets its first stamp and is not
-- published.

local time = redis.call('TIME')
-- Numbers in Lua are doubles: exact below 2^53, which microseconds since the epoch reach in 2255.
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local remembered = redis.call('GET', KEYS[2])
if remembered then
  local cursor, prev = string.match(remembered, '^(%d+) (.+)$')
  return {cursor, prev, math.max(0, math.floor((now - tonumber(cursor)) / 1000))}
end

local last = redis.call('GET', KEYS[1])
local cursor = math.max(now, tonumber(last or 0) + 1, tonumber(ARGV[2]) + 1)
local text = string.format('%.0f', cursor)

local prev = last
if not last then
  -- Either there was no message within the horizon, or Redis has lost what it knew of one: then nobody may believe to
  -- know the last.
  local since = redis.call('GET', KEYS[3])
  if not since then
    redis.call('SET', KEYS[3], string.format('%.0f', now))
  end
  prev = since and tonumber(since) + tonumber(ARGV[6]) < now and '0' or '-'
end

redis.call('SET', KEYS[1], text, 'PX', ARGV[4])
redis.call('SET', KEYS[2], text .. ' ' .. prev, 'PX', ARGV[3])
redis.call('PUBLISH', ARGV[1],
  'm ' .. text .. ' ' .. prev .. '\n' .. ARGV[5]
  .. ',"timestamp":' .. string.format('%.0f', math.floor(cursor / 1000))
  .. ',"cursor":' .. text
  .. ',"prev":' .. (prev == '-' and 'null' or prev) .. '}}')
return {text, prev, 0}
