package testservices

import (
	"context"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"jagaetam/internal/localservices"
)

// redisCluster is the cluster of this test binary. It has no databases, so one test at a time has it.
type redisCluster struct {
	*localservices.RedisCluster
	free chan struct{}
}

func startCluster(ctx context.Context) (*redisCluster, error) {
	started, err := localservices.StartRedisCluster(ctx)
	if err != nil {
		return nil, err
	}
	c := &redisCluster{RedisCluster: started, free: make(chan struct{}, 1)}
	c.free <- struct{}{}
	return c, nil
}

func (c *redisCluster) close(ctx context.Context) error { return c.Stop(ctx) }

// RedisClusterURL names an empty Redis Cluster of three masters, in the form that session.Open understands. It is the test's alone until
// that ends.
func RedisClusterURL(t testing.TB) string {
	t.Helper()
	c := theSuite(t).cluster.get(t)
	select {
	case <-c.free:
	case <-t.Context().Done():
		t.Fatal("wait for the Redis Cluster:", t.Context().Err())
	}
	t.Cleanup(func() { c.free <- struct{}{} })
	for _, address := range c.Addresses {
		node := redis.NewClient(&redis.Options{Addr: address})
		if err := node.FlushAll(t.Context()).Err(); err != nil {
			t.Fatal(err)
		}
		_ = node.Close()
	}
	return "redis+cluster://" + strings.Join(c.Addresses, ",")
}
