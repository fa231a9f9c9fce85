-- Gives a lease back.
--
-- Promises: nobody else's lease is given back. A chat that is marked unsaid without an answer to say loses the mark.
--
-- KEYS  the chat; the shard's unsaid
-- ARGV  the chat's name; the fence
local held = redis.call('HMGET', KEYS[1], 'fence', 'answer')
if held[1] ~= ARGV[2] then
  return 0
end
redis.call('HDEL', KEYS[1], 'owner', 'expiry')
if not held[2] then
  redis.call('ZREM', KEYS[2], ARGV[1])
end
return 1
