-- One vote of one member for one post, or taking it back: counted once, whoever presses how often at once.
--
-- KEYS  what the member voted for, the post, the published posts
-- ARGV  post's id · 1 vote, 0 take back · operation id
-- Answers 1 counted · 2 taken back · 3 already · 4 nothing to take back · 5 no such post · 6 the member has left. Of what changed
-- something the last four operations are remembered: a repeat is answered as the first time.
local voter, post, posts = KEYS[1], KEYS[2], KEYS[3]
local id, up, operation = ARGV[1], ARGV[2] == '1', ARGV[3]

local kept = redis.call('HMGET', voter, 'ops', 'left')
local ops = kept[1] or ''
if kept[2] then return 6 end
for before, answer in string.gmatch(ops, '(%S+):(%d)') do
  if before == operation then return tonumber(answer) end
end

if redis.call('ZCOUNT', posts, id, id) == 0 then return 5 end
if (redis.call('HEXISTS', voter, id) == 1) == up then return up and 3 or 4 end

local answer = up and 1 or 2
kept = {}
kept[1] = operation .. ':' .. answer
for pair in string.gmatch(ops, '%S+') do
  if #kept < 4 then kept[#kept + 1] = pair end
end
if up then redis.call('HSET', voter, id, '1') else redis.call('HDEL', voter, id) end
redis.call('HSET', voter, 'ops', table.concat(kept, ' '))
redis.call('HINCRBY', post, 'votes', up and 1 or -1)
return answer
