package localservices

import (
	"errors"
	"io/fs"
	"os"
	"testing"

	"github.com/redis/go-redis/v9"
)

func TestRedisClusterIsWholeAndLeavesNothing(t *testing.T) {
	c, err := StartRedisCluster(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClusterClient(&redis.ClusterOptions{Addrs: c.Addresses[:1]})
	defer client.Close()
	for _, key := range []string{"a", "b", "c", "d", "e", "f"} {
		if err := client.Set(t.Context(), key, key, 0).Err(); err != nil {
			t.Error(err)
		}
	}
	for _, address := range c.Addresses {
		node := redis.NewClient(&redis.Options{Addr: address})
		if n := node.DBSize(t.Context()).Val(); n == 0 || n == 6 {
			t.Errorf("%s has %d of 6 keys", address, n)
		}
		_ = node.Close()
	}
	if err := c.Stop(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(c.folder.path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("its folder is still there: %v", err)
	}
}
