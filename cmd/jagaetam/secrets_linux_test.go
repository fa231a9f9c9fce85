package main

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"jagaetam/internal/faultproxy"
)

// TestSecretsAreToldToNobody: whatever the service needs fails in turn, at the start and under way, and the process is killed in the middle;
// neither what it said until then nor what the machine shows of it has a secret.
func TestSecretsAreToldToNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hook := w.hook(t)
	database, redis, api := postgresBehindProxy(t, w), redisBehindProxy(t, w), telegramBehindProxy(t, w)
	address, err := url.Parse(w.settings["DATABASE_URL"])
	if err != nil {
		t.Fatal(err)
	}
	address.User = url.UserPassword(address.User.Username(), "word-of-the-database") // the tests' server asks for none
	w.settings["DATABASE_URL"] = address.String()
	secrets := w.secrets(t, "word-of-the-database")

	for _, proxy := range []*faultproxy.Proxy{database, redis, api} {
		proxy.Refuse()
	}
	p := w.serve(t)
	for _, one := range []struct {
		name  string
		proxy *faultproxy.Proxy
	}{{"PostgreSQL", database}, {"Redis", redis}, {"Telegram", api}} {
		await(t, "it to miss "+one.name, func() bool { return strings.Contains(p.said(), one.name+" is not to be had yet") })
		one.proxy.Restore()
	}
	p.awaitStatus(t, "/readyz", 200)
	awaitAnswers(t, w.people(1))
	for i, proxy := range []*faultproxy.Proxy{database, redis, api} {
		before := len(p.said())
		proxy.Refuse()
		hook.post(hook.secret, fmt.Sprintf(`{"update_id":%d,"message":{"message_id":1,"date":1795395600,"chat":{"id":%d,"type":"private"},"from":{"id":%[2]d},"text":"halo"}}`, 9000+i, 900000700+i))
		await(t, "it to complain", func() bool { return strings.Contains(p.said()[before:], `"level":"WARN"`) })
		proxy.Restore()
	}
	_, figures := p.ask("/metrics")
	shown := []string{figures, string(read(t, fmt.Sprintf("/proc/%d/cmdline", p.process.Process.Pid)))}
	limits := string(read(t, fmt.Sprintf("/proc/%d/limits", p.process.Process.Pid)))
	if fields := strings.Fields(limits[strings.Index(limits, "Max core file size"):]); fields[4] != "0" || fields[5] != "0" {
		t.Errorf("it may leave a core dump:\n%s", limits)
	}
	p.signal(syscall.SIGQUIT) // as a crash does, it prints all stacks
	p.ended(t, patience)
	if !strings.Contains(p.said(), "goroutine ") {
		t.Error("no stacks are printed: this shows nothing")
	}
	for name, secret := range secrets {
		for _, text := range append(shown, p.said()) {
			if strings.Contains(text, secret) {
				t.Errorf("%s is told", name)
			}
		}
	}
}

// TestDumpsAreRefused holds that where a process may leave a core dump, it may not afterwards, and its memory is its own.
func TestDumpsAreRefused(t *testing.T) {
	var before unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &before); err != nil {
		t.Fatal(err)
	}
	before.Cur = before.Max
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &before); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Prctl(unix.PR_SET_DUMPABLE, 1, 0, 0, 0); err != nil {
			t.Error(err)
		}
	})
	if err := refuseDumps(); err != nil {
		t.Fatal(err)
	}
	var after unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &after); err != nil || after != (unix.Rlimit{}) {
		t.Errorf("the limit is %+v, %v", after, err)
	}
	if dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0); err != nil || dumpable != 0 {
		t.Errorf("it is dumpable: %d, %v", dumpable, err)
	}
}

// TestRefusedSecretsAreNotTold: servers that refuse a password or do not know the database are complained of without it, and so it is in help.
func TestRefusedSecretsAreNotTold(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*world){
		"PostgreSQL": func(w *world) {
			postgresBehindProxy(t, w)
			address, _ := url.Parse(w.settings["DATABASE_URL"])
			address.User, address.Path = url.UserPassword("nobody", "planted-word"), "/none"
			w.settings["DATABASE_URL"] = address.String()
		},
		"Redis": func(w *world) {
			redisBehindProxy(t, w)
			w.settings["REDIS_URL"] = strings.Replace(w.settings["REDIS_URL"], "redis://", "redis://nobody:planted-word@", 1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			spoil(w)
			p := w.serve(t)
			await(t, "it to be refused", func() bool { return strings.Contains(p.said(), name+" is not to be had yet") })
			p.signal(syscall.SIGTERM)
			p.ended(t, patience)
			for name, secret := range w.secrets(t, "planted-word") {
				if strings.Contains(p.said(), secret) {
					t.Errorf("%s is told", name)
				}
			}
		})
	}
}

func TestHelpTellsNoSecret(t *testing.T) {
	var given []string
	for _, name := range settingNames() {
		given = append(given, name+"=planted-word")
	}
	setEnviron(t, given...)
	for _, cmd := range append(commands, command{}) {
		args := []string{"-h"}
		if cmd.name != "" {
			args = []string{cmd.name, "-h"}
		}
		if got := runCommand(args...); got.code != 0 || strings.Contains(got.out+got.errs, "planted-word") {
			t.Errorf("%v: exit status %d, and it says %s%s", args, got.code, got.out, got.errs)
		}
	}
}

// secrets are the secrets of the settings, by name, with this password.
func (w *world) secrets(t *testing.T, password string) map[string]string {
	t.Helper()
	_, token, _ := strings.Cut(w.telegram.Token(), ":")
	secrets := map[string]string{"the token": token, "a password": password}
	if secret := w.settings["WEBHOOK_SECRET"]; secret != "" {
		secrets["the webhook's secret"] = secret
	}
	for i, word := range strings.Fields(string(read(t, w.settings["KEYRING_FILE"]))) {
		if len(word) >= 40 {
			secrets[fmt.Sprint("key ", i)] = word
		}
	}
	if !slices.ContainsFunc(slices.Collect(maps.Keys(secrets)), func(name string) bool { return strings.HasPrefix(name, "key ") }) {
		t.Fatal("no key is found in the keyring")
	}
	return secrets
}

func telegramBehindProxy(t *testing.T, w *world) *faultproxy.Proxy {
	t.Helper()
	at, err := url.Parse(w.settings["TELEGRAM_API_URL"])
	if err != nil {
		t.Fatal(err)
	}
	proxy := faultproxy.New(t, "tcp", at.Host)
	w.settings["TELEGRAM_API_URL"] = "http://" + proxy.Addr()
	return proxy
}
