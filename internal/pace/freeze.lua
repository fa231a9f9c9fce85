-- Has something wait. Who is to wait longer already does.
--
-- KEYS  that it is to wait
-- ARGV  how long, in milliseconds
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], '', 'PX', ARGV[1])
end
return 1
