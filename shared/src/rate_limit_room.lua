-- Whether one more would pass a limit at this moment; nothing is counted. Redis' own time.
-- KEYS  key without its window, as in rate_limit.lua
-- ARGV  window (ms) · how many may pass
-- Answers 1 = it would · 0 = it would not
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local key = KEYS[1] .. ':' .. string.format('%.0f', math.floor(now / tonumber(ARGV[1])))
if tonumber(redis.call('GET', key) or '0') < tonumber(ARGV[2]) then return 1 end
return 0
