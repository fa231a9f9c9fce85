package main

import (
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/redis/go-redis/v9"

	"jagaetam/bot/telegram"
)

// isOutage says whether an error is the trouble of something the service needs rather than of one update: an outage is waited out,
// an update that fails alone is put aside in the end.
func isOutage(err error) bool {
	return telegram.IsOutage(err) || isPostgresAway(err) || isRedisAway(err)
}

// isPostgresAway goes by the classes of SQLSTATE: connection trouble, resources gone, operator's intervention, system error.
func isPostgresAway(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	refused, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return false
	}
	switch refused.Code[:2] {
	case "08", "53", "57", "58":
		return true
	}
	return false
}

// isRedisAway goes by the first word of Redis's answer, which is all that tells its errors apart.
func isRedisAway(err error) bool {
	if errors.Is(err, redis.ErrClosed) {
		return true
	}
	refused, ok := errors.AsType[redis.Error](err)
	if !ok {
		return false
	}
	word, _, _ := strings.Cut(refused.Error(), " ")
	switch word {
	case "LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "OOM", "MISCONF", "NOREPLICAS":
		return true
	}
	return false
}
