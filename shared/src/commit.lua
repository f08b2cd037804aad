-- The one way to change a record: all of it, or nothing. It knows no word of the domain.
--
-- KEYS  the streams of the lanes, the set of later jobs, the audit stream, up to four records, then one per index move.
-- ARGV  in this order, each list behind its length:
--       operation id · now (ms) · tombstone's lifetime (ms) · wake channel · changed channel · partition
--       held job: lane (0 = none), stream id, consumer, group, keep|finish
--       lanes
--       records: expected version (0 = must not exist), write|delete|keep, box, deadline (ms), lifetime (ms, '' = for ever)
--       index moves: add|remove, score, member
--       jobs now: lane, body                jobs later: due (ms), member
--       audit entry ('' = none)
-- Answers {0, versions…} written · {1, version} this operation was written before, as this version of the first record written · {2} the held job is not mine
--         {3, versions…} another version is there (the tombstone of a deleted record counts as one)
local at = 0
local function take()
  at = at + 1
  return ARGV[at]
end
local function number()
  return tonumber(take())
end

local operation, now, tombstone, wake, changed, partition = take(), take(), take(), take(), take(), take()
local lane, entry, consumer, group, ending = number(), take(), take(), take(), take()
local lanes = number()
local later, audit, first = KEYS[lanes + 1], KEYS[lanes + 2], lanes + 3

local records = {}
for i = 1, number() do
  records[i] = {
    key = KEYS[first + i - 1], expected = take(), act = take(), box = take(), deadline = take(), lifetime = take(),
  }
end

-- A repeat is answered before anything else is looked at: callers repeat what they did not hear about. What is kept as it is
-- remembers nothing.
local first_written
for _, record in ipairs(records) do
  if record.act ~= 'keep' then first_written = first_written or record end
end
local ops = first_written and redis.call('HGET', first_written.key, 'ops')
for id, version in string.gmatch(ops or '', '(%S+):(%d+)') do
  if id == operation then return { 1, tonumber(version) } end
end

if lane > 0 then
  local pending = redis.pcall('XPENDING', KEYS[lane], group, entry, entry, 1, consumer)
  if pending.err or #pending == 0 then return { 2 } end
end

local versions, clash = {}, false
for i, record in ipairs(records) do
  local version = redis.call('HGET', record.key, 'v') or '0'
  versions[i] = tonumber(version)
  clash = clash or version ~= record.expected
end
if clash then return { 3, unpack(versions) } end

for i, record in ipairs(records) do
  if record.act ~= 'keep' then
    local version = versions[i] + 1
    versions[i] = version
    local ops = { operation .. ':' .. version }
    for pair in string.gmatch(redis.call('HGET', record.key, 'ops') or '', '%S+') do
      if #ops < 4 then ops[#ops + 1] = pair end
    end
    if record.act == 'delete' then
      -- Whatever else others count in the record goes with it.
      redis.call('DEL', record.key)
      redis.call('HSET', record.key, 'v', version, 'ops', table.concat(ops, ' '), 'deleted_at', now)
      redis.call('PEXPIRE', record.key, tombstone)
    else
      redis.call('HSET', record.key, 'v', version, 'ops', table.concat(ops, ' '), 'box', record.box, 'until', record.deadline)
      if record.lifetime == '' then
        redis.call('PERSIST', record.key)
      else
        redis.call('PEXPIRE', record.key, record.lifetime)
      end
    end
    redis.call('PUBLISH', changed, record.key .. ' ' .. version)
  end
end

for i = 1, number() do
  local act, score, member = take(), take(), take()
  local index = KEYS[first + #records + i - 1]
  if act == 'add' then redis.call('ZADD', index, score, member) else redis.call('ZREM', index, member) end
end

local woken = {}
for _ = 1, number() do
  local to = number()
  redis.call('XADD', KEYS[to], '*', 'job', take())
  woken[to] = true
end
for _ = 1, number() do
  redis.call('ZADD', later, take(), take())
end
for to in pairs(woken) do
  redis.call('PUBLISH', wake, partition .. ' ' .. to)
end

local note = take()
if note ~= '' then redis.call('XADD', audit, '*', 'entry', note) end

if lane > 0 and ending == 'finish' then
  redis.call('XACK', KEYS[lane], group, entry)
  redis.call('XDEL', KEYS[lane], entry)
end
return { 0, unpack(versions) }
