-- A family of sessions from its first step to its end.
-- KEYS  the family · the member's families
-- ARGV  begin, look, touch or end · the family's name · now (ms) · deadline (ms) · lifetime (ms) · box · how much later a new deadline must be (ms)
-- Answers to look and touch: 1 it lives · 0 it does not; to begin: how many there are; to end: 1 it lived · 0 it did not
local family, families, act, name, now = KEYS[1], KEYS[2], ARGV[1], ARGV[2], ARGV[3]
local function prolong()
  redis.call('PEXPIRE', family, ARGV[5])
  redis.call('ZADD', families, ARGV[4], name)
  if redis.call('PTTL', families) < tonumber(ARGV[5]) then redis.call('PEXPIRE', families, ARGV[5]) end
end
if act == 'begin' then
  redis.call('ZREMRANGEBYSCORE', families, '-inf', now)
  redis.call('HSET', family, 'step', 0, 'at', now, 'past', '', 'box', ARGV[6])
  prolong()
  return redis.call('ZCARD', families)
end
local deadline = redis.call('ZSCORE', families, name)
local lives = deadline and tonumber(deadline) > tonumber(now) and redis.call('EXISTS', family) == 1
if act == 'end' then
  redis.call('DEL', family)
  redis.call('ZREM', families, name)
elseif act == 'touch' and lives and tonumber(ARGV[4]) - tonumber(deadline) >= tonumber(ARGV[7]) then
  prolong()
end
return lives and 1 or 0
