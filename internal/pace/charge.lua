-- Counts messages that were sent without asking.
--
-- Promises: whoever asks from now on waits for them, but for no more than the longest wait by all of them together; in a chat, for no
-- more than what it takes at once is worth.
--
-- KEYS  the bot; its free messages; then chats
-- ARGV  the bot's interval; the interval of free messages; the longest wait; then for each chat its interval, how many at once, and how
--       many messages it was sent
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])

local function charge(key, sum, longest)
  local till = tonumber(redis.call('GET', key)) or 0
  till = math.max(till, math.min(math.max(till, now) + sum, now + longest))
  if till > now then
    redis.call('SET', key, string.format('%.0f', till), 'PX', math.ceil((till - now) / 1000))
  end
end

local longest, messages = tonumber(ARGV[3]), 0
for i = 3, #KEYS do
  local at = 3 * (i - 2) + 1
  local interval, burst, n = tonumber(ARGV[at]), tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  charge(KEYS[i], n * interval, (2 * burst - 1) * interval)
  messages = messages + n
end
charge(KEYS[1], messages * tonumber(ARGV[1]), longest)
charge(KEYS[2], messages * tonumber(ARGV[2]), longest)
return messages
