-- The few seats that one address has for open registrations, and its rest after "this was not me".
-- KEYS  the seats · the rest mark
-- ARGV  registration · take, prolong, release or rest · now (ms) · until (ms) · lifetime (ms) · how many seats
-- Answers to take: how many others sit there (0…) · -1 no seat free · -2 the address rests; to the others: 0
local seats, owner, act, now, deadline = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if act == 'rest' then
  redis.call('SET', KEYS[2], '1', 'PX', ARGV[5])
  return 0
end
if act == 'release' then
  redis.call('ZREM', seats, owner)
  return 0
end
local mine = redis.call('ZSCORE', seats, owner)
if act == 'take' and not mine then
  if redis.call('EXISTS', KEYS[2]) == 1 then return -2 end
  redis.call('ZREMRANGEBYSCORE', seats, '-inf', now)
  if redis.call('ZCARD', seats) >= tonumber(ARGV[6]) then return -1 end
end
-- Prolonging gives nobody a seat who has none: a released one stays released.
if act == 'prolong' and not mine then return 0 end
redis.call('ZADD', seats, deadline, owner)
if redis.call('PTTL', seats) < tonumber(ARGV[5]) then redis.call('PEXPIRE', seats, ARGV[5]) end
return redis.call('ZCARD', seats) - 1
