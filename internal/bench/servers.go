package bench

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"

	"jagaetam/internal/faultproxy"
	"jagaetam/internal/localservices"
	"jagaetam/internal/postgres"
	"jagaetam/internal/session"
)

// stopWithin is how long a server may take to end.
const stopWithin = 20 * time.Second

// Servers are a PostgreSQL and a Redis of the bench's own, each behind a proxy that breaks its connections on demand.
type Servers struct {
	dir      string
	log      func(string)
	postgres *localservices.Services
	redis    *localservices.Services

	toPostgres, toRedis *faultproxy.Proxy
	databases           int
}

// template is the database with the schema, of which each trial gets a copy.
const template = "bench"

// StartServers starts them over a new folder. They keep what they are told, so that they can be killed: Redis writes every command to
// its file before it answers, and PostgreSQL every commit.
func StartServers(ctx context.Context, log func(string)) (s *Servers, err error) {
	s = &Servers{log: log}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Stop())
		}
	}()
	if s.dir, err = os.MkdirTemp("", "jagaetam-bench-"); err != nil {
		return s, fmt.Errorf("make a folder for the servers: %w", err)
	}
	if err := os.Chmod(s.dir, 0o711); err != nil { // the servers' user enters
		return s, err
	}
	if err := errors.Join(s.startPostgres(ctx), s.startRedis(ctx)); err != nil {
		return s, err
	}
	if s.toPostgres, err = faultproxy.Listen("unix", filepath.Join(socketOf(s.postgres.PostgresURL), ".s.PGSQL.5432")); err != nil {
		return s, err
	}
	if s.toRedis, err = faultproxy.Listen("unix", socketOf(s.redis.RedisURL)); err != nil {
		return s, err
	}
	if err := s.admin(ctx, "create database "+template); err != nil {
		return s, err
	}
	return s, postgres.Migrate(ctx, s.databaseURL(template))
}

func (s *Servers) startPostgres(ctx context.Context) (err error) {
	s.postgres, err = localservices.Start(ctx, localservices.Options{Dir: filepath.Join(s.dir, "p"), NoRedis: true, Log: s.log})
	return err
}

func (s *Servers) startRedis(ctx context.Context) (err error) {
	s.redis, err = localservices.Start(ctx, localservices.Options{Dir: filepath.Join(s.dir, "r"), NoPostgres: true, RequireRedis: true, Log: s.log})
	return err
}

// socketOf is the path in a URL's host parameter, or the URL's own.
func socketOf(at string) string {
	u, _ := url.Parse(at) // localservices made it
	if host := u.Query().Get("host"); host != "" {
		return host
	}
	return u.Path
}

// Describe names the servers and their versions.
func (s *Servers) Describe() []string { return append(s.postgres.Describe(), s.redis.Describe()...) }

// databaseURL names a database without the proxy.
func (s *Servers) databaseURL(database string) string {
	u, _ := url.Parse(s.postgres.PostgresURL)
	u.Path = "/" + database
	return u.String()
}

// brokenDatabaseURL names a database through the proxy.
func (s *Servers) brokenDatabaseURL(database string) string {
	u, _ := url.Parse(s.postgres.PostgresURL)
	return (&url.URL{Scheme: "postgres", User: u.User, Host: s.toPostgres.Addr(), Path: "/" + database, RawQuery: "sslmode=disable"}).String()
}

// newDatabase makes an empty database with the schema, and empties Redis, which brings every command to disk before it answers where it
// is to break, and else every second, so that the disk of the machine is not what is measured.
func (s *Servers) newDatabase(ctx context.Context, breaks bool) (string, error) {
	sync := "everysec"
	if breaks {
		sync = "always"
	}

	s.databases++
	name := template + strconv.Itoa(s.databases)
	if err := s.admin(ctx, "create database "+name+" template "+template); err != nil {
		return "", err
	}
	client, err := s.openRedis()
	if err != nil {
		return name, err
	}
	defer client.Close()
	if err := client.ConfigSet(ctx, "appendfsync", sync).Err(); err != nil {
		return name, fmt.Errorf("set up Redis: %w", err)
	}
	return name, s.emptyRedis(ctx)
}

func (s *Servers) dropDatabase(ctx context.Context, name string) error {
	return s.admin(ctx, "drop database if exists "+name+" with (force)")
}

func (s *Servers) admin(ctx context.Context, statement string) error {
	conn, err := pgx.Connect(ctx, s.postgres.PostgresURL)
	if err != nil {
		return fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

func (s *Servers) emptyRedis(ctx context.Context) error {
	client, err := s.openRedis()
	if err != nil {
		return err
	}
	defer client.Close()
	if err := client.FlushAll(ctx).Err(); err != nil {
		return fmt.Errorf("empty Redis: %w", err)
	}
	return nil
}

func (s *Servers) openRedis() (redis.UniversalClient, error) { return session.Open(s.redis.RedisURL) }

// killRedis kills Redis as the lack of memory does, and starts it again over what it has on disk.
func (s *Servers) killRedis(ctx context.Context) error {
	text, err := os.ReadFile(filepath.Join(s.dir, "r", "redis", "redis.pid"))
	if err != nil {
		return fmt.Errorf("kill Redis: %w", err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return fmt.Errorf("kill Redis: %w", err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		return fmt.Errorf("kill Redis: %w", err)
	}
	if err := <-s.redis.Done(); err == nil {
		return errors.New("kill Redis: it ended by itself")
	}
	_ = stop(s.redis) // it gives the folder free, and says that the server is gone
	return s.startRedis(ctx)
}

// restartPostgres ends every session and starts PostgreSQL again.
func (s *Servers) restartPostgres(ctx context.Context) error {
	if err := stop(s.postgres); err != nil {
		return err
	}
	return s.startPostgres(ctx)
}

// Stop ends everything and removes the folder.
func (s *Servers) Stop() error {
	var errs []error
	for _, proxy := range []*faultproxy.Proxy{s.toPostgres, s.toRedis} {
		if proxy != nil {
			proxy.Close()
		}
	}
	for _, services := range []*localservices.Services{s.postgres, s.redis} {
		if services != nil {
			errs = append(errs, stop(services))
		}
	}
	return errors.Join(append(errs, os.RemoveAll(s.dir))...)
}

func stop(services *localservices.Services) error {
	ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	return services.Stop(ctx)
}
