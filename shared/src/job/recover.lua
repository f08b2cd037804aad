-- Takes over jobs whose holder has not been heard of for a lease.
-- KEYS  the stream          ARGV  group · consumer · lease (ms) · how many
-- Answers {entry id, body, deliveries, …}
local wanted, cursor, taken = tonumber(ARGV[4]), '0', {}
-- One call looks at so many holds only: the living ones in front must not hide a dead one behind them.
repeat
  local answer = redis.pcall('XAUTOCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], cursor, 'COUNT', wanted - #taken / 3)
  if answer.err then
    if string.find(answer.err, 'NOGROUP') or string.find(answer.err, 'no such key') then return taken end
    return answer
  end
  for _, entry in ipairs(answer[2]) do
    -- Redis 6.2 hands out entries that were deleted as false.
    if entry and entry[2] then
      local pending = redis.call('XPENDING', KEYS[1], ARGV[1], entry[1], entry[1], 1)
      taken[#taken + 1] = entry[1]
      taken[#taken + 1] = entry[2][2]
      taken[#taken + 1] = tostring(pending[1] and pending[1][4] or 1)
    end
  end
  cursor = answer[1]
until cursor == '0-0' or #taken / 3 >= wanted
return taken
