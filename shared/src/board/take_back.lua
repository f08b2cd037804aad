-- Takes back some of the votes of a member that has left. A post that has ended is not counted anew.
--
-- KEYS  what the member voted for
-- ARGV  how many at most · posts' beginning, which bears the same tag
-- Answers how many are left.
local voter, count, posts = KEYS[1], ARGV[1], ARGV[2]
redis.call('HDEL', voter, 'ops')
for _, id in ipairs(redis.call('HRANDFIELD', voter, count)) do
  redis.call('HDEL', voter, id)
  if redis.call('HEXISTS', posts .. id, 'box') == 1 then redis.call('HINCRBY', posts .. id, 'votes', -1) end
end
return redis.call('HLEN', voter)
