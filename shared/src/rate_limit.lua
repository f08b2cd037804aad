-- Counts one request against several limits, or against none if any is used up. Redis' own time.
-- KEYS  any key of the limits' tag
-- ARGV  key of what was said to this operation, or '' · how long that is kept (ms) ·
--       for each limit: key without its window · window (ms) · how many may pass
-- Answers 0 = passed · otherwise the milliseconds until the first that is used up opens again
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[1] ~= '' then
  local said = redis.call('GET', ARGV[1])
  if said then return tonumber(said) end
end
local function say(wait)
  if ARGV[1] ~= '' then redis.call('SET', ARGV[1], wait, 'PX', ARGV[2]) end
  return wait
end
local counters = {}
for i = 3, #ARGV, 3 do
  local window = tonumber(ARGV[i + 1])
  local number = math.floor(now / window)
  local key = ARGV[i] .. ':' .. string.format('%.0f', number)
  local ends = (number + 1) * window - now
  if tonumber(redis.call('GET', key) or '0') >= tonumber(ARGV[i + 2]) then return say(ends) end
  counters[#counters + 1] = { key, ends }
end
for _, counter in ipairs(counters) do
  if redis.call('INCR', counter[1]) == 1 then redis.call('PEXPIRE', counter[1], counter[2]) end
end
return say(0)
