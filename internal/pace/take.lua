-- Reserves the moment at which one message is sent.
--
-- Promises: the message is counted in every bucket, or in none of them. Its moment is the next one of the bot, and by then its chat takes
-- it too; where the chat does not, or somebody was asked to wait, nothing is counted. The clock is this server's.
--
-- A bucket is one time in microseconds: until when what was taken is paid off (GCRA). So many at once, and then one every interval.
--
-- KEYS  the bot; its free messages; the chat; that the lane is to wait; that the chat is to wait
-- ARGV  the bot's interval; the interval of free messages, 0 for one that may be charged; how many at once; the chat's interval; how many
--       at once
-- gives {'given', how long until the moment}, or how long until it may be asked again: {'frozen', it} of the lane, {'full', it} of the chat
local lane, place = redis.call('PTTL', KEYS[4]), redis.call('PTTL', KEYS[5])
if lane > 0 then
  return {'frozen', lane * 1000}
end
if place > 0 then
  return {'full', place * 1000}
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local every, free, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local paid = redis.call('MGET', KEYS[1], KEYS[2], KEYS[3])

local function from(bucket, interval, burst)
  return (tonumber(paid[bucket]) or 0) - (burst - 1) * interval
end

local moment = math.max(now, from(1, every, burst))
if free > 0 then
  moment = math.max(moment, from(2, free, burst))
end
local chat = from(3, tonumber(ARGV[4]), tonumber(ARGV[5]))
if chat > moment then
  return {'full', chat - now}
end

local function take(bucket, at, interval)
  local till = math.max(tonumber(paid[bucket]) or 0, at) + interval
  redis.call('SET', KEYS[bucket], string.format('%.0f', till), 'PX', math.ceil((till - now) / 1000))
end
take(1, now, every) -- a message that waits for its turn among the free ones keeps no other from the moments before it
if free > 0 then
  take(2, moment, free)
end
take(3, moment, tonumber(ARGV[4]))
return {'given', moment - now}
