-- Notes how much of the kept answer is said.
--
-- Promises: the answer of a later turn is left alone; an answer of which all is said is dropped, with the mark that it is unsaid;
-- what was noted as said never becomes less.
--
-- KEYS  the chat; the shard's unsaid
-- ARGV  the chat's name; the version that the answer was committed as; how many of its words are said; the message with live buttons
local chat, version, spoken, shown = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local held = redis.call('HMGET', KEYS[1], 'version', 'words', 'spoken')
if held[1] ~= version or not held[2] then
  return 0
end

if spoken >= tonumber(held[2]) then
  redis.call('HDEL', KEYS[1], 'answer', 'words', 'spoken')
  redis.call('HSET', KEYS[1], 'shown', shown)
  redis.call('ZREM', KEYS[2], chat)
  return 1
end
if spoken > tonumber(held[3]) then
  redis.call('HSET', KEYS[1], 'spoken', spoken)
end
if shown ~= '' then
  redis.call('HSET', KEYS[1], 'shown', shown)
end
return 1
