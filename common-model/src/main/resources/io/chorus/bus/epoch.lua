-- Looks after the epoch: since when this Redis has been the same, has forgotten nothing and has had a steady clock.
--
-- key    holds "<since> <replication id>", microseconds of Redis' own time; the id is another one after every restart and
--        in every replica that has become a master
-- renew  whether the caller knows that the clock has jumped
-- Gives the time in microseconds.

local function look_after_epoch(key, renew)
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
  local info = redis.call('INFO', 'replication')
  if string.find(info, 'role:slave', 1, true) then
    -- It may be promoted in the next moment, and would then be taken for its master.
    return redis.error_reply('READONLY a replica has no epoch of its own')
  end
  local id = string.match(info, 'master_replid:(%w+)')
  local since, known = string.match(redis.call('GET', key) or '', '^(%d+) (%w+)$')
  since = tonumber(since)
  -- Several see one jump.
  local jumped = renew and since and now - since > 5000000
  if not since or not id or known ~= id or now < since or jumped then
    -- Deleted first: a Redis that is full refuses the first write of a script alone, and an old epoch would be wrong.
    redis.call('DEL', key)
    redis.call('SET', key, string.format('%.0f', now) .. ' ' .. (id or '-'))
  end
  return string.format('%.0f', now)
end
