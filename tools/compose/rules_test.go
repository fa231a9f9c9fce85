package compose

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/compose-spec/compose-go/v2/types"
)

// drain is how long the program takes at most to finish what it has begun.
const drain = 8 * time.Second

// mistakes are all that is wrong with the project, each beginning with the name of its service.
func mistakes(project *types.Project, settings []string) []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(project.Services)) {
		s := project.Services[name]
		report := func(wrong bool, format string, args ...any) {
			if wrong {
				all = append(all, name+": "+fmt.Sprintf(format, args...))
			}
		}
		once := s.Restart == types.RestartPolicyNo
		report(!once && (s.HealthCheck == nil || len(s.HealthCheck.Test) < 2), "has no health check")
		report(!once && (s.StopGracePeriod == nil || time.Duration(*s.StopGracePeriod) <= drain), "is killed before it has finished")
		report(!once && (s.User == "" || strings.HasPrefix(s.User, "0") || s.User == "root"), "runs as root")
		report(!s.ReadOnly, "may write to its own files")
		report(!slices.Contains(s.CapDrop, "ALL"), "keeps capabilities")
		report(!slices.Contains(s.SecurityOpt, "no-new-privileges:true"), "may gain privileges")
		report(s.Build == nil && !version.MatchString(s.Image), "its image has no version")
		for _, port := range s.Ports {
			report(port.HostIP != "127.0.0.1", "port %s is open to other machines", port.Published)
		}
		secrets(s, report)
		if s.Build != nil {
			program(name, s, settings, report)
		}
		for _, volume := range s.Volumes {
			_, err := os.Stat(volume.Source)
			report(volume.Type == types.VolumeTypeBind && err != nil, "%s is not there", within(project.WorkingDir, volume.Source))
		}
	}
	all = append(all, stores(project.Services)...)
	if !project.Networks["stores"].Internal {
		all = append(all, "the stores can reach the internet")
	}
	return all
}

type reporter func(wrong bool, format string, args ...any)

var (
	version  = regexp.MustCompile(`:\d+(-[a-z]+)?$`)
	secret   = regexp.MustCompile(`PASSWORD|SECRET|TOKEN|KEY`)
	userinfo = regexp.MustCompile(`://[^/@]*:[^/@]+@`)
)

// secrets finds those that stand in the file. What comes from outside is empty here.
func secrets(s types.ServiceConfig, report reporter) {
	for name, value := range s.Environment {
		if value == nil {
			continue
		}
		report(secret.MatchString(name) && !strings.HasSuffix(name, "_FILE") && *value != "", "%s stands in the file", name)
		report(userinfo.MatchString(*value), "%s has a password in it", name)
	}
	for _, word := range slices.Concat(s.Command, s.Entrypoint) {
		report(strings.Contains(word, "requirepass") || userinfo.MatchString(word), "a password is in the command")
	}
}

// program is what holds for the services that are ours.
func program(name string, s types.ServiceConfig, settings []string, report reporter) {
	for setting := range s.Environment {
		report(!slices.Contains(settings, setting), "%s is no setting of the program", setting)
	}
	for _, store := range []string{"postgres", "redis"} {
		report(s.DependsOn[store].Condition != types.ServiceConditionHealthy, "does not wait until %s is healthy", store)
	}
	report(name != "demo" && len(s.Profiles) == 0, "starts without being asked for")
}

// stores are the rules of PostgreSQL and Redis.
func stores(services types.Services) []string {
	var all []string
	for name, data := range map[string]string{"postgres": "/var/lib/postgresql", "redis": "/data"} {
		kept := slices.ContainsFunc(services[name].Volumes, func(v types.ServiceVolumeConfig) bool {
			return v.Type == types.VolumeTypeVolume && v.Source == name && v.Target == data
		})
		if !kept {
			all = append(all, name+": its data are not in a volume")
		}
		if services[name].DependsOn["secrets"].Condition != types.ServiceConditionCompletedSuccessfully {
			all = append(all, name+": does not wait for the secrets")
		}
	}
	for flag, want := range map[string]string{"appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction"} {
		command := services["redis"].Command
		if at := slices.Index(command, "--"+flag); at < 0 || at+1 >= len(command) || command[at+1] != want {
			all = append(all, fmt.Sprintf("redis: %s is not %s", flag, want))
		}
	}
	return all
}

// within is the path as the file has it.
func within(dir, path string) string {
	if short, err := filepath.Rel(dir, path); err == nil {
		return short
	}
	return path
}
