package session

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// Open is a client for the Redis that the URL names; it does not connect before it is used. The URL is one of
//
//	redis://user:password@host:port/db                              one server; rediss:// speaks TLS
//	unix://user:password@/path/to/socket?db=1                       one server on this machine
//	redis+sentinel://user:password@host:port,host:port/master?db=1  the master that these sentinels know
//	redis+cluster://user:password@host:port,host:port               the cluster that these nodes belong to
//
// with rediss+sentinel and rediss+cluster for TLS, and the query parameters of go-redis, such as read_timeout. User and password
// of a sentinel URL are Redis's own; those of the sentinels are the parameters sentinel_username and sentinel_password. No error
// repeats the URL, because there may be a password in it.
func Open(address string) (redis.UniversalClient, error) {
	client, err := openClient(address)
	if _, unreadable := errors.AsType[*url.Error](err); unreadable {
		err = errURL // what url.Parse says quotes the URL, or takes a part of the password for the port
	}
	if err != nil {
		return nil, fmt.Errorf("open redis: %w", err)
	}
	return client, nil
}

var errURL = errors.New("the URL cannot be read; look at host and port, and whether the password's special characters are escaped")

func openClient(address string) (redis.UniversalClient, error) {
	scheme, rest, _ := strings.Cut(address, "://")
	switch scheme {
	case "redis", "rediss", "unix":
		return openServer(address)
	case "redis+sentinel", "rediss+sentinel":
		return openSentinel(strings.TrimSuffix(scheme, "+sentinel"), rest)
	case "redis+cluster", "rediss+cluster":
		return openCluster(strings.TrimSuffix(scheme, "+cluster"), rest)
	}
	return nil, errors.New("the URL has to begin with redis://, rediss://, unix://, redis+sentinel:// or redis+cluster://")
}

func openServer(address string) (redis.UniversalClient, error) {
	options, err := redis.ParseURL(address)
	if err != nil {
		return nil, err
	}
	// Without it go-redis overstays a deadline of 500 ms by 4.5 s.
	options.ContextTimeoutEnabled = true
	options.ReadBufferSize, options.WriteBufferSize, options.PipelinePoolSize = buffer, buffer, noPool
	options.MaintNotificationsConfig = quiet()
	options.DisableIdentity = true
	return redis.NewClient(options), nil
}

func openSentinel(scheme, rest string) (redis.UniversalClient, error) {
	options, err := sentinelOptions(scheme, rest)
	if err != nil {
		return nil, err
	}
	return redis.NewFailoverClient(options), nil
}

func sentinelOptions(scheme, rest string) (*redis.FailoverOptions, error) {
	u, query, err := parseHosts(scheme, rest, "26379")
	if err != nil {
		return nil, err
	}
	master := strings.Trim(u.Path, "/")
	if master == "" {
		return nil, errors.New("a sentinel URL has to end in the name of the master: redis+sentinel://host:port/master")
	}
	query.Set("master_name", master)
	if u.User != nil {
		password, _ := u.User.Password()
		query.Set("username", u.User.Username())
		query.Set("password", password)
	}
	u.Path, u.User = "", url.UserPassword(query.Get("sentinel_username"), query.Get("sentinel_password"))
	query.Del("sentinel_username")
	query.Del("sentinel_password")
	u.RawQuery = query.Encode()

	options, err := redis.ParseFailoverURL(u.String())
	if err != nil {
		return nil, err
	}
	options.ContextTimeoutEnabled = true
	options.ReadBufferSize, options.WriteBufferSize, options.PipelinePoolSize = buffer, buffer, noPool
	options.DisableIdentity = true
	eachByItsName(options.TLSConfig)
	return options, nil
}

func openCluster(scheme, rest string) (redis.UniversalClient, error) {
	u, query, err := parseHosts(scheme, rest, "6379")
	if err != nil {
		return nil, err
	}
	if strings.Trim(u.Path, "/") != "" || query.Has("db") {
		return nil, errors.New("a cluster has no databases to choose from; leave the path and db out")
	}
	u.RawQuery = query.Encode()
	options, err := redis.ParseClusterURL(u.String())
	if err != nil {
		return nil, err
	}
	options.ContextTimeoutEnabled = true
	options.ReadBufferSize, options.WriteBufferSize, options.PipelinePoolSize = buffer, buffer, noPool
	options.MaintNotificationsConfig = quiet()
	options.DisableIdentity = true
	eachByItsName(options.TLSConfig)
	return redis.NewClusterClient(options), nil
}

// parseHosts makes a URL of the first of several hosts and turns the others into the parameters "addr", as go-redis wants them.
func parseHosts(scheme, rest, port string) (*url.URL, url.Values, error) {
	end := len(rest)
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		end = i
	}
	authority, tail := rest[:end], rest[end:]
	at := strings.LastIndexByte(authority, '@') + 1
	hosts := strings.Split(authority[at:], ",")
	for i, host := range hosts {
		if host == "" || strings.HasPrefix(host, ":") {
			return nil, nil, errors.New("the URL lacks a host; several are written host:port,host:port")
		}
		if _, _, err := net.SplitHostPort(host); err != nil {
			hosts[i] = net.JoinHostPort(strings.Trim(host, "[]"), port)
		}
	}
	u, err := url.Parse(scheme + "://" + authority[:at] + hosts[0] + tail)
	if err != nil {
		return nil, nil, err
	}
	query := u.Query()
	query["addr"] = append(query["addr"], hosts[1:]...)
	return u, query, nil
}

// eachByItsName has every server prove its own name; go-redis would have all of them prove the first one's.
func eachByItsName(config *tls.Config) {
	if config != nil {
		config.ServerName = ""
	}
}

const (
	// buffer holds a dialogue with its answer, in bytes. The client's own 32 KiB either way would be a megabyte for twenty connections.
	buffer = 8 << 10
	// noPool lets the few pipelines run on the connections that there are, rather than on others with 128 KiB either way.
	noPool = -1
)

// quiet turns off the announcements of maintenance, which only a hosted Redis makes.
func quiet() *maintnotifications.Config {
	return &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
}
