-- A claim: one owner at a time, for a while or for ever. Nobody prolongs, moves or gives back what is another's.
-- KEYS  the claim
-- ARGV  owner · take, prolong, move or release · lifetime (ms, '' = for ever) · to move: whose it was
-- Answers 1 done · 0 another's (or, to prolong, move and release, nobody's)
local owner, me, act, lifetime = redis.call('GET', KEYS[1]), ARGV[1], ARGV[2], ARGV[3]
-- Looked up whoever holds it: what a claim costs does not say whether somebody has it.
local left = redis.call('PTTL', KEYS[1])
if (act == 'take' and not owner) or (act == 'move' and owner == ARGV[4]) then
  if lifetime == '' then redis.call('SET', KEYS[1], me) else redis.call('SET', KEYS[1], me, 'PX', lifetime) end
  return 1
end
if owner ~= me then return 0 end
if act == 'release' then
  redis.call('DEL', KEYS[1])
  return 1
end
if lifetime == '' then
  redis.call('PERSIST', KEYS[1])
elseif left >= 0 and (left < tonumber(lifetime) or act == 'prolong') then
  -- What has no end was kept for a member: no registration's deadline gives it one.
  redis.call('PEXPIRE', KEYS[1], lifetime)
end
return 1
