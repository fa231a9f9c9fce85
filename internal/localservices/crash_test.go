package localservices

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// childDir names the data folder for this test binary when it is run as the program that is going to be killed.
const childDir = "LOCALSERVICES_CHILD_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		serveUntilKilled(dir)
	}
	os.Exit(m.Run())
}

func serveUntilKilled(dir string) {
	ctx := context.Background()
	s, err := Start(ctx, Options{Dir: dir, Offline: true, RequireRedis: true})
	if err == nil {
		err = remember(ctx, s, "satu")
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("ready")
	select {}
}

func startChild(t *testing.T, dir string) (child *exec.Cmd, ready <-chan string) {
	t.Helper()
	child = exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childDir+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	line := make(chan string, 1)
	go func() {
		text, _ := bufio.NewReader(out).ReadString('\n') // empty when it is killed before
		line <- strings.TrimSpace(text)
	}()
	t.Cleanup(func() { kill(child) })
	return child, line
}

func kill(child *exec.Cmd) {
	_ = child.Process.Kill() // it may have been killed already
	_ = child.Wait()
}

func TestServersEndWithAKilledProgram(t *testing.T) {
	t.Parallel()
	dir := newDir(t)
	child, ready := startChild(t, dir)
	if said := <-ready; said != "ready" {
		t.Fatal(said)
	}
	kill(child)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	err := poll(ctx, func() (bool, error) {
		postgres, err := serversIn(filepath.Join(dir, "postgres"))
		if err != nil {
			return false, err
		}
		redis, err := serversIn(filepath.Join(dir, "redis"))
		return len(postgres)+len(redis) == 0, err
	})
	if err != nil {
		t.Errorf("servers run on: %v", err)
	}
}

func TestStartsInTheMomentOfAKill(t *testing.T) {
	t.Parallel()
	dir := newDir(t)
	for range 3 {
		child, ready := startChild(t, dir)
		if said := <-ready; said != "ready" {
			t.Fatal(said)
		}
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
	}
	mustKnow(t, start(t, Options{Dir: dir}), "satu satu satu")
}

// A killed first start leaves a whole cluster or none, at whichever of these files it is caught.
func TestSurvivesAKillDuringTheFirstStart(t *testing.T) {
	t.Parallel()
	for _, caught := range []string{"postgres.new-*", "postgres.new-*/base/1", "postgres.new-*/base/5", "postgres", "postgres/" + postgresPIDFile} {
		dir := newDir(t)
		child, ready := startChild(t, dir)
		err := poll(t.Context(), func() (bool, error) {
			select {
			case said := <-ready:
				return false, fmt.Errorf("%s came too late: %s", caught, said)
			default:
				there, err := filepath.Glob(filepath.Join(dir, caught))
				return len(there) > 0, err
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		kill(child)
		s := start(t, Options{Dir: dir})
		if err := remember(t.Context(), s, "dua"); err != nil {
			t.Errorf("killed at %s: %v", caught, err)
		}
		stop(t, s)
	}
}

// Where the kernel tells servers nothing of our death they outlive us; the next run ends them and goes on with the data.
func TestTakesOverFromOrphans(t *testing.T) {
	t.Parallel()
	dir := newDir(t)
	orphans, err := Start(t.Context(), Options{Dir: dir, Offline: true, RequireRedis: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := remember(t.Context(), orphans, "satu"); err != nil {
		t.Fatal(err)
	}
	if err := orphans.folder.lock.Close(); err != nil { // as if their program were gone
		t.Fatal(err)
	}
	mustKnow(t, start(t, Options{Dir: dir}), "satu")
	for range 2 {
		<-orphans.Done()
	}
}

// A file may name a process that has nothing to do with us, by now. PostgreSQL would take it for a running server.
func TestForgetsIDsOfTheDead(t *testing.T) {
	t.Parallel()
	dir := newDir(t)
	stop(t, start(t, Options{Dir: dir}))
	bystander := startBystander(t, filepath.Join(dir, "postgres", postgresPIDFile), filepath.Join(dir, "redis", redisPIDFile))
	start(t, Options{Dir: dir})
	mustLive(t, bystander)
}

func TestSignalsNobodyElse(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Throwaway: true, NoPostgres: true})
	bystander := startBystander(t, filepath.Join(s.folder.redis(), redisPIDFile))
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if err := evict(ctx, s.folder.path); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("evict a server whose id is not known: %v", err)
	}
	mustLive(t, bystander)
}

// startBystander starts a process that is no server of ours, and writes its id into the files.
func startBystander(t *testing.T, files ...string) *exec.Cmd {
	t.Helper()
	bystander := exec.Command("sleep", "100")
	if err := bystander.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kill(bystander) })
	for _, file := range files {
		if err := os.WriteFile(file, fmt.Appendf(nil, "%d\n", bystander.Process.Pid), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return bystander
}

// mustLive fails if a process was ended by anybody before us.
func mustLive(t *testing.T, bystander *exec.Cmd) {
	t.Helper()
	kill(bystander)
	if state := bystander.ProcessState.String(); state != "signal: killed" {
		t.Errorf("the bystander ended by %s", state)
	}
}
