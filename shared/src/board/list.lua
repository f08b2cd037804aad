-- One page of posts, newest first, with what changes beside their boxes: its versions, votes and authors' names. Reads only.
--
-- KEYS  the index of the list (members `<id> <mid>`, score = id), then the indexes of the words searched for (members ids).
--       Posts and names are looked up under the two beginnings among ARGV, which bear the same tag.
-- ARGV  limit · skip · before ('' = from the newest on) · how many entries of a word are read at most · posts' and authors' beginning
-- Answers { entries read, 1 if there are more behind, then for each post: id, version, votes, name (nil where there is none) }
local index = KEYS[1]
local limit, skip, before, most = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4])
local posts, authors = ARGV[5], ARGV[6]
local STEP = 100

-- Those of `ids` that stand in an index of a word, too.
local function standing_in(word, ids)
  if #ids == 0 then return ids end
  local both = {}
  for i, score in ipairs(redis.call('ZMSCORE', word, unpack(ids))) do
    if score then both[#both + 1] = ids[i] end
  end
  return both
end

local found, read = {}, 0
if #KEYS == 1 then
  if before == '' then
    found = redis.call('ZREVRANGE', index, skip, skip + limit)
  else
    found = redis.call('ZREVRANGEBYSCORE', index, '(' .. before, '-inf', 'LIMIT', skip, limit + 1)
  end
  read = #found
else
  local rarest, least
  for i = 2, #KEYS do
    local count = redis.call('ZCARD', KEYS[i])
    if not least or count < least then rarest, least = KEYS[i], count end
  end
  -- Only the newest entries of the rarest word are looked at, on whatever page.
  local at = before == '' and 0 or redis.call('ZCOUNT', rarest, before, '+inf')
  local last = math.min(most, least)
  while at < last and #found <= limit do
    local ids = redis.call('ZREVRANGE', rarest, at, math.min(at + STEP, last) - 1)
    if #ids == 0 then break end
    read, at = read + #ids, at + #ids
    for i = 2, #KEYS do
      if KEYS[i] ~= rarest then ids = standing_in(KEYS[i], ids) end
    end
    for _, id in ipairs(ids) do
      if skip > 0 then
        skip = skip - 1
      elseif #found <= limit then
        found[#found + 1] = redis.call('ZRANGEBYSCORE', index, id, id)[1]
      end
    end
  end
end

local answer = { read, #found > limit and 1 or 0 }
for i = 1, math.min(#found, limit) do
  local id, member = string.match(found[i], '^(%d+) (%S+)$')
  local fields = redis.call('HMGET', posts .. id, 'v', 'votes')
  answer[#answer + 1] = id
  answer[#answer + 1] = fields[1]
  answer[#answer + 1] = fields[2] or '0'
  answer[#answer + 1] = redis.call('GET', authors .. member)
end
return answer
