package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"
	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/bot/telegram"
	"jagaetam/internal/identity"
	"jagaetam/internal/pace"
	"jagaetam/internal/programme"
	"jagaetam/internal/session"
)

// settings are all settings of the program. The tag help is what -h says.
type settings struct {
	TelegramToken  identity.Secret `env:"TELEGRAM_TOKEN" help:"the bot's token from @BotFather"`
	TelegramAPIURL string          `env:"TELEGRAM_API_URL" envDefault:"https://api.telegram.org" help:"the Bot API server"`
	TelegramMode   string          `env:"TELEGRAM_MODE" envDefault:"poll" help:"how updates come: poll or webhook"`
	WebhookURL     string          `env:"WEBHOOK_URL" help:"the public https address Telegram delivers to; for webhook"`
	WebhookListen  string          `env:"WEBHOOK_LISTEN" envDefault:"127.0.0.1:8080" help:"where to listen for deliveries; for webhook"`
	WebhookSecret  identity.Secret `env:"WEBHOOK_SECRET" help:"what Telegram proves itself with, 16 to 256 of A-Z a-z 0-9 _ -; for webhook"`
	DatabaseURL    identity.Secret `env:"DATABASE_URL" help:"PostgreSQL, such as postgres://user:password@host/jagaetam"`
	RedisURL       identity.Secret `env:"REDIS_URL" help:"Redis or Valkey: redis://, rediss://, unix://, redis+sentinel:// or redis+cluster://"`
	KeyringFile    string          `env:"KEYRING_FILE" help:"the keys that seal personal data; 'jagaetam keys new FILE' makes it"`
	ProgrammeFile  string          `env:"PROGRAMME_FILE" help:"office, regency, time zone, hours; empty: those of Kutai Kartanegara"`
	ColumnsFile    string          `env:"COLUMNS_FILE" help:"headings and words of files that are exchanged; empty: those built in"`
	BulkRate       int             `env:"BULK_RATE" envDefault:"25" help:"messages a second to people who are not speaking, 1 to 1000; beyond 30 Telegram charges for broadcasts"`
	AllowPaid      bool            `env:"ALLOW_PAID_BROADCAST" envDefault:"false" help:"true: broadcasts may cost Telegram Stars, as a BULK_RATE over 30 needs"`
	OpsListen      string          `env:"OPS_LISTEN" envDefault:"127.0.0.1:9090" help:"where /livez, /readyz, /metrics and pprof are; keep it private"`
	LogLevel       slog.Level      `env:"LOG_LEVEL" envDefault:"info" help:"debug, info, warn or error"`
	DemoClock      string          `env:"DEMO_CLOCK" help:"a file with how far the demo's clock is ahead, such as 48h; refused with the real Telegram"`

	Programme programme.Programme
}

// secretFiles are the settings that may stand in the file that <name>_FILE names.
var secretFiles = []string{"TELEGRAM_TOKEN", "WEBHOOK_SECRET", "DATABASE_URL", "REDIS_URL"}

// loadSettings reads the settings from the environment and checks those that the command needs. The error lists everything that is
// wrong with them.
func loadSettings(need ...string) (settings, error) {
	return readSettings(env.ToMap(os.Environ()), need...)
}

func readSettings(environment map[string]string, need ...string) (settings, error) {
	var wrong []error
	for _, name := range secretFiles {
		path := environment[name+"_FILE"]
		if path == "" {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s_FILE: %w", name, err))
			need = slices.DeleteFunc(slices.Clone(need), func(needed string) bool { return needed == name }) // once is enough
		}
		environment[name] = strings.TrimSpace(string(text))
	}
	var s settings
	err := env.ParseWithOptions(&s, env.Options{Environment: environment})
	var several env.AggregateError
	if errors.As(err, &several) {
		for _, err := range several.Errors {
			wrong = append(wrong, named(err))
		}
	} else if err != nil {
		wrong = append(wrong, err)
	}
	if s.Programme = programme.Default(); s.ProgrammeFile != "" {
		if s.Programme, err = programme.Read(s.ProgrammeFile); err != nil {
			wrong = append(wrong, fmt.Errorf("PROGRAMME_FILE: %w", err))
		}
	}
	wrong = append(wrong, s.validate(need)...)
	if len(wrong) == 0 {
		return s, nil
	}
	var list strings.Builder
	for _, err := range wrong {
		fmt.Fprintf(&list, "\n  - %s", strings.ReplaceAll(err.Error(), "\n", "\n    "))
	}
	return s, fmt.Errorf("these settings are wrong or missing (jagaetam -h explains each):%s", list.String())
}

// named says which setting an error is about, where the library says which field of the struct.
func named(err error) error {
	parsing, ok := errors.AsType[env.ParseError](err)
	if !ok {
		return err
	}
	field, _ := reflect.TypeFor[settings]().FieldByName(parsing.Name)
	return fmt.Errorf("%s: %w; it must be %s", field.Tag.Get("env"), parsing.Err, field.Tag.Get("help"))
}

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{16,256}$`)

// databaseUnread is told of a DATABASE_URL that cannot be read, in the place of what is wrong with it: pgx quotes the address, and where a
// sign in the password breaks it, what it quotes has a part of the password.
const databaseUnread = "DATABASE_URL: it must be like postgres://user:password@host/jagaetam, with / : @ ? # and %% of the password as %%2F %%3A %%40 %%3F %%23 %%25"

// validate checks the settings, and that those needed are there.
func (s *settings) validate(need []string) []error {
	var wrong []error
	report := func(bad bool, format string, args ...any) {
		if bad {
			wrong = append(wrong, fmt.Errorf(format, args...))
		}
	}
	values := reflect.ValueOf(*s)
	for _, name := range need {
		for i := range values.NumField() {
			if values.Type().Field(i).Tag.Get("env") == name {
				report(values.Field(i).IsZero(), "%s is missing: %s", name, values.Type().Field(i).Tag.Get("help"))
			}
		}
	}
	report(s.TelegramMode != "poll" && s.TelegramMode != "webhook", "TELEGRAM_MODE is %q; it must be poll or webhook", s.TelegramMode)
	report(!isURL(s.TelegramAPIURL, "http", "https"), "TELEGRAM_API_URL is %q; it must be a web address like %s", s.TelegramAPIURL, telegram.DefaultAPI)
	if address := s.DatabaseURL.Reveal(); address != "" {
		_, err := pgxpool.ParseConfig(address)
		report(err != nil, databaseUnread)
	}
	if address := s.RedisURL.Reveal(); address != "" {
		client, err := session.Open(address) // it does not connect
		report(err != nil, "REDIS_URL: %w", err)
		if err == nil {
			_ = client.Close()
		}
	}
	report(s.BulkRate < 1 || s.BulkRate > pace.MostPaid, "BULK_RATE is %d; it must be 1 to %d messages a second", s.BulkRate, pace.MostPaid)
	report(s.BulkRate > pace.MostFree && !s.AllowPaid,
		"BULK_RATE is %d; Telegram takes more than %d a second only of broadcasts that it charges for: set ALLOW_PAID_BROADCAST=true if the office pays",
		s.BulkRate, pace.MostFree)
	report(s.DemoClock != "" && isRealTelegram(s.TelegramAPIURL), "DEMO_CLOCK moves the clock of demonstrations; the real Telegram is not for that")
	for _, listen := range [][2]string{{"OPS_LISTEN", s.OpsListen}, {"WEBHOOK_LISTEN", s.WebhookListen}} {
		_, _, err := net.SplitHostPort(listen[1])
		report(err != nil, "%s is %q; it must be host:port like 127.0.0.1:8080", listen[0], listen[1])
	}
	if s.TelegramMode == "webhook" {
		local := !isRealTelegram(s.TelegramAPIURL)
		report(!isURL(s.WebhookURL, "https") && !(local && isURL(s.WebhookURL, "http")), "WEBHOOK_URL is %q; Telegram delivers to https only", s.WebhookURL)
		report(!secretForm.MatchString(s.WebhookSecret.Reveal()), "WEBHOOK_SECRET must be 16 to 256 letters, digits, _ or -")
	}
	return wrong
}

// paid says whether broadcasts may be charged for. Below what Telegram takes for nothing there is no reason to.
func (s *settings) paid() bool { return s.AllowPaid && s.BulkRate > pace.MostFree }

// isRealTelegram goes by the host alone: the same address can be written with a slash, a port or in capitals.
func isRealTelegram(address string) bool {
	real, _ := url.Parse(telegram.DefaultAPI)
	given, err := url.Parse(address)
	return err == nil && strings.EqualFold(given.Hostname(), real.Hostname())
}

func isURL(text string, schemes ...string) bool {
	address, err := url.Parse(text)
	if err != nil || address.Host == "" {
		return false
	}
	for _, scheme := range schemes {
		if address.Scheme == scheme {
			return true
		}
	}
	return false
}

// printSettings lists every setting with its default and meaning.
func printSettings(out io.Writer) {
	kind := reflect.TypeFor[settings]()
	for i := range kind.NumField() {
		field := kind.Field(i)
		name := field.Tag.Get("env")
		if name == "" {
			continue
		}
		fmt.Fprintf(out, "  %-17s %s", name, field.Tag.Get("help"))
		if value := field.Tag.Get("envDefault"); value != "" {
			fmt.Fprintf(out, " (default %s)", value)
		}
		fmt.Fprintln(out)
	}
}
