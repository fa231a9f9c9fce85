#!/bin/sh
# Makes the passwords and the keyring of docker-compose.yml once: where the keyring is, nothing is written any more. Each server has
# a folder of its own, so that the database does not see the keys that seal its rows.
#
#   secrets.sh POSTGRES REDIS SERVICE      the folders
set -eu
umask 077
postgres=$1 redis=$2 service=$3

[ ! -e "$service/keyring" ] || exit 0

random() { head -c 32 /dev/urandom; }
password() { random | od -An -v -tx1 | tr -d ' \n'; }

# keep FILE USER keeps its input, readable by that user alone; a crash leaves the whole file or none.
keep() {
	rm -f "$1.new"
	cat >"$1.new"
	chmod 400 "$1.new"
	[ "$(id -u)" != 0 ] || chown "$2:$2" "$1.new"
	mv "$1.new" "$1"
}

word=$(password)
echo "$word" | keep "$postgres/password" 999
echo "postgres://jagaetam:$word@postgres:5432/jagaetam?sslmode=disable" | keep "$service/database-url" 65532
echo "postgres://jagaetam:$word@postgres:5432/demo?sslmode=disable" | keep "$service/demo-database-url" 65532

word=$(password)
echo "$word" | keep "$redis/password" 999
echo "requirepass $word" | keep "$redis/redis.conf" 999
echo "redis://:$word@redis:6379/0" | keep "$service/redis-url" 65532
echo "redis://:$word@redis:6379/1" | keep "$service/demo-redis-url" 65532

password | keep "$service/webhook-secret" 65532

# In the form of 'jagaetam keys new', and last: it says that all the others are there.
today=$(date -u +%F)
printf 'index %s %s\nseal 1 %s %s\n' "$today" "$(random | base64)" "$today" "$(random | base64)" | keep "$service/keyring" 65532
# Rotating the keys writes a new file into the folder.
[ "$(id -u)" != 0 ] || chown 65532:65532 "$service"
