-- The next post's id: the same again for the same operation.
--
-- KEYS  the counter, what the operation was given
-- ARGV  how long that is remembered (ms)
local given = redis.call('GET', KEYS[2])
if given then return tonumber(given) end
local id = redis.call('INCR', KEYS[1])
redis.call('SET', KEYS[2], id, 'PX', ARGV[1])
return id
