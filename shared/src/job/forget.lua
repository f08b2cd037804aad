-- Deletes consumers that have been silent for long and hold nothing. One step: a consumer that takes a job in between keeps it.
-- KEYS  the stream          ARGV  group · silent for (ms)
-- Answers how many it deleted
local consumers = redis.pcall('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])
if consumers.err then
  if string.find(consumers.err, 'NOGROUP') or string.find(consumers.err, 'no such key') then return 0 end
  return consumers
end
local forgotten = 0
for _, fields in ipairs(consumers) do
  local consumer = {}
  for i = 1, #fields, 2 do consumer[fields[i]] = fields[i + 1] end
  if consumer.pending == 0 and consumer.idle > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], consumer.name)
    forgotten = forgotten + 1
  end
end
return forgotten
