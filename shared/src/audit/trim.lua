-- Forgets what was sealed up to a checkpoint, and leaves the mark that says so. The checkpoint itself stays: the chain goes on there.
-- KEYS  the entries · the checkpoints · the mark
-- ARGV  the checkpoint's id · the first entry id that is kept · the mark
-- Answers 1 forgotten · 0 there is no such checkpoint (any more)
if #redis.call('XRANGE', KEYS[2], ARGV[1], ARGV[1]) == 0 then return 0 end
redis.call('SET', KEYS[3], ARGV[3])
redis.call('XTRIM', KEYS[1], 'MINID', ARGV[2])
redis.call('XTRIM', KEYS[2], 'MINID', ARGV[1])
return 1
