package localservices

import (
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// withoutRedis hides every installed server from this test.
func withoutRedis(t *testing.T) {
	t.Helper()
	t.Setenv("PATH", "")
	folders := redisFolders
	redisFolders = nil
	t.Cleanup(func() { redisFolders = folders })
}

func TestServesInsideWhereNoRedisIs(t *testing.T) {
	withoutRedis(t)
	var said []string
	s, err := Start(t.Context(), Options{Dir: newDir(t), NoPostgres: true, Log: func(sentence string) { said = append(said, sentence) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, s) })
	if len(said) != 1 || !strings.Contains(said[0], "keeps nothing") || !strings.Contains(s.Describe()[0], "keeps nothing") {
		t.Errorf("said %q, describes itself as %q", said, s.Describe())
	}
	options, err := redis.ParseURL(s.RedisURL)
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	defer client.Close()
	if err := client.Set(t.Context(), "key", 1, time.Millisecond).Err(); err != nil {
		t.Fatal(err)
	}
	err = poll(t.Context(), func() (bool, error) { // a key that never expires ends with the test's time
		n, err := client.Exists(t.Context(), "key").Result()
		return n == 0, err
	})
	if err != nil {
		t.Error(err)
	}
	options.Password = "guess"
	stranger := redis.NewClient(options)
	defer stranger.Close()
	if err := stranger.Ping(t.Context()).Err(); err == nil {
		t.Error("a stranger was let in")
	}
}

func TestRefusesToServeInsideWhenARealRedisIsRequired(t *testing.T) {
	withoutRedis(t)
	_, err := Start(t.Context(), Options{Dir: newDir(t), NoPostgres: true, RequireRedis: true})
	if err == nil || !strings.Contains(err.Error(), "install it") {
		t.Errorf("start: %v", err)
	}
}
