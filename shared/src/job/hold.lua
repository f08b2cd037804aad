-- What the holder of a job may do with it, asked and done in one step: whoever lost it does nothing.
-- KEYS  the stream · the set of later jobs · the dead letters · and for `answer` the answer's key and the question's
-- ARGV  group · consumer · entry id · what: prolong, finish, later, bury, answer
--       later: due (ms), member          bury: job id, dead letter          answer: content, lifetime (ms), channel
-- Answers 1 done · 0 the job is not mine
local group, consumer, entry, what = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local pending = redis.pcall('XPENDING', KEYS[1], group, entry, entry, 1, consumer)
if pending.err or #pending == 0 then return 0 end
if what == 'prolong' then
  redis.call('XCLAIM', KEYS[1], group, consumer, '0', entry, 'JUSTID')
  return 1
end
if what == 'later' then
  redis.call('ZADD', KEYS[2], ARGV[5], ARGV[6])
elseif what == 'bury' then
  redis.call('HSET', KEYS[3], ARGV[5], ARGV[6])
elseif what == 'answer' then
  redis.call('SET', KEYS[4], ARGV[5], 'PX', ARGV[6])
  redis.call('DEL', KEYS[5])
  redis.call('PUBLISH', ARGV[7], KEYS[4])
end
redis.call('XACK', KEYS[1], group, entry)
redis.call('XDEL', KEYS[1], entry)
return 1
