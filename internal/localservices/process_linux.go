package localservices

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

func attributes(last syscall.Signal) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: last}
}

// serversIn lists the live processes of servers whose working folder is dir. A zombie has none.
func serversIn(dir string) ([]int, error) {
	links, err := filepath.Glob("/proc/[0-9]*/cwd")
	if err != nil {
		return nil, err
	}
	var pids []int
	for _, link := range links {
		if at, err := os.Readlink(link); err != nil || at != dir {
			continue // also: ended meanwhile, or another user's
		}
		process := filepath.Dir(link)
		command, err := os.ReadFile(filepath.Join(process, "comm"))
		if err != nil || !slices.Contains(serverNames, strings.TrimSpace(string(command))) {
			continue
		}
		pid, err := strconv.Atoi(filepath.Base(process))
		if err != nil {
			return nil, err
		}
		pids = append(pids, pid)
	}
	return pids, nil
}
