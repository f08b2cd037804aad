-- Says which commands the user that runs this may not use. Sends none of them and changes nothing.
-- KEYS  none          ARGV  a key of ours, only to be asked about · command lines, `@` in the place of that key
-- Answers the places of those that are refused, from 1; {0} where the server is too old to be asked.
if not redis.acl_check_cmd then return {0} end
local refused = {}
for place = 2, #ARGV do
  local words = {}
  for word in string.gmatch(ARGV[place], '%S+') do words[#words + 1] = word == '@' and ARGV[1] or word end
  if not redis.acl_check_cmd(unpack(words)) then refused[#refused + 1] = place - 1 end
end
return refused
