-- How long the last decisions took: adds one where one is given, and answers those that are kept.
-- KEYS  the sorted set. ARGV  the day, the duration with a random number, how many are kept, their lifetime (ms), the oldest day
--       that is kept; or none.
if ARGV[1] then
  redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[5])
  for _, oldest in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1 - tonumber(ARGV[3]))) do
    redis.call('ZREM', KEYS[1], oldest)
  end
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
end
return redis.call('ZRANGE', KEYS[1], 0, -1)
