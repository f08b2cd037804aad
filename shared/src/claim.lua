-- A claim: one owner at a time, for a while. Nobody prolongs or gives back what is another's.
-- KEYS  the claim          ARGV  owner · take, prolong or release · lifetime (ms)
-- Answers 1 done · 0 another's (or, to prolong and release, nobody's)
local owner = redis.call('GET', KEYS[1])
if ARGV[2] == 'take' and not owner then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
  return 1
end
if owner ~= ARGV[1] then return 0 end
if ARGV[2] == 'release' then
  redis.call('DEL', KEYS[1])
elseif redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) or ARGV[2] == 'prolong' then
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
return 1
