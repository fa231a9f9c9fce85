-- Puts a value that was sealed anew in the place of the same one sealed with an older key.
--
-- Promises: nothing changes where the value is another by now, or gone. Neither version nor fence moves, so no turn notices.
--
-- KEYS  the chat
-- ARGV  the field; the value as it was read; the value sealed anew
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
