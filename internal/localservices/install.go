package localservices

import "os/exec"

// A package a server comes in, as an index into the names of a manager.
const (
	postgresPackage = iota
	redisPackage
)

// managers are the package managers we know, with what the two servers are called there.
var managers = []struct {
	name, install string
	packages      [2]string
}{
	{"apt-get", "sudo apt-get install -y --no-install-recommends", [2]string{"postgresql", "redis-server"}},
	{"dnf", "sudo dnf install -y", [2]string{"postgresql-server", "valkey"}},
	{"apk", "sudo apk add", [2]string{"postgresql", "valkey"}},
	{"pacman", "sudo pacman -S --needed", [2]string{"postgresql", "valkey"}},
	{"brew", "brew install", [2]string{"postgresql@18", "valkey"}},
}

// installLine is the one line that installs a server on this system.
func installLine(server int) string {
	for _, m := range managers {
		if _, err := exec.LookPath(m.name); err == nil {
			return m.install + " " + m.packages[server]
		}
	}
	return [2]string{"PostgreSQL", "Valkey or Redis"}[server] + " with this system's packages"
}
