-- Who is in a room, by connection and by user. One script for all changes, so that the events and the members agree;
-- it takes many rooms, as an instance has to tell of all of its own again and again.
--
-- KEYS  for each room: connections (sorted set, "connection user" by expiry); users (hash, user to "count name"); clock;
--       the epoch in which that was set; memory: 'lost' while the instances tell again what Redis has lost of the room,
--       'kept' when it has told of somebody whose entry had expired, which it could not if it had lost them
-- ARGV  operation; milliseconds until an entry expires; members above which nothing is announced; members to list; key of
--       the epoch of this Redis; then for each room: channel; room; number of entries; connection, user and name of each
-- Operations: join; leave; refresh, at times; renamed, for those whose token names them otherwise now; restore, after a
--       loss of Redis; departed, for those whose leave did not get through; list.
-- Gives for each room {newest cursor or '-', number of members, {user, name, user, name …}, 0 where who leaves was not
-- there}, or its own error: one room that cannot be read does not fail the others.

local operation = ARGV[1]
local ttl, quiet, listed = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

-- The room that is being looked after.
local connections, users, clock, clock_epoch, memory, channel, room

local function announce(event, user, name, except)
  if redis.call('HLEN', users) > quiet then
    return
  end
  redis.call('PUBLISH', channel,
    'e ' .. except .. '\n{"event":"' .. event .. '","data":{"roomId":"' .. room
    .. '","userId":' .. cjson.encode(user) .. ',"username":' .. cjson.encode(name)
    .. ',"timestamp":' .. string.format('%.0f', now) .. '}}')
end

-- Not told to the user's own connections: one that hears it has come meanwhile, so the user is here.
local function announce_left(user, name, connection)
  announce('user_left', user, name, string.find(user, '\n') and connection or '@' .. user)
end

local function held(user)
  local value = redis.call('HGET', users, user)
  if not value then
    return 0, nil
  end
  local count, name = string.match(value, '^(%d+) (.*)$')
  return tonumber(count), name
end

local function enter(connection, user, name, silent)
  local entered = redis.call('ZADD', connections, now + ttl, connection .. ' ' .. user)
  -- A refresh brings no name: of two connections under different tokens each would undo the other's again and again.
  local named = operation == 'join' or operation == 'renamed'
  if entered == 0 and not named then
    return
  end
  local count, known = held(user)
  if known and not named then
    name = known
  end
  if entered == 1 or name ~= known then
    redis.call('HSET', users, user, math.max(1, count + entered) .. ' ' .. name)
  end
  if name ~= known and not silent then
    announce('user_joined', user, name, connection)
  end
end

local function depart(entry)
  if redis.call('ZREM', connections, entry) == 0 then
    return false
  end
  local connection, user = string.match(entry, '^(%S+) (.*)$')
  local count, name = held(user)
  if count > 1 then
    redis.call('HSET', users, user, (count - 1) .. ' ' .. name)
  elseif count == 1 then
    redis.call('HDEL', users, user)
    announce_left(user, name, connection)
  end
  return true
end

local function list()
  local members = {}
  if listed > 0 then
    -- All of them, or that many at random where there are more.
    local flat = redis.call('HRANDFIELD', users, listed, 'WITHVALUES')
    for i = 1, #flat, 2 do
      local _, name = string.match(flat[i + 1], '^(%d+) (.*)$')
      members[i] = flat[i]
      members[i + 1] = name
    end
  end
  return members
end

-- Whether Redis has forgotten the room. Somebody may have joined it anew before the instances tell it again: then it is
-- there, but without those who were in it.
local function is_lost(first, last)
  if redis.call('GET', memory) == 'kept' then
    return false
  end
  if operation == 'refresh' then
    return redis.call('EXISTS', connections) == 0
  end
  for i = first, last, 3 do
    if redis.call('ZSCORE', connections, ARGV[i] .. ' ' .. ARGV[i + 1]) then
      return false
    end
  end
  return true
end

-- The newest cursor, where it is wanted and known: a clock of another epoch is a former master's, and has stood still.
local function newest()
  if operation ~= 'join' and operation ~= 'list' then
    return '-'
  end
  local cursor, set_in = unpack(redis.call('MGET', clock, clock_epoch))
  local since = string.match(redis.call('GET', ARGV[5]) or '', '^%d+')
  return cursor and since and set_in == since and cursor or '-'
end

local function look_after(first, last)
  -- Whom everybody has seen here before Redis lost the room did not come anew.
  local silent = false
  if operation == 'restore' or operation == 'refresh' then
    if is_lost(first, last) then
      -- No longer than it takes an entry to expire: who is told of as gone is told of as coming.
      redis.call('SET', memory, 'lost', 'PX', math.min(10000, ttl))
    end
    silent = redis.call('GET', memory) == 'lost'
  end

  -- A thousand a room bounds the time that Redis is held; the next call goes on. While instances tell their entries
  -- again none is purged: Redis may have been away for longer than they last.
  local purged = operation ~= 'restore' and 1000 or 0
  local expired = redis.call('ZRANGEBYSCORE', connections, '-inf', now, 'LIMIT', 0, purged)
  for _, entry in ipairs(expired) do
    depart(entry)
  end
  if #expired > 0 then
    redis.call('SET', memory, 'kept', 'PX', 3600000)
  end

  local found = true
  for i = first, last, 3 do
    if operation == 'leave' then
      found = depart(ARGV[i] .. ' ' .. ARGV[i + 1])
    elseif operation == 'departed' then
      depart(ARGV[i] .. ' ' .. ARGV[i + 1])
      -- Nobody has told of it where Redis has lost the entry meanwhile.
      if redis.call('GET', memory) == 'lost' and held(ARGV[i + 1]) == 0 then
        announce_left(ARGV[i + 1], ARGV[i + 2], ARGV[i])
      end
    else
      enter(ARGV[i], ARGV[i + 1], ARGV[i + 2], silent)
    end
  end

  if operation ~= 'leave' and operation ~= 'departed' and operation ~= 'list' then
    -- Nobody refreshes a room that every instance has lost; then the keys go by themselves.
    redis.call('PEXPIRE', connections, ttl * 2)
    redis.call('PEXPIRE', users, ttl * 2)
  end
  return {newest(), redis.call('HLEN', users), list(), found and 1 or 0}
end

local views = {}
local at = 6
for i = 1, #KEYS, 5 do
  connections, users, clock = KEYS[i], KEYS[i + 1], KEYS[i + 2]
  clock_epoch, memory = KEYS[i + 3], KEYS[i + 4]
  channel, room = ARGV[at], ARGV[at + 1]
  local last = at + 2 + 3 * tonumber(ARGV[at + 2])
  local ok, view = pcall(look_after, at + 3, last)
  if not ok then
    local text = type(view) == 'table' and view.err or tostring(view)
    -- What Redis refuses altogether, as it is full or no master, is no fault of the room.
    if #KEYS == 5 or string.find(text, '^%u+ ') and not string.find(text, '^WRONGTYPE') and not string.find(text, '^ERR') then
      error(view)
    end
    view = {err = text}
  end
  views[#views + 1] = view
  at = last + 1
end
return views
