-- Brings a dead letter back to life, or forgets it.
-- KEYS  the dead letters · the stream of its lane
-- ARGV  job id · body ('' = forget) · wake channel · partition and lane
-- Answers 1 done · 0 no such dead letter
if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
if ARGV[2] ~= '' then
  redis.call('XADD', KEYS[2], '*', 'job', ARGV[2])
  redis.call('PUBLISH', ARGV[3], ARGV[4])
end
return 1
