-- Puts jobs that are due back into their lanes.
-- KEYS  the streams of the lanes, then the set of later jobs
-- ARGV  now (ms) · how many · wake channel · partition
-- Answers how many it put back
local later = KEYS[#KEYS]
local due = redis.call('ZRANGEBYSCORE', later, '-inf', ARGV[1], 'LIMIT', '0', ARGV[2])
local woken = {}
for _, member in ipairs(due) do
  local lane, body = string.match(member, '^(%d+) (.*)$')
  -- A lane that a newer version knows is left to it; the last key is no lane.
  if tonumber(lane) < #KEYS then
    redis.call('XADD', KEYS[tonumber(lane)], '*', 'job', body)
    redis.call('ZREM', later, member)
    woken[lane] = true
  end
end
for lane in pairs(woken) do
  redis.call('PUBLISH', ARGV[3], ARGV[4] .. ' ' .. lane)
end
return #due
