package localservices

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"syscall"

	"github.com/jackc/pgx/v5"
)

// startPostgres runs the cluster of the folder, which it makes when there is none.
func startPostgres(ctx context.Context, f *folder, o Options) (*service, error) {
	major, err := clusterMajor(f.postgres())
	if err != nil {
		return nil, err
	}
	p, err := findPostgres(ctx, f.owner, major, o)
	if err != nil {
		return nil, err
	}
	if major == 0 {
		if err := makeCluster(ctx, p, f, o.Log); err != nil {
			return nil, err
		}
	}
	return servePostgres(ctx, p, f)
}

// clusterMajor is the major version of the cluster in dir, 0 when there is none.
func clusterMajor(dir string) (int, error) {
	text, err := os.ReadFile(filepath.Join(dir, "PG_VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read version of the data folder: %w", err)
	}
	major, err := majorOf(string(text))
	if err != nil {
		return 0, fmt.Errorf("read version of the data folder: %w", err)
	}
	return major, nil
}

// settings make the server small and private; its files are the defaults of initdb.
func settings(f *folder) []string {
	list := []string{
		"listen_addresses=", "unix_socket_permissions=0700", "unix_socket_directories=" + quoted(f.sockets),
		"shared_buffers=32MB", "max_connections=200", "timezone=UTC", "log_timezone=UTC",
	}
	if f.throwaway {
		list = append(list, "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
			"wal_level=minimal", "max_wal_senders=0", "max_wal_size=1GB",
			"dynamic_shared_memory_type=mmap") // a killed server leaks a segment of any other kind
	}
	return list
}

// quoted keeps a folder's spaces together in a list of folders.
func quoted(dir string) string { return `"` + dir + `"` }

func servePostgres(ctx context.Context, p program, f *folder) (*service, error) {
	args := []string{"-D", f.postgres()}
	for _, setting := range settings(f) {
		args = append(args, "-c", setting)
	}
	at := postgresURL(f.sockets)
	return serve(ctx, f, server{
		kind: "PostgreSQL", program: p, args: args, dir: f.postgres(), url: at,
		stop:    syscall.SIGINT, // its fast shutdown: sessions are ended, nothing is lost
		answers: func(ctx context.Context) bool { return postgresAnswers(ctx, at) },
	})
}

func postgresURL(sockets string) string {
	query := url.Values{"host": {sockets}, "port": {"5432"}, "sslmode": {"disable"}}
	return (&url.URL{Scheme: "postgres", User: url.User(name), Path: "/postgres", RawQuery: query.Encode()}).String()
}

func postgresAnswers(ctx context.Context, url string) bool {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return false
	}
	defer conn.Close(ctx)
	return conn.Ping(ctx) == nil
}

// Running is the address of the PostgreSQL that runs over the data folder of another process; false where none does.
func Running(ctx context.Context, dir string) (string, bool) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return "", false
	}
	at := postgresURL(socketFolder(path))
	return at, postgresAnswers(ctx, at)
}
