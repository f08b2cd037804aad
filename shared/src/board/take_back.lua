-- Takes back some of the votes of a member that has left. A post that has ended is not counted anew. A mark stays for a while: a
-- vote that was on its way when the member left comes too late to be taken back.
--
-- KEYS  what the member voted for
-- ARGV  how many at most, two at least · posts' beginning, which bears the same tag · the mark's lifetime (ms)
-- Answers how many are left.
local voter, count, posts = KEYS[1], ARGV[1], ARGV[2]
redis.call('HSET', voter, 'left', '1')
redis.call('HDEL', voter, 'ops')
for _, id in ipairs(redis.call('HRANDFIELD', voter, count)) do
  if id ~= 'left' then
    redis.call('HDEL', voter, id)
    if redis.call('HEXISTS', posts .. id, 'box') == 1 then redis.call('HINCRBY', posts .. id, 'votes', -1) end
  end
end
local votes = redis.call('HLEN', voter) - 1
if votes == 0 then redis.call('PEXPIRE', voter, ARGV[3]) end
return votes
