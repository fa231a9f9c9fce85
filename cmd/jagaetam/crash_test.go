package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/faketelegram"
	"jagaetam/internal/record"
	"jagaetam/internal/testservices"
)

const (
	crashReplicas = 2
	crashEvery    = 4 * time.Second // a SIGKILL at random besides
)

// TestCrash lets 200 people register five times each (fewer under the race detector), every button tapped twice, with two replicas behind a balancer that kill
// themselves at named stages of the line and are killed at random besides. Every registration must be there once and right, and every
// question answered: a person who is not answered stops, and fails the test.
func TestCrash(t *testing.T) {
	keyring := filepath.Join(t.TempDir(), "keyring")
	if err := newKeys(&console{out: os.Stderr}, keyring); err != nil {
		t.Fatal(err)
	}
	pool, redis := testservices.Postgres(t), testservices.RedisURL(t)
	telegram := faketelegram.New(faketelegram.Options{RetryScale: 0.05})
	t.Cleanup(telegram.Close)
	api := httptest.NewServer(telegram)
	t.Cleanup(api.Close)

	log, err := os.Create(filepath.Join(t.TempDir(), "replicas.log"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = log.Close() })
	var replicas []*replica
	for range crashReplicas {
		listen, err := freeAddress()
		if err != nil {
			t.Fatal(err)
		}
		ops, err := freeAddress()
		if err != nil {
			t.Fatal(err)
		}
		replicas = append(replicas, &replica{listen: listen, ops: ops, log: log, first: len(replicas) * len(crashStages) / crashReplicas})
	}
	front := httptest.NewServer(balancer(replicas))
	t.Cleanup(front.Close)
	var alive sync.WaitGroup
	for _, r := range replicas {
		r.environment = []string{
			"TELEGRAM_TOKEN=" + telegram.Token(), "TELEGRAM_API_URL=" + api.URL, "TELEGRAM_MODE=webhook", "WEBHOOK_URL=" + front.URL,
			"WEBHOOK_LISTEN=" + r.listen, "WEBHOOK_SECRET=" + strings.Repeat("s", 32), "OPS_LISTEN=" + r.ops, "KEYRING_FILE=" + keyring,
			"DATABASE_URL=" + pool.Config().ConnString(), "REDIS_URL=" + redis, "LOG_LEVEL=warn",
		}
	}
	// One after the other, as a deploy does; both migrate.
	for _, r := range replicas {
		alive.Go(func() { r.keepAlive(t) })
	}
	stopKilling := killAtRandom(replicas)

	ctx, cancel := context.WithTimeout(context.Background(), 8*time.Minute)
	defer cancel()
	var people sync.WaitGroup
	began := time.Now()
	for i := range crashWorkers {
		people.Go(func() {
			w := crashWorker{person: telegram.NewUser(faketelegram.User{FirstName: "Pekerja", LanguageCode: "id"}), server: telegram}
			for n := range crashRegistrations {
				if err := w.register(ctx, crashPerson(i*crashRegistrations+n)); err != nil {
					t.Errorf("worker %d, registration %d: %v", i, n, err)
					return
				}
			}
		})
	}
	people.Wait()
	took := time.Since(began)
	stopKilling()
	deaths := int64(0)
	for _, r := range replicas {
		r.stopping.Store(true)
		r.kill(syscall.SIGTERM)
	}
	alive.Wait()
	for _, r := range replicas {
		deaths += r.deaths.Load() - 1
	}
	text, err := os.ReadFile(log.Name())
	if err != nil {
		t.Fatal(err)
	}
	killed := ""
	for _, stage := range crashStages {
		n := strings.Count(string(text), "killed at "+string(stage.at))
		killed += fmt.Sprintf(", %d at %s", n, stage.at)
		if n == 0 {
			t.Errorf("no replica was killed at %s: this shows nothing of it", stage.at)
		}
	}
	t.Logf("%d registrations in %s; %d deaths%s", crashWorkers*crashRegistrations, took.Round(time.Millisecond), deaths, killed)
	checkCrashRecords(t, pool, keyring)
	checkCrashScreens(t, telegram)
	if t.Failed() {
		t.Logf("the replicas' log ends:\n%s", text[max(0, len(text)-4000):])
	}
}

// killAtRandom kills one replica after the other until it is told to stop.
func killAtRandom(replicas []*replica) (stop func()) {
	done := make(chan struct{})
	var killing sync.WaitGroup
	killing.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(time.Duration(float64(crashEvery) * (0.5 + rand.Float64()))):
				replicas[rand.IntN(len(replicas))].kill(syscall.SIGKILL)
			}
		}
	})
	return func() { close(done); killing.Wait() }
}

// crashed is one person to register, who differs from every other in all that is written down.
type crashed struct {
	nik, name, address string
	income             int64
}

func crashPerson(n int) crashed {
	return crashed{
		nik:     fmt.Sprintf("640206%02d%02d859%03d", 1+n%28, 1+n/28%12, n%1000),
		name:    fmt.Sprintf("Pekerja %s", strings.Map(func(r rune) rune { return 'A' + r - '0' }, fmt.Sprint(n))),
		address: fmt.Sprintf("Jl. Pesut No. %d", n), income: 500_000 + int64(n)*1000,
	}
}

// crashWorker is a person with a telephone who answers what is asked.
type crashWorker struct {
	person *faketelegram.Person
	server *faketelegram.Server
	seen   int // the newest message that was answered
}

func (w *crashWorker) register(ctx context.Context, p crashed) error {
	say := func(text string) func() error {
		return func() error { w.person.Text(text); return nil }
	}
	for _, step := range []struct {
		asked  string
		answer func() error
	}{
		{"", say("/daftar")},
		{"Setuju?", w.tap("Setuju")},
		{"Ketik NIK", say(p.nik)},
		{"Nama lengkap", say(p.name)},
		{"Tanggal lahir?", say(p.nik[6:8] + "-" + p.nik[8:10] + "-1985")},
		{"kecamatan", w.tap("Tenggarong")},
		{"Desa atau kelurahan", w.tap("Melayu")},
		{"RT dan RW", say("3/1")},
		{"Alamatnya?", say(p.address)},
		{"Nomor HP yang", say("0812 5000 9001")},
		{"milik siapa", w.tap("Milik sendiri")},
		{"pekerjaan utama", w.tap("Petani")},
		{"biasanya bekerja", say("sawah")},
		{"penghasilan", say(fmt.Sprintf("Rp%d", p.income))},
		{"peserta BPJS", w.tap("Belum")},
		{"ASN, TNI", w.tap("Bukan semuanya")},
		{"Mohon diperiksa", w.tap("Kirim")},
		{"Pendaftaran terkirim", func() error { return nil }},
	} {
		if err := w.await(ctx, step.asked); err != nil {
			return err
		}
		if err := step.answer(); err != nil {
			return fmt.Errorf("answer %q: %w", step.asked, err)
		}
	}
	return nil
}

// await waits until a new message of the bot asks the question.
func (w *crashWorker) await(ctx context.Context, asked string) error {
	if asked == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 90*time.Second)
	defer cancel()
	messages, err := w.server.WaitFor(ctx, w.person.User().ID, func(messages []faketelegram.Message) bool { return w.newest(messages, asked) != 0 })
	if err != nil {
		return fmt.Errorf("nobody asks %q: %w; the screen ends:%s", asked, err, w.screen())
	}
	w.seen = w.newest(messages, asked)
	return nil
}

// screen is the end of what stands on the telephone.
func (w *crashWorker) screen() string {
	var end strings.Builder
	messages := w.person.Chat().Messages()
	for _, m := range messages[max(0, len(messages)-4):] {
		fmt.Fprintf(&end, "\n  %s: %.80q", m.From.FirstName, m.Text)
	}
	return end.String()
}

// newest is the newest message of the bot that asks the question and was not answered; 0 where there is none.
func (w *crashWorker) newest(messages []faketelegram.Message, asked string) int {
	for i := len(messages) - 1; i >= 0 && messages[i].ID > w.seen; i-- {
		if messages[i].From.IsBot && strings.Contains(messages[i].Text, asked) {
			return messages[i].ID
		}
	}
	return 0
}

// tap taps a button of the question twice, as trembling fingers do.
func (w *crashWorker) tap(label string) func() error {
	return func() error {
		for _, message := range w.person.Chat().Messages() {
			if message.ID != w.seen || message.Inline == nil {
				continue
			}
			for _, row := range message.Inline.Rows {
				for _, button := range row {
					if button.Text == label {
						_, first := w.person.TapData(w.seen, button.CallbackData)
						_, _ = w.person.TapData(w.seen, button.CallbackData)
						return first
					}
				}
			}
		}
		return fmt.Errorf("there is no button %q under the question", label)
	}
}

// checkCrashScreens looks for signs that a message was taken for two: nobody here types the same twice, so nobody may be told so.
func checkCrashScreens(t *testing.T, telegram *faketelegram.Server) {
	t.Helper()
	told := 0
	for _, person := range telegram.People() {
		for _, message := range person.Chat().Messages() {
			if message.From.IsBot && strings.HasPrefix(message.Text, "Pesan yang sama") {
				told++
			}
		}
	}
	if told > 0 {
		t.Errorf("%d messages that were delivered again were taken for new ones", told)
	}
}

// checkCrashRecords compares every record with what was typed.
func checkCrashRecords(t *testing.T, pool *pgxpool.Pool, keyring string) {
	t.Helper()
	vault, err := openVault(keyring)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := pool.Query(context.Background(), `select w.id, w.nik, w.name, w.particulars, a.number, a.state
		from applications a join workers w on w.id = a.worker`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	open := func(column string, id int64, sealed []byte) string {
		plain, err := vault.Open(fmt.Sprintf("workers:%s:%d", column, id), sealed)
		if err != nil {
			t.Errorf("worker %d: %s does not open: %v", id, column, err)
		}
		return string(plain)
	}
	found := map[string]crashed{}
	for rows.Next() {
		var id, number int64
		var nik, name, particulars []byte
		var state record.ApplicationState
		if err := rows.Scan(&id, &nik, &name, &particulars, &number, &state); err != nil {
			t.Fatal(err)
		}
		var rest struct {
			Address string `json:"address"`
			Income  int64  `json:"income"`
		}
		if err := json.Unmarshal([]byte(open("particulars", id, particulars)), &rest); err != nil {
			t.Fatal(err)
		}
		p := crashed{nik: open("nik", id, nik), name: open("name", id, name), address: rest.Address, income: rest.Income}
		if _, twice := found[p.nik]; twice {
			t.Errorf("application %s is there twice", record.Receipt(number))
		}
		found[p.nik] = p
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for n := range crashWorkers * crashRegistrations {
		if want := crashPerson(n); found[want.nik] != want {
			wrong++
		}
	}
	if len(found) != crashWorkers*crashRegistrations || wrong > 0 {
		t.Errorf("%d records, %d of them wrong or missing; want %d", len(found), wrong, crashWorkers*crashRegistrations)
	}
}
