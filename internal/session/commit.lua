-- Puts a dialogue in its place: after a turn, or out of the archive.
--
-- Promises: all of it happens or nothing; it happens only if neither version nor fence has moved since the claim. A commit that is
-- sent again, because its reply was lost on the way, is known by its key and fence in the ring and is a success without effect.
--
-- KEYS  the chat; the shard's wakes; the shard's unsaid
-- ARGV  1 the chat's name; 2 the delivery's key; 3 the fence; 4 the version as claimed; 5 the version to be; 6 the state; 7 the ring;
--       8 the answer, '' for none; 9 how many words it has; 10 the message with live buttons, '' leaves it as it is; 11 the time of
--       the wake, '' for none; 12 the time to live in milliseconds
local chat, key, fence, answer, shown, wake = ARGV[1], ARGV[2], ARGV[3], ARGV[8], ARGV[10], ARGV[11]
local held = redis.call('HMGET', KEYS[1], 'version', 'fence', 'ring')

if held[3] and string.find(held[3], '\n' .. key .. ' ' .. fence .. '\n', 1, true) then
  return 1
end
if (held[1] or '0') ~= ARGV[4] or held[2] ~= fence then
  return 0
end

redis.call('HSET', KEYS[1], 'version', ARGV[5], 'state', ARGV[6], 'ring', ARGV[7])
redis.call('HDEL', KEYS[1], 'owner', 'expiry')
if shown ~= '' then
  redis.call('HSET', KEYS[1], 'shown', shown)
end

if answer == '' then
  redis.call('HDEL', KEYS[1], 'answer', 'words', 'spoken')
  redis.call('ZREM', KEYS[3], chat)
else
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  redis.call('HSET', KEYS[1], 'answer', answer, 'words', ARGV[9], 'spoken', 0)
  redis.call('ZADD', KEYS[3], string.format('%.0f', now), chat)
end

if wake == '' then
  redis.call('HDEL', KEYS[1], 'wake')
  redis.call('ZREM', KEYS[2], chat)
else
  redis.call('HSET', KEYS[1], 'wake', wake)
  redis.call('ZADD', KEYS[2], wake, chat)
end

redis.call('PEXPIRE', KEYS[1], ARGV[12])
return 1
