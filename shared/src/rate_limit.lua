-- Counts one request against several limits, or against none if any is used up. Redis' own time.
-- KEYS  any key of the limits' tag
-- ARGV  mark of this operation having passed, or '' · how long that is kept (ms) ·
--       for each limit: key without its window · window (ms) · how many may pass
-- Answers {0, 0} = passed · otherwise {milliseconds until the first that is used up opens again, its place among the limits}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[1] ~= '' and redis.call('EXISTS', ARGV[1]) == 1 then return { 0, 0 } end
local counters = {}
for i = 3, #ARGV, 3 do
  local window = tonumber(ARGV[i + 1])
  local number = math.floor(now / window)
  local key = ARGV[i] .. ':' .. string.format('%.0f', number)
  local ends = (number + 1) * window - now
  if tonumber(redis.call('GET', key) or '0') >= tonumber(ARGV[i + 2]) then return { ends, i / 3 } end
  counters[#counters + 1] = { key, ends }
end
for _, counter in ipairs(counters) do
  if redis.call('INCR', counter[1]) == 1 then redis.call('PEXPIRE', counter[1], counter[2]) end
end
if ARGV[1] ~= '' then redis.call('SET', ARGV[1], '1', 'PX', ARGV[2]) end
return { 0, 0 }
