-- One step of a family of refresh tokens. Who asks has proved the step; this says what it is worth by now.
-- KEYS  the family · the member's families
-- ARGV  the family's name · step shown · now (ms) · grace (ms) · deadline (ms) · lifetime (ms) · how many past steps are kept
-- Answers {0, next step} · {1, step} the same successor again · {2} refused, nothing else · {4} there is no such family
--         {3} reused: the family has ended, and a mark says so to whoever asks until somebody takes that away
-- Asked again by one who did not hear the answer, it answers the same successor.
local family, families, name = KEYS[1], KEYS[2], ARGV[1]
local shown, now, grace = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local step = tonumber(redis.call('HGET', family, 'step'))
if not step and redis.call('HEXISTS', family, 'reused') == 1 then return { 3 } end
local deadline = tonumber(redis.call('ZSCORE', families, name))
if not step or not deadline or deadline <= now then return { 4 } end

-- A step beyond the one that rests was given out before Redis lost its last second: it is the newest there is.
if shown >= step then
  local past = {}
  for pair in string.gmatch(redis.call('HGET', family, 'past') or '', '%S+') do
    local at = tonumber(string.match(pair, ':(%d+)$'))
    if now - at < grace and #past + 1 < tonumber(ARGV[7]) then past[#past + 1] = pair end
  end
  table.insert(past, 1, string.format('%d:%d', shown, now))
  redis.call('HSET', family, 'step', shown + 1, 'at', now, 'past', table.concat(past, ' '))
  redis.call('PEXPIRE', family, ARGV[6])
  redis.call('ZADD', families, ARGV[5], name)
  if redis.call('PTTL', families) < tonumber(ARGV[6]) then redis.call('PEXPIRE', families, ARGV[6]) end
  return { 0, shown + 1 }
end

for before, at in string.gmatch(redis.call('HGET', family, 'past') or '', '(%d+):(%d+)') do
  if tonumber(before) == shown and now - tonumber(at) < grace then
    if shown == step - 1 then return { 1, step } end
    return { 2 }
  end
end
-- The mark takes the place of all else and lives no longer than the family would have.
redis.call('HSET', family, 'reused', now)
redis.call('HDEL', family, 'step', 'at', 'past', 'box')
redis.call('ZREM', families, name)
return { 3 }
