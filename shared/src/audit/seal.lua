-- Appends a checkpoint to the audit chain, if the job is still held and nobody sealed in between.
-- KEYS  the job's stream · the checkpoints
-- ARGV  group · consumer · entry id · the last checkpoint's id as it was read ('' = none) · the new checkpoint
-- Answers 1 sealed · 0 the job is not mine · 2 another checkpoint is the last
local pending = redis.pcall('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[3], 1, ARGV[2])
if pending.err or #pending == 0 then return 0 end
local last = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1]
if (last and last[1] or '') ~= ARGV[4] then return 2 end
redis.call('XADD', KEYS[2], '*', 'checkpoint', ARGV[5])
return 1
