package localservices

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"
)

// newDir is a folder that the servers' user can enter, in memory where there is room.
func newDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp(throwawayParent(), "localservices-test-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(evict(context.Background(), dir), os.RemoveAll(dir)); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func start(t *testing.T, o Options) *Services {
	t.Helper()
	o.Offline, o.RequireRedis = true, true
	s, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, s) })
	return s
}

func stop(t *testing.T, s *Services) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := s.Stop(ctx); err != nil {
		t.Error(err)
	}
}

// remember writes a word into both servers.
func remember(ctx context.Context, s *Services, word string) error {
	conn, err := pgx.Connect(ctx, s.PostgresURL)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, `create table if not exists words (word text)`); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, `insert into words values ($1)`, word); err != nil {
		return err
	}
	options, err := redis.ParseURL(s.RedisURL)
	if err != nil {
		return err
	}
	client := redis.NewClient(options)
	defer client.Close()
	return client.RPush(ctx, "words", word).Err()
}

// mustKnow fails unless both servers hold just these words.
func mustKnow(t *testing.T, s *Services, want string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.PostgresURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	var stored string
	if err := conn.QueryRow(t.Context(), `select string_agg(word, ' ' order by word) from words`).Scan(&stored); err != nil {
		t.Fatal(err)
	}
	options, err := redis.ParseURL(s.RedisURL)
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	defer client.Close()
	cached, err := client.Sort(t.Context(), "words", &redis.Sort{Alpha: true}).Result()
	if err != nil {
		t.Fatal(err)
	}
	if stored != want || strings.Join(cached, " ") != want {
		t.Errorf("PostgreSQL knows %q, Redis %q; want %q", stored, cached, want)
	}
}

func TestKeepsItsDataFromRunToRun(t *testing.T) {
	t.Parallel()
	dir := newDir(t)
	s := start(t, Options{Dir: dir})
	if err := remember(t.Context(), s, "satu"); err != nil {
		t.Fatal(err)
	}
	stop(t, s)
	if pids, err := serversIn(filepath.Join(dir, "postgres")); len(pids) > 0 || err != nil {
		t.Errorf("after Stop processes %d run (error %v)", pids, err)
	}
	mustKnow(t, start(t, Options{Dir: dir}), "satu")
}

// Only the servers' user reaches the sockets, and there is no port.
func TestOpensNoDoorToOthers(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Throwaway: true})
	dir := s.folder.path
	for _, private := range []string{"run", "postgres", "redis"} {
		info, err := os.Stat(filepath.Join(dir, private))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o700 {
			t.Errorf("%s has mode %v", private, info.Mode())
		}
	}
	conn, err := pgx.Connect(t.Context(), s.PostgresURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	var addresses string
	if err := conn.QueryRow(t.Context(), `show listen_addresses`).Scan(&addresses); err != nil || addresses != "" {
		t.Errorf("PostgreSQL listens on %q (error %v)", addresses, err)
	}
	options, err := redis.ParseURL(s.RedisURL)
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	defer client.Close()
	if port, err := client.ConfigGet(t.Context(), "port").Result(); err != nil || port["port"] != "0" {
		t.Errorf("Redis listens on %v (error %v)", port, err)
	}
}

func TestRefusesAFolderInUse(t *testing.T) {
	t.Parallel()
	dir := newDir(t)
	start(t, Options{Dir: dir, NoPostgres: true})
	_, err := Start(t.Context(), Options{Dir: dir, NoPostgres: true})
	if !errors.Is(err, errInUse) || !strings.Contains(err.Error(), signature(filepath.Join(dir, "lock"))) {
		t.Errorf("second start: %v", err)
	}
}

func TestPutsSocketsElsewhereWhenThePathIsLong(t *testing.T) {
	t.Parallel()
	dir := newDir(t)
	s := start(t, Options{Dir: filepath.Join(dir, strings.Repeat("panjang", 14))})
	if err := remember(t.Context(), s, "satu"); err != nil {
		t.Error(err)
	}
	sockets := s.folder.sockets
	if info, err := os.Stat(sockets); err != nil || info.Mode().Perm() != 0o700 || strings.HasPrefix(sockets, dir) {
		t.Errorf("sockets in %s: %v (error %v)", sockets, info, err)
	}
	stop(t, s)
	if _, err := os.Stat(sockets); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("socket folder after Stop: %v", err)
	}
}

func TestLeavesDataOfAnotherVersionAlone(t *testing.T) {
	t.Parallel()
	dir := newDir(t)
	version := filepath.Join(dir, "postgres", "PG_VERSION")
	if err := os.Mkdir(filepath.Dir(version), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(version, []byte("99\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Options{Dir: dir})
	if err == nil || !strings.Contains(err.Error(), "needs PostgreSQL 99") || !strings.Contains(err.Error(), "found only") {
		t.Errorf("start: %v", err)
	}
	if text, err := os.ReadFile(version); err != nil || string(text) != "99\n" {
		t.Errorf("the version is now %q (error %v)", text, err)
	}
}

func TestTellsWhenAServerDies(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Throwaway: true})
	if err := syscall.Kill(readPID(filepath.Join(s.folder.postgres(), postgresPIDFile)), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if err := <-s.Done(); !strings.Contains(err.Error(), "PostgreSQL") || !strings.Contains(err.Error(), "postgresql.log") {
		t.Errorf("told %v", err)
	}
}

// A Ctrl-C at the terminal goes to our process group.
func TestServersHearNoCtrlC(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Throwaway: true, NoPostgres: true})
	pid := readPID(filepath.Join(s.folder.redis(), redisPIDFile))
	if group, err := syscall.Getpgid(pid); group != pid || err != nil {
		t.Errorf("process %d is in group %d (error %v)", pid, group, err)
	}
}

func TestServersLearnNoSecret(t *testing.T) {
	t.Setenv("BOT_TOKEN", "1:secret")
	if err := run(t.Context(), exec.Command("sh", "-c", `echo "$BOT_TOKEN"; test -z "$BOT_TOKEN"`), account{}); err != nil {
		t.Error(err)
	}
}

func TestGivesUpWithItsContext(t *testing.T) {
	t.Parallel()
	dir := newDir(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := Start(ctx, Options{Dir: dir, Log: func(string) { cancel() }}) // the cluster is about to be made
	if !errors.Is(err, context.Canceled) {
		t.Errorf("start: %v", err)
	}
	start(t, Options{Dir: dir})
}
