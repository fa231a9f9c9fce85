// Package compose holds docker-compose.yml to what it promises, without an engine to run it: a text is loaded as Docker Compose
// loads it, and every rule is shown to find the mistake it is there for.
package compose

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

const root = "../.."

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// load reads a text as Docker Compose does on a machine where no setting is set, with every profile.
func load(t *testing.T, text string) (*types.Project, error) {
	t.Helper()
	dir, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	details := types.ConfigDetails{
		WorkingDir:  dir,
		ConfigFiles: []types.ConfigFile{{Filename: filepath.Join(dir, "docker-compose.yml"), Content: []byte(text)}},
		Environment: types.Mapping{},
	}
	return loader.LoadWithContext(t.Context(), details, func(o *loader.Options) { o.Profiles = []string{"*"} })
}

// settingName is how a setting stands in the program's own list of them.
var settingName = regexp.MustCompile("`env:\"([A-Z_]+)\"")

// settings are the names of the program's settings, as it reads them.
func settings(t *testing.T) []string {
	t.Helper()
	source := read(t, "cmd/jagaetam/settings.go")
	var names []string
	for _, found := range settingName.FindAllStringSubmatch(source, -1) {
		names = append(names, found[1])
	}
	_, list, _ := strings.Cut(source, "var secretFiles = []string{")
	list, _, _ = strings.Cut(list, "}")
	for name := range strings.SplitSeq(list, ",") {
		names = append(names, strings.Trim(name, ` "`)+"_FILE")
	}
	if !slices.Contains(names, "KEYRING_FILE") || !slices.Contains(names, "DATABASE_URL_FILE") {
		t.Fatalf("the settings are not to be found where they were: %v", names)
	}
	return names
}

func TestNothingIsWrong(t *testing.T) {
	project, err := load(t, read(t, "docker-compose.yml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, mistake := range mistakes(project, settings(t)) {
		t.Error(mistake)
	}
}

// TestEveryRuleFindsItsMistake plants one mistake after the other.
func TestEveryRuleFindsItsMistake(t *testing.T) {
	right := read(t, "docker-compose.yml")
	for _, c := range []struct{ old, wrong, want string }{
		{"test: [CMD, pg_isready", "nottest: [CMD, pg_isready", "nottest"}, // refused by the schema
		{"healthcheck: *asks-itself", "", "serve: has no health check"},
		{`"127.0.0.1:8087:8087"`, `"8087:8087"`, "demo: port 8087 is open to other machines"},
		{`"127.0.0.1:8080:8080"`, `"0.0.0.0:8080:8080"`, "serve: port 8080 is open to other machines"},
		{"POSTGRES_PASSWORD_FILE: /run/secrets/password", "POSTGRES_PASSWORD: jagaetam", "postgres: POSTGRES_PASSWORD stands in the file"},
		{"REDIS_URL_FILE: /run/secrets/redis-url", "REDIS_URL: redis://:word@redis:6379/0", "serve: REDIS_URL has a password in it"},
		{"- redis-server", "- redis-server\n      - --requirepass\n      - word", "redis: a password is in the command"},
		{`user: "65532:65532"`, "", "serve: runs as root"},
		{`user: "999:999"`, `user: "0"`, "redis: runs as root"},
		{"LOG_LEVEL:", "LOG_LEVLE:", "serve: LOG_LEVLE is no setting of the program"},
		{"- always", "- everysec", "redis: appendfsync is not always"},
		{`- "yes"`, `- "no"`, "redis: appendonly is not yes"},
		{"- noeviction", "- allkeys-lru", "redis: maxmemory-policy is not noeviction"},
		{"postgres:/var/lib/postgresql ", "postgres:/var/lib/postgresql/data ", "postgres: its data are not in a volume"},
		{"- redis:/data", "- /data", "redis: its data are not in a volume"},
		{"read_only: true", "read_only: false", "demo: may write to its own files"},
		{"cap_drop: [ALL]", "cap_drop: [KILL]", "demo: keeps capabilities"},
		{`["no-new-privileges:true"]`, "[]", "demo: may gain privileges"},
		{"stop_grace_period: 30s", "", "redis: is killed"},
		{"redis:\n      condition: service_healthy", "redis:\n      condition: service_started", "serve: does not wait until redis is healthy"},
		{"condition: service_completed_successfully", "condition: service_started", "redis: does not wait for the secrets"},
		{"redis:8-trixie", "redis:latest", "redis: its image has no version"},
		{"./deploy/demo.sql:", "./deploy/nothing.sql:", "postgres: deploy/nothing.sql is not there"},
		{"profiles: [serve]", "", "serve: starts without being asked for"},
		{"internal: true", "internal: false", "the stores can reach the internet"},
	} {
		t.Run(c.want, func(t *testing.T) {
			if !strings.Contains(right, c.old) {
				t.Fatalf("%q is not in the file any more", c.old)
			}
			project, err := load(t, strings.ReplaceAll(right, c.old, c.wrong))
			var found []string
			if err != nil {
				found = []string{err.Error()}
			} else {
				found = mistakes(project, settings(t))
			}
			if !slices.ContainsFunc(found, func(mistake string) bool { return strings.Contains(mistake, c.want) }) {
				t.Errorf("%q in place of %q is found to be %q", c.wrong, c.old, found)
			}
		})
	}
}

// TestImageRunsAsNobody holds the Dockerfile to what needs no engine to be seen.
func TestImageRunsAsNobody(t *testing.T) {
	_, image, _ := strings.Cut(read(t, "Dockerfile"), "\nFROM scratch\n")
	for _, line := range []string{
		"USER 65532:65532\n", `ENTRYPOINT ["/jagaetam"]`, `CMD ["/jagaetam", "healthcheck"]`, "/etc/ssl/certs/ca-certificates.crt",
	} {
		if !strings.Contains(image, line) {
			t.Errorf("the image lacks %q", line)
		}
	}
	if build := read(t, "Dockerfile"); !strings.Contains(build, "CGO_ENABLED=0 go build -trimpath") {
		t.Error("the program is not built to run without a system around it")
	}
}
