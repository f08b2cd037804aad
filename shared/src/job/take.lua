-- Takes new jobs of one lane for one consumer; makes the group where it is missing.
-- KEYS  the stream          ARGV  group · consumer · how many
-- Answers {entry id, body, …}
local function read()
  return redis.pcall('XREADGROUP', 'GROUP', ARGV[1], ARGV[2], 'COUNT', ARGV[3], 'STREAMS', KEYS[1], '>')
end
local answer = read()
if type(answer) == 'table' and answer.err then
  if not string.find(answer.err, 'NOGROUP') then return answer end
  redis.call('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0', 'MKSTREAM')
  answer = read()
end
local taken = {}
if not answer or not answer[1] then return taken end
for _, entry in ipairs(answer[1][2]) do
  taken[#taken + 1] = entry[1]
  taken[#taken + 1] = entry[2][2]
end
return taken
