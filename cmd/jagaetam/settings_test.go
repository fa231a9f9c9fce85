package main

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// Whoever sets the service up learns of every mistake at once.
func TestSettingsAllMistakesAtOnce(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone")
	setEnviron(t, "TELEGRAM_TOKEN_FILE="+gone, "TELEGRAM_API_URL=telegram", "TELEGRAM_MODE=carrier pigeon", "DATABASE_URL=postgres://u:geheim@h:port/",
		"REDIS_URL=http://u:geheim@h/", "OPS_LISTEN=9090", "WEBHOOK_LISTEN=here", "LOG_LEVEL=loud", "PROGRAMME_FILE="+gone)
	got := runCommand("serve")
	got.expect(t, exitFailed, "these settings are wrong or missing (jagaetam -h explains each):",
		"\n  - TELEGRAM_TOKEN_FILE: open "+gone,
		"\n  - TELEGRAM_API_URL is \"telegram\"; it must be a web address like https://api.telegram.org",
		"\n  - TELEGRAM_MODE is \"carrier pigeon\"; it must be poll or webhook",
		"\n  - DATABASE_URL: it must be like postgres://user:password@host/jagaetam, with / : @ ? # and % of the password as %2F %3A",
		"\n  - REDIS_URL: open redis: the URL has to begin with redis://",
		"\n  - OPS_LISTEN is \"9090\"; it must be host:port",
		"\n  - WEBHOOK_LISTEN is \"here\"; it must be host:port",
		"\n  - LOG_LEVEL: slog: level string \"loud\": unknown name; it must be debug, info, warn or error",
		"\n  - PROGRAMME_FILE: ",
		"\n  - KEYRING_FILE is missing: the keys that seal personal data; 'jagaetam keys new FILE' makes it",
	)
	if n := strings.Count(got.errs, "\n  - "); n != 10 {
		t.Errorf("%d mistakes, want 10: each is named once\n%s", n, got.errs)
	}
	if strings.Contains(got.errs, "geheim") {
		t.Errorf("a password is told: %s", got.errs)
	}
}

func TestSettingsMissing(t *testing.T) {
	setEnviron(t)
	runCommand("serve").expect(t, exitFailed, "TELEGRAM_TOKEN is missing: the bot's token from @BotFather", "DATABASE_URL is missing: ",
		"REDIS_URL is missing: ", "KEYRING_FILE is missing: ")
	runCommand("migrate").expect(t, exitFailed, "DATABASE_URL is missing: ")
}

func TestSettingsSecretsFromFiles(t *testing.T) {
	var given []string
	for _, name := range secretFiles {
		value := map[string]string{"DATABASE_URL": "postgres://h/d", "REDIS_URL": "redis://h"}[name]
		if value == "" {
			value = "1:the-secret-of-" + name
		}
		given = append(given, name+"_FILE="+writeFile(t, name, value+"\n"))
	}
	setEnviron(t, given...)
	s, err := loadSettings(secretFiles...)
	if err != nil {
		t.Fatal(err)
	}
	for got, want := range map[string]string{
		s.TelegramToken.Reveal(): "1:the-secret-of-TELEGRAM_TOKEN", s.WebhookSecret.Reveal(): "1:the-secret-of-WEBHOOK_SECRET",
		s.DatabaseURL.Reveal(): "postgres://h/d", s.RedisURL.Reveal(): "redis://h",
	} {
		if got != want {
			t.Errorf("read %q from the file, want %q", got, want)
		}
	}
}

func TestSettingsRules(t *testing.T) {
	const secret = "WEBHOOK_SECRET=abcdefghijklmnop"
	for name, c := range map[string]struct {
		given []string
		wrong string // empty: nothing is
	}{
		"defaults":                       {nil, ""},
		"webhook":                        {[]string{"TELEGRAM_MODE=webhook", secret, "WEBHOOK_URL=https://bot.example/"}, ""},
		"webhook needs an address":       {[]string{"TELEGRAM_MODE=webhook", secret}, "WEBHOOK_URL is \"\"; Telegram delivers to https only"},
		"webhook needs https":            {[]string{"TELEGRAM_MODE=webhook", secret, "WEBHOOK_URL=http://bot.example/"}, "WEBHOOK_URL is"},
		"webhook of a local Bot API":     {[]string{"TELEGRAM_MODE=webhook", secret, "WEBHOOK_URL=http://bot/", "TELEGRAM_API_URL=http://api:8081"}, ""},
		"webhook needs a secret":         {[]string{"TELEGRAM_MODE=webhook", "WEBHOOK_URL=https://bot.example/"}, "WEBHOOK_SECRET must be 16 to 256"},
		"a secret of a form":             {[]string{"TELEGRAM_MODE=webhook", "WEBHOOK_URL=https://bot.example/", "WEBHOOK_SECRET=zu kurz!"}, "WEBHOOK_SECRET must be"},
		"the demo's clock":               {[]string{"DEMO_CLOCK=/x", "TELEGRAM_API_URL=http://127.0.0.1:1"}, ""},
		"the demo's clock in earnest":    {[]string{"DEMO_CLOCK=/x"}, "DEMO_CLOCK moves the clock of demonstrations"},
		"the demo's clock with a slash":  {[]string{"DEMO_CLOCK=/x", "TELEGRAM_API_URL=https://api.telegram.org/"}, "DEMO_CLOCK moves"},
		"the demo's clock in capitals":   {[]string{"DEMO_CLOCK=/x", "TELEGRAM_API_URL=https://API.Telegram.org:443"}, "DEMO_CLOCK moves"},
		"a webhook on http with a slash": {[]string{"TELEGRAM_MODE=webhook", secret, "WEBHOOK_URL=http://b/", "TELEGRAM_API_URL=https://api.telegram.org/"}, "WEBHOOK_URL is"},
		"bulk at all":                    {[]string{"BULK_RATE=0"}, "BULK_RATE is 0; it must be 1 to 1000"},
		"bulk beyond Telegram":           {[]string{"BULK_RATE=1001", "ALLOW_PAID_BROADCAST=true"}, "BULK_RATE is 1001; it must be"},
		"bulk that is free":              {[]string{"BULK_RATE=30"}, ""},
		"bulk that costs":                {[]string{"BULK_RATE=31"}, "BULK_RATE is 31; Telegram takes more than 30 a second only of broadcasts that it charges for"},
		"bulk that may cost":             {[]string{"BULK_RATE=1000", "ALLOW_PAID_BROADCAST=true"}, ""},
		"a programme in pieces":          {[]string{"PROGRAMME_FILE=" + writeFile(t, "p.toml", "office = [")}, "PROGRAMME_FILE: read the programme's settings in "},
	} {
		t.Run(name, func(t *testing.T) {
			setEnviron(t, c.given...)
			_, err := loadSettings()
			switch {
			case c.wrong == "" && err != nil:
				t.Error(err)
			case c.wrong != "" && (err == nil || !strings.Contains(err.Error(), "\n  - "+c.wrong)):
				t.Errorf("%v does not say %q", err, c.wrong)
			}
		})
	}
}

// The help cannot fall behind the settings.
func TestHelpListsEverySetting(t *testing.T) {
	got := runCommand("-h")
	got.expect(t, 0)
	kind := reflect.TypeFor[settings]()
	for i := range kind.NumField() {
		tag := kind.Field(i).Tag
		name, help, standard := tag.Get("env"), tag.Get("help"), tag.Get("envDefault")
		if name == "" {
			continue
		}
		if help == "" {
			t.Errorf("%s has no help", name)
		}
		if standard != "" {
			help += " (default " + standard + ")"
		}
		if !hasLine(got.out, name, help) {
			t.Errorf("the help does not say of %s: %s", name, help)
		}
	}
	for _, cmd := range commands {
		if !hasLine(got.out, cmd.name, cmd.help) {
			t.Errorf("the help does not tell of the command %s", cmd.name)
		}
	}
	for _, name := range secretFiles {
		if _, ok := kind.FieldByNameFunc(func(field string) bool { f, _ := kind.FieldByName(field); return f.Tag.Get("env") == name }); !ok {
			t.Errorf("%s_FILE is offered for no setting", name)
		}
	}
}

// hasLine says whether a line has the name and right after it, columns aside, the help and nothing else.
func hasLine(text, name, help string) bool {
	for line := range strings.Lines(text) {
		if first, rest, _ := strings.Cut(strings.TrimSpace(line), " "); first == name && strings.TrimSpace(rest) == help {
			return true
		}
	}
	return false
}
