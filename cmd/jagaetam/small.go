package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"jagaetam/internal/postgres"
)

// migrate brings the database to this program's schema.
func migrate(ctx context.Context, c *console, args []string) error {
	if err := parse(c.flags("migrate"), args, 0); err != nil {
		return err
	}
	s, err := loadSettings("DATABASE_URL")
	if err != nil {
		return err
	}
	if err := postgres.Migrate(ctx, s.DatabaseURL.Reveal()); err != nil {
		return err
	}
	fmt.Fprintln(c.out, "The database has this program's schema.")
	return nil
}

// bookFor parses a command's flags and makes the conversations of the programme in the settings.
func bookFor(set *flag.FlagSet, args []string) (spoken, error) {
	if err := parse(set, args, 0); err != nil {
		return spoken{}, err
	}
	s, err := loadSettings()
	if err != nil {
		return spoken{}, err
	}
	return openBook(s.Programme)
}

// check looks for mistakes in the settings, the conversations and the texts, and prints all of them.
func check(_ context.Context, c *console, args []string) error {
	b, err := bookFor(c.flags("check"), args)
	if err != nil {
		return err
	}
	paths, mistakes := b.book.Walk(time.Now())
	for _, mistake := range mistakes {
		fmt.Fprintln(c.out, mistake)
	}
	if len(mistakes) > 0 {
		return fmt.Errorf("%d mistakes", len(mistakes))
	}
	fmt.Fprintf(c.out, "No mistakes: %d messages in %d languages, %d ways through the conversations.\n",
		len(b.texts.Keys(b.texts.Languages()[0])), len(b.texts.Languages()), len(paths))
	return nil
}

// graph prints the conversations as charts.
func graph(_ context.Context, c *console, args []string) error {
	b, err := bookFor(c.flags("graph"), args)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.out, "# The conversations\n\nDrawn by `jagaetam graph` from the flows themselves.\n\n%s", b.book.Graph())
	return err
}

// healthcheck asks the service of the same settings whether it is ready.
func healthcheck(ctx context.Context, c *console, args []string) error {
	if err := parse(c.flags("healthcheck"), args, 0); err != nil {
		return err
	}
	s, err := loadSettings()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.OpsListen+"/readyz", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("ask whether the service is ready: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		said, _ := io.ReadAll(io.LimitReader(response.Body, 1<<10)) // why, in the service's own words
		return fmt.Errorf("the service is not ready: %s: %s", response.Status, strings.TrimSpace(string(said)))
	}
	fmt.Fprintln(c.out, "ready")
	return nil
}

// version prints what was built.
func version(_ context.Context, c *console, args []string) error {
	if err := parse(c.flags("version"), args, 0); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "jagaetam %s, %s %s/%s\n", buildVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}

// commit is what make release was made from.
var commit string

// buildVersion is the module's version, or the commit it was built from.
func buildVersion() string {
	if commit != "" {
		return commit
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			return setting.Value[:min(12, len(setting.Value))]
		}
	}
	return "devel"
}
