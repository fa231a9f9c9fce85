-- Claims a chat for one delivery.
--
-- Promises: whoever is told "taken" or "absent" is alone with the chat until the lease runs out or a delivery of the same key
-- takes it over, and holds a fence higher than any before. The fence is never below the clock in microseconds, which are shorter
-- than a claim, so it grows even over the loss of all data. A delivery that was committed before, or a wake that another has
-- taken the place of, is "seen" and changes nothing.
--
-- KEYS  the chat
-- ARGV  the delivery's key; the lease in milliseconds; the time of the wake that the delivery stands for, or ''
local key, lease, wake = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local held = redis.call('HMGET', KEYS[1], 'version', 'state', 'ring', 'shown', 'answer', 'spoken', 'fence', 'owner', 'expiry', 'wake')
local version, fence, owner, expiry = held[1], held[7], held[8], held[9]

local function reply(verdict, fence)
  return {verdict, fence, version or '0', held[2] or '', held[3] or '', held[4] or '', held[5] or '', held[6] or '0'}
end

if version then
  local committed = string.find(held[3], '\n' .. key .. ' ', 1, true)
  local overtaken = wake ~= '' and wake ~= held[10]
  if committed or overtaken then
    return reply('seen', '0')
  end
end

local time = redis.call('TIME')
local clock = tonumber(time[1]) * 1000000 + tonumber(time[2])
local now = math.floor(clock / 1000)
if owner and owner ~= key and tonumber(expiry) > now then
  return reply('busy', '0')
end

fence = string.format('%.0f', math.max(clock, (tonumber(fence) or 0) + 1))
redis.call('HSET', KEYS[1], 'fence', fence, 'owner', key, 'expiry', string.format('%.0f', now + lease))
if not version then
  redis.call('PEXPIRE', KEYS[1], lease)
  return reply('absent', fence)
end
return reply('taken', fence)
