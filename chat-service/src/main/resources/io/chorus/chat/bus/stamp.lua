-- Gives a message its place in its room and publishes it, in one step: the order of the stamps is the order on the
-- channel, so it is the order that everybody sees.
--
-- KEYS  clock of the room; memory of this message
-- ARGV  channel; highest cursor the caller has seen; milliseconds to remember the message; milliseconds to keep the
--       clock; the frame up to its stamp
-- Gives {cursor, prev or '-', 1 if published now}. A message remembered gets its first stamp and is not published.

local remembered = redis.call('GET', KEYS[2])
if remembered then
  local cursor, prev = string.match(remembered, '^(%d+) (.+)$')
  return {cursor, prev, 0}
end

local time = redis.call('TIME')
local last = redis.call('GET', KEYS[1])
-- Numbers in Lua are doubles: exact below 2^53, which microseconds since the epoch reach in 2255.
local cursor = math.max(
  tonumber(time[1]) * 1000000 + tonumber(time[2]),
  tonumber(last or 0) + 1,
  tonumber(ARGV[2]) + 1)
local text = string.format('%.0f', cursor)
-- Where the clock was lost, messages before this one may be unknown here: then nobody may believe to know the last.
local prev = last or '-'

redis.call('SET', KEYS[1], text, 'PX', ARGV[4])
redis.call('SET', KEYS[2], text .. ' ' .. prev, 'PX', ARGV[3])
redis.call('PUBLISH', ARGV[1],
  'm ' .. text .. ' ' .. prev .. '\n' .. ARGV[5]
  .. ',"timestamp":' .. string.format('%.0f', math.floor(cursor / 1000))
  .. ',"cursor":' .. text
  .. ',"prev":' .. (last or 'null') .. '}}')
return {text, prev, 1}
