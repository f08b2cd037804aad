-- Counts what waits in one partition; changes nothing.
-- KEYS  the streams of the lanes, then the set of later jobs, then the dead letters
-- ARGV  group · now (ms), as due times are reckoned
-- Answers for each lane {jobs nobody has taken, jobs held, how long the oldest waits (ms)} · later jobs · dead letters
local later, dead = KEYS[#KEYS - 1], KEYS[#KEYS]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- The one due longest waits in no stream yet; its lane stands before it.
local first = redis.call('ZRANGE', later, 0, 0, 'WITHSCORES')
local overdue, lane = 0, nil
if first[1] then
  overdue = math.max(tonumber(ARGV[2]) - tonumber(first[2]), 0)
  lane = tonumber(string.match(first[1], '^(%d+) ') or '0')
end
local counted = {}
for i = 1, #KEYS - 2 do
  local pending = redis.pcall('XPENDING', KEYS[i], ARGV[1])
  -- No group: nobody has ever taken a job here.
  local held = not pending.err and pending[1] or 0
  local entry = redis.call('XRANGE', KEYS[i], '-', '+', 'COUNT', 1)[1]
  local waits = entry and math.max(now - tonumber(string.match(entry[1], '^%d+')), 0) or 0
  if i == lane then waits = math.max(waits, overdue) end
  counted[#counted + 1] = math.max(redis.call('XLEN', KEYS[i]) - held, 0)
  counted[#counted + 1] = held
  counted[#counted + 1] = math.floor(waits)
end
counted[#counted + 1] = redis.call('ZCARD', later)
counted[#counted + 1] = redis.call('HLEN', dead)
return counted
