package localservices

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// redisNames are the programs that serve, searched for on the path and in redisFolders. tools/prepare looks for the same.
var redisNames = []string{"valkey-server", "redis-server"}

var redisFolders = []string{"/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin"}

// startRedis runs a Redis over the folder, or where none is installed and the caller agrees, one inside this process.
func startRedis(ctx context.Context, f *folder, o Options) (*service, error) {
	p, err := findRedis(ctx, f.owner)
	if err == nil {
		return serveRedis(ctx, p, f)
	}
	if o.RequireRedis {
		return nil, err
	}
	o.Log("No Redis or Valkey here (" + installLine(redisPackage) + "): one inside the program serves, and keeps nothing.")
	return serveInside()
}

func findRedis(ctx context.Context, who account) (program, error) {
	err := fmt.Errorf("neither Valkey nor Redis was found; install it: %s", installLine(redisPackage))
	for _, path := range redisPaths() {
		if closed := who.enters(filepath.Dir(path)); closed != nil {
			err = errors.Join(err, fmt.Errorf("%s is of no use here: %w", path, closed))
			continue
		}
		version, failed := askVersion(ctx, path)
		if failed == nil {
			return program{path: path, version: version}, nil
		}
		err = errors.Join(err, failed)
	}
	return program{}, err
}

func redisPaths() []string {
	var paths []string
	for _, name := range redisNames {
		if path, err := exec.LookPath(name); err == nil {
			paths = append(paths, path)
		}
		for _, folder := range redisFolders {
			if path := filepath.Join(folder, name); isFile(path) {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func serveRedis(ctx context.Context, p program, f *folder) (*service, error) {
	if err := f.owner.makeDir(f.redis()); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	socket := filepath.Join(f.sockets, "redis.sock")
	return serve(ctx, f, server{
		kind: "Redis", program: p, args: redisArgs(f, socket), dir: f.redis(),
		url:     (&url.URL{Scheme: "unix", Path: socket}).String(),
		stop:    syscall.SIGTERM,
		answers: func(ctx context.Context) bool { return redisAnswers(ctx, socket) },
	})
}

// redisArgs keep every write before it is answered and throw nothing away; or, thrown away itself, nothing at all.
func redisArgs(f *folder, socket string) []string {
	args := []string{
		"--port", "0", "--unixsocket", socket, "--unixsocketperm", "700", "--dir", f.redis(),
		"--pidfile", filepath.Join(f.redis(), redisPIDFile), "--save", "", "--maxmemory-policy", "noeviction",
		"--databases", "64",
	}
	if f.throwaway {
		return append(args, "--appendonly", "no")
	}
	return append(args, "--appendonly", "yes", "--appendfsync", "always")
}

// redisAnswers asks on a bare socket: a client would retry, pause and log. While it loads, Redis answers with an error.
func redisAnswers(ctx context.Context, socket string) bool {
	conn, err := new(net.Dialer).DialContext(ctx, "unix", socket)
	if err != nil {
		return false
	}
	defer conn.Close()
	if _, err := conn.Write([]byte("PING\r\n")); err != nil {
		return false
	}
	answer, err := bufio.NewReader(conn).ReadString('\n')
	return err == nil && answer == "+PONG\r\n"
}
