-- Who is in a room, by connection and by user. One script for all changes, so that the events and the members agree.
--
-- KEYS  connections (sorted set, "connection user" by expiry); users (hash, user to "count name"); clock of the room;
--       mark that Redis has lost the room and the instances are telling it again
-- ARGV  operation; channel; room; milliseconds until an entry expires; members above which nothing is announced;
--       members to list; then connection, user and name of each entry
-- Operations: join; leave; refresh, at times; restore, after a loss of Redis; departed, for those whose leave did not
--       get through; list.
-- Gives {newest cursor or '-', number of members, {user, name, user, name …}}.

local connections, users, clock, restoring = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local operation, channel, room = ARGV[1], ARGV[2], ARGV[3]
local ttl, quiet, listed = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

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
  local entry = connection .. ' ' .. user
  if redis.call('ZADD', connections, now + ttl, entry) == 1 then
    local count = held(user)
    redis.call('HSET', users, user, (count + 1) .. ' ' .. name)
    if count == 0 and not silent then
      announce('user_joined', user, name, connection)
    end
  end
end

local function depart(entry)
  if redis.call('ZREM', connections, entry) == 0 then
    return
  end
  local connection, user = string.match(entry, '^(%S+) (.*)$')
  local count, name = held(user)
  if count > 1 then
    redis.call('HSET', users, user, (count - 1) .. ' ' .. name)
  elseif count == 1 then
    redis.call('HDEL', users, user)
    announce_left(user, name, connection)
  end
end

-- Whom everybody has seen here before Redis lost the room did not come anew.
local silent = false
if operation == 'restore' or operation == 'refresh' then
  if redis.call('EXISTS', connections) == 0 then
    redis.call('SET', restoring, 1, 'PX', 10000)
  end
  silent = redis.call('EXISTS', restoring) == 1
end

-- A thousand a call bounds the time that Redis is held; the next call goes on. While instances tell their entries again
-- none is purged: Redis may have been away for longer than they last.
local purged = operation ~= 'restore' and 1000 or 0
for _, entry in ipairs(redis.call('ZRANGEBYSCORE', connections, '-inf', now, 'LIMIT', 0, purged)) do
  depart(entry)
end

for i = 7, #ARGV, 3 do
  if operation == 'leave' then
    depart(ARGV[i] .. ' ' .. ARGV[i + 1])
  elseif operation == 'departed' then
    depart(ARGV[i] .. ' ' .. ARGV[i + 1])
    -- Nobody has told of it where Redis has lost the entry meanwhile.
    if redis.call('EXISTS', restoring) == 1 and held(ARGV[i + 1]) == 0 then
      announce_left(ARGV[i + 1], ARGV[i + 2], ARGV[i])
    end
  else
    enter(ARGV[i], ARGV[i + 1], ARGV[i + 2], silent)
  end
end

if operation == 'join' or operation == 'refresh' or operation == 'restore' then
  -- Nobody refreshes a room that every instance has lost; then the keys go by themselves.
  redis.call('PEXPIRE', connections, ttl * 2)
  redis.call('PEXPIRE', users, ttl * 2)
end

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
return {redis.call('GET', clock) or '-', redis.call('HLEN', users), members}
