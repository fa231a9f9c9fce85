package session

import (
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

func TestOpenServer(t *testing.T) {
	for address, want := range map[string]struct {
		network, addr string
		db            int
		tls           bool
	}{
		"redis://localhost":                        {"tcp", "localhost:6379", 0, false},
		"redis://:p%2Fw@10.0.0.1:7000/3":           {"tcp", "10.0.0.1:7000", 3, false},
		"rediss://[::1]:7000":                      {"tcp", "[::1]:7000", 0, true},
		"unix:///run/redis.sock?db=2&pool_size=20": {"unix", "/run/redis.sock", 2, false},
	} {
		o := opened[*redis.Client](t, address).Options()
		if o.Network != want.network || o.Addr != want.addr || o.DB != want.db || (o.TLSConfig != nil) != want.tls {
			t.Errorf("%s opens %s %s, database %d", address, o.Network, o.Addr, o.DB)
		}
		demandSettings(t, address, o.ContextTimeoutEnabled, o.MaintNotificationsConfig)
	}
}

func TestOpenSentinel(t *testing.T) {
	const address = "redis+sentinel://app:p%40ss@a:26379,b:26380,[::1]/kukar?db=4&sentinel_password=s3&pool_size=7"
	o := opened[*redis.Client](t, address).Options()
	if o.Username != "app" || o.Password != "p@ss" || o.DB != 4 || o.PoolSize != 7 || o.TLSConfig != nil {
		t.Errorf("%s opens %s, database %d", address, o.Username, o.DB)
	}
	demandSettings(t, address, o.ContextTimeoutEnabled, o.MaintNotificationsConfig)
	sentinel, err := sentinelOptions("redis", strings.TrimPrefix(address, "redis+sentinel://"))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, sentinel.SentinelAddrs, []string{"a:26379", "b:26380", "[::1]:26379"})
	if sentinel.MasterName != "kukar" || sentinel.SentinelUsername != "" || sentinel.SentinelPassword != "s3" {
		t.Errorf("asks the sentinels for %q as %q", sentinel.MasterName, sentinel.SentinelUsername)
	}
}

func TestSentinelsProveTheirOwnNames(t *testing.T) {
	o, err := sentinelOptions("rediss", "a,b/kukar")
	if err != nil || o.TLSConfig == nil || o.TLSConfig.ServerName != "" {
		t.Errorf("TLS is %+v, %v", o.TLSConfig, err)
	}
}

func TestOpenCluster(t *testing.T) {
	const address = "rediss+cluster://app:pw@a:7000,b:7001,c?read_timeout=2s"
	o := opened[*redis.ClusterClient](t, address).Options()
	equal(t, o.Addrs, []string{"a:7000", "b:7001", "c:6379"})
	if o.Username != "app" || o.Password != "pw" || o.ReadTimeout.Seconds() != 2 {
		t.Errorf("%s opens as %s with a timeout of %s", address, o.Username, o.ReadTimeout)
	}
	if o.TLSConfig == nil || o.TLSConfig.ServerName != "" {
		t.Errorf("TLS is %+v", o.TLSConfig)
	}
	demandSettings(t, address, o.ContextTimeoutEnabled, o.MaintNotificationsConfig)
}

func TestOpenRefuses(t *testing.T) {
	for address, want := range map[string]string{
		"":                                    "has to begin with",
		"localhost:6379":                      "has to begin with",
		"http://:hunter2@localhost":           "has to begin with",
		"redis+magic://:hunter2@a":            "has to begin with",
		"redis://:hunter2@localhost:port":     "port",
		"redis://:hunter2/x@localhost":        "special characters",
		"redis+cluster://:hunter2/x@a,b":      "lacks a host",
		"redis://:hunter2@localhost/x":        "database",
		"redis://:hunter2@localhost?unheard=": "unheard",
		"unix://:hunter2@":                    "socket",
		"redis+sentinel://:hunter2@a:1,b:2":   "name of the master",
		"redis+sentinel://:hunter2@a:1,/m":    "lacks a host",
		"redis+sentinel://:hunter2@a:x/m":     "port",
		"redis+sentinel://:hunter2@a/m?db=x":  "database",
		"redis+cluster://:hunter2@":           "lacks a host",
		"redis+cluster://:hunter2@a,:7":       "lacks a host",
		"redis+cluster://:hunter2@a/3":        "no databases",
		"redis+cluster://:hunter2@a?db=3":     "no databases",
		"redis+cluster://:hunter2@a?unheard=": "unheard",
	} {
		client, err := Open(address)
		if client != nil || err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q gives %v, want a word of %q", address, err, want)
		}
	}
}

func opened[C redis.UniversalClient](t *testing.T, address string) C {
	t.Helper()
	rdb, ok := dial(t, address).(C)
	if !ok {
		t.Fatalf("%s opens a %T", address, rdb)
	}
	return rdb
}

func demandSettings(t *testing.T, address string, contextTimeout bool, maintenance *maintnotifications.Config) {
	t.Helper()
	if !contextTimeout {
		t.Errorf("%s: a deadline would not be kept", address)
	}
	if maintenance.Mode != maintnotifications.ModeDisabled {
		t.Errorf("%s: maintenance notifications are %s", address, maintenance.Mode)
	}
}
