package bot_test

import (
	"path/filepath"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"jagaetam/internal/memory"
	"jagaetam/internal/postgres"
	"jagaetam/internal/programme"
	"jagaetam/internal/session"
	"jagaetam/internal/testservices"
	"jagaetam/internal/transcript"
)

// The transcripts that the machine alone is held to are played on two replicas of the bot, with every message delivered twice.
func TestTranscriptsInMemory(t *testing.T) {
	playAll(t, func(t *testing.T, p programme.Programme) *replicas {
		kept := memory.New()
		kept.Zone = p.Zone()
		return newReplicasOf(t, p, openRedis(t, "redis://"+miniredis.RunT(t).Addr()), newArchive(), kept, newVault(t))
	})
}

func TestTranscriptsOnServers(t *testing.T) {
	playAll(t, func(t *testing.T, p programme.Programme) *replicas {
		vault := newVault(t)
		store := postgres.New(testservices.Postgres(t), vault)
		store.Zone = p.Zone()
		return newReplicasOf(t, p, openRedis(t, testservices.RedisURL(t)), store, store, vault)
	})
}

func playAll(t *testing.T, open func(*testing.T, programme.Programme) *replicas) {
	play(t, "../flows/testdata/*.txt", programme.Default(), open)
	strict := programme.Default()
	strict.Broadcast.SecondOfficerAbove = 1 // so that few are many already
	play(t, "../flows/testdata/siaran/*.txt", strict, open)
}

func play(t *testing.T, pattern string, p programme.Programme, open func(*testing.T, programme.Programme) *replicas) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%d transcripts, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			script, err := transcript.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			played, err := transcript.Play(t.Context(), script, open(t, p))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(script.String(), played.String()); diff != "" {
				t.Errorf("what is written (-) is not what was said (+):\n%s", diff)
			}
		})
	}
}

func openRedis(t testing.TB, url string) redis.UniversalClient {
	t.Helper()
	rdb, err := session.Open(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = rdb.Close() }) // the test may have closed it
	return rdb
}
