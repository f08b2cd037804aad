-- Puts jobs that are due back into their lanes.
-- KEYS  the streams of the lanes, then the set of later jobs
-- ARGV  now (ms) · how many · wake channel · partition · until when a job of an unknown lane is put off (ms)
-- Answers how many are not due any more
local later = KEYS[#KEYS]
local due = redis.call('ZRANGEBYSCORE', later, '-inf', ARGV[1], 'LIMIT', '0', ARGV[2])
local woken = {}
for _, member in ipairs(due) do
  local lane, body = string.match(member, '^(%d+) (.*)$')
  local stream = tonumber(lane or '0')
  if stream > 0 and stream < #KEYS then
    redis.call('XADD', KEYS[stream], '*', 'job', body)
    redis.call('ZREM', later, member)
    woken[lane] = true
  else
    -- A lane that a newer version knows is left to it, and is not in the way of the others. The last key is no lane.
    redis.call('ZADD', later, ARGV[5], member)
  end
end
for lane in pairs(woken) do
  redis.call('PUBLISH', ARGV[3], ARGV[4] .. ' ' .. lane)
end
return #due
