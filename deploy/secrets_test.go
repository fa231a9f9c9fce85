package deploy_test

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"jagaetam/internal/identity"
)

// made is what secrets.sh keeps: folder/file to content.
func made(t *testing.T, dir string) map[string]string {
	t.Helper()
	for _, name := range []string{"postgres", "redis", "service"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	source, err := os.Open("secrets.sh")
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	script := exec.Command("sh", "-s", filepath.Join(dir, "postgres"), filepath.Join(dir, "redis"), filepath.Join(dir, "service"))
	script.Stdin = source
	if out, err := script.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	files := map[string]string{}
	paths, _ := filepath.Glob(filepath.Join(dir, "*", "*"))
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o400 {
			t.Errorf("%s has mode %o, want 400", path, info.Mode().Perm())
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := filepath.Rel(dir, path)
		files[name] = strings.TrimSpace(string(text))
	}
	return files
}

func TestSecretsFitTogether(t *testing.T) {
	dir := t.TempDir()
	files := made(t, dir)
	if _, err := identity.ReadKeyringFile(filepath.Join(dir, "service", "keyring")); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{
		"service/database-url": files["postgres/password"], "service/demo-database-url": files["postgres/password"],
		"service/redis-url": files["redis/password"], "service/demo-redis-url": files["redis/password"],
	} {
		address, err := url.Parse(files[name])
		if err != nil {
			t.Fatal(err)
		}
		if password, _ := address.User.Password(); len(want) != 64 || password != want {
			t.Errorf("%s does not have the password of its server", name)
		}
	}
	if files["redis/redis.conf"] != "requirepass "+files["redis/password"] {
		t.Error("Redis asks for another password than its clients are given")
	}
	if files["service/database-url"] == files["service/demo-database-url"] || files["service/redis-url"] == files["service/demo-redis-url"] {
		t.Error("the demo works on the data of the service")
	}
	if secret := files["service/webhook-secret"]; len(secret) != 64 || secret == files["redis/password"] || secret == files["postgres/password"] {
		t.Error("the webhook's secret is not one of its own")
	}
}

func TestSecretsAreMadeOnce(t *testing.T) {
	dir := t.TempDir()
	first := made(t, dir)
	for name, text := range made(t, dir) {
		if first[name] != text {
			t.Errorf("%s was made anew", name)
		}
	}
	if other := made(t, t.TempDir()); other["postgres/password"] == first["postgres/password"] || other["service/keyring"] == first["service/keyring"] {
		t.Error("two installations have the same secrets")
	}
}

func TestSecretsBrokenOffAreMadeAnew(t *testing.T) {
	dir := t.TempDir()
	first := made(t, dir)
	if err := os.Remove(filepath.Join(dir, "service", "keyring")); err != nil {
		t.Fatal(err)
	}
	again := made(t, dir)
	if again["service/keyring"] == "" || again["postgres/password"] == first["postgres/password"] {
		t.Error("half of what was made is taken for whole")
	}
}
