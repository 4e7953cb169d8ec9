-- Gives messages their places in their rooms and publishes each, in one step: the order of the stamps is the order on the
-- channel, so it is the order that everybody sees. It takes many, as a call costs Redis as much as what it does for one.
--
-- KEYS  for each message: the clock of its room; memory of the message; the epoch in which the clock was set
-- ARGV  highest cursor the caller has seen; milliseconds to remember a message; milliseconds to keep a clock, no less than
--       the horizon; the horizon in microseconds; key of the epoch of this Redis; the latest time that the caller expects,
--       in microseconds; then for each message: channel; the frame up to its stamp
-- Gives for each message {cursor, prev or '-', milliseconds since the stamp}, or its own error. A message remembered gets
-- its first stamp and is not published.

local DAY = 86400000

-- Numbers in Lua are doubles: exact below 2^53, which microseconds since the epoch reach in 2255.
local function text(number)
  return string.format('%.0f', number)
end

local seen, keep = tonumber(ARGV[1]), tonumber(ARGV[3])
local horizon, latest = tonumber(ARGV[4]), tonumber(ARGV[6])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local since = string.match(redis.call('GET', ARGV[5]) or '', '^%d+')
if not since then
  -- Somebody has flushed it.
  since = text(now)
  redis.call('SET', ARGV[5], since)
end
local began = tonumber(since)

-- Which of the spans, as long as a clock is kept, a place is in.
local function span(place)
  return math.floor(place / (1000 * keep))
end

local function stamp(clock, memory, clock_epoch, channel, frame)
  -- All in one call: each costs Redis as much as what it reads.
  local remembered, last, set_in = unpack(redis.call('MGET', memory, clock, clock_epoch))
  if remembered then
    local cursor, prev, at = string.match(remembered, '^(%d+) (%S+) ?(%d*)$')
    at = tonumber(at) or tonumber(cursor)
    -- By another clock than this one no age can be told: then it is too old, and only looked for.
    local age = at < began and DAY or math.floor((now - at) / 1000)
    return {cursor, prev, age < 0 and DAY or age}
  end

  -- A clock that has jumped ahead is not followed: what is stamped at a time that has not come stays there.
  local here = math.min(now, latest)
  local cursor = math.max(here, tonumber(last or 0) + 1, seen + 1)
  local place = text(cursor)

  local prev = '-'
  if last then
    -- A clock of another epoch is a former master's, and stood still while that one went on.
    if set_in == since then
      prev = last
    end
  elseif began + horizon < now and now == here then
    -- Nothing was stamped within the horizon.
    prev = '0'
  end

  redis.call('SET', clock, place, 'PX', ARGV[3])
  -- The epoch is kept twice as long as the clock that was set in it, so it need not be written with each message.
  if set_in ~= since or not last or span(last) ~= span(cursor) then
    redis.call('SET', clock_epoch, since, 'PX', 2 * keep)
  end
  -- Mostly the place is the time.
  local at = math.abs(cursor - now) < 1000000 and '' or ' ' .. text(now)
  redis.call('SET', memory, place .. ' ' .. prev .. at, 'PX', ARGV[2])
  redis.call('PUBLISH', channel,
    'm ' .. place .. ' ' .. prev .. '\n' .. frame
    .. ',"timestamp":' .. text(math.floor(cursor / 1000))
    .. ',"cursor":' .. place
    .. ',"prev":' .. (prev == '-' and 'null' or prev) .. '}}')
  return {place, prev, 0}
end

local stamps = {}
for i = 1, #KEYS, 3 do
  local argument = 7 + 2 * #stamps
  local ok, given = pcall(stamp, KEYS[i], KEYS[i + 1], KEYS[i + 2], ARGV[argument], ARGV[argument + 1])
  if not ok then
    local text = type(given) == 'table' and given.err or tostring(given)
    -- What Redis refuses altogether, as it is full or no master, is no fault of the message.
    if #KEYS == 3 or string.find(text, '^%u+ ') and not string.find(text, '^WRONGTYPE') and not string.find(text, '^ERR') then
      error(given)
    end
    given = {err = text}
  end
  stamps[#stamps + 1] = given
  -- It has taken longer than that: two of one call are not at one time.
  now = now + 1
end
return stamps
