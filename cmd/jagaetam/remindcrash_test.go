package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/faketelegram"
	"jagaetam/internal/identity"
	"jagaetam/internal/postgres"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
	"jagaetam/internal/testservices"
)

const (
	remindedAlone   = 150 // who have an account of their own
	remindedHelpers = 15
	remindedEach    = 5 // whom each of them helps
	remindedDeaths  = 8
	remindedFor     = 3 * time.Minute
)

// TestRemindersCrash has two services find and say what falls due on a day, and kills one or the other again and again. Nobody may have a
// message twice, and every reminder must be said, or not known to be. Each time the clock jumps by more than a lease, so that the living
// lose theirs too.
func TestRemindersCrash(t *testing.T) {
	keyring, vault := makeKeyring(t)
	pool, redis := testservices.Postgres(t), testservices.RedisURL(t)
	store := postgres.New(pool, vault)
	store.Zone = programme.Default().Zone()
	telegram := faketelegram.New(faketelegram.Options{Limits: faketelegram.TelegramLimits()})
	defer telegram.Close()
	api := httptest.NewServer(telegram)
	defer api.Close()
	for _, fault := range []faketelegram.Fault{
		{Method: "sendMessage", Kind: faketelegram.Latency, Probability: 1, Latency: 200 * time.Millisecond}, // so that some is in the middle
		{Method: "sendMessage", Kind: faketelegram.DropAfter, Probability: 0.04}, {Method: "sendMessage", Kind: faketelegram.BadGateway, Probability: 0.04},
		{Method: "sendMessage", Kind: faketelegram.TooMany, Probability: 0.01},
	} {
		telegram.Inject(fault)
	}
	people := registerReminded(t, store, telegram)

	path := filepath.Join(t.TempDir(), "clock")
	clock, err := newDemoClock(path, civil.Date{Year: 2026, Month: time.December, Day: 1}.In(store.Zone).Add(8*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), remindedFor)
	defer cancel()
	var services []*child
	for i := range 2 {
		c := newChild(map[string]string{
			"TELEGRAM_TOKEN": telegram.Token(), "TELEGRAM_API_URL": api.URL, "TELEGRAM_MODE": "poll", "DATABASE_URL": pool.Config().ConnString(),
			"REDIS_URL": redis, "KEYRING_FILE": keyring, "DEMO_CLOCK": path, "LOG_LEVEL": "warn", "BULK_RATE": "15",
		}, filepath.Join(t.TempDir(), fmt.Sprint("log", i)))
		if err := c.start(ctx); err != nil {
			t.Fatal(err)
		}
		defer c.stop()
		services = append(services, c)
	}
	due := func() int {
		n, err := store.RemindersDue(context.WithoutCancel(ctx), clock.now().Add(24*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for due() == 0 { // it is found by themselves
		sleep(ctx, 20*time.Millisecond)
	}
	deaths := 0
	for due() > 0 && ctx.Err() == nil {
		sleep(ctx, time.Duration(500+rand.IntN(1500))*time.Millisecond)
		if deaths < remindedDeaths {
			if err := services[rand.IntN(len(services))].restart(); err != nil {
				t.Fatal(err)
			}
			deaths++
		} else {
			sleep(ctx, 3*time.Second) // else the living have their leases no longer than it takes to say something
		}
		if err := clock.Advance(3 * time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	if due() > 0 || deaths < remindedDeaths/2 {
		t.Errorf("%d are waiting after %d deaths", due(), deaths)
	}
	checkReminded(t, store, pool, people, deaths)
	if t.Failed() {
		for _, s := range services {
			text, _ := os.ReadFile(s.logPath)
			t.Logf("a service's log ends:\n%s", text[max(0, len(text)-2000):])
		}
	}
}

// registerReminded has workers under a decree that ends thirty days after the first of December, each with an account of his own or a
// helper's.
func registerReminded(t *testing.T, store *postgres.Store, telegram *faketelegram.Server) map[string]*faketelegram.Person {
	t.Helper()
	decree, err := store.AddDecree(t.Context(), recordtest.YearOf2026(0), "officer:1", recordtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	people, n := map[string]*faketelegram.Person{}, 0
	perform := func(effects ...record.Effect) record.Outcome {
		n++
		outcome, err := store.Apply(t.Context(), fmt.Sprint("crash", n), effects)
		if err != nil {
			t.Fatal(err)
		}
		return outcome
	}
	open := func() chat.Person {
		person := telegram.NewUser(faketelegram.User{FirstName: "Pekerja", LanguageCode: "id"})
		person.Start("")
		account := chat.Person{ID: fmt.Sprint("tg:", person.User().ID)}
		people[account.ID] = person
		return account
	}
	file := func(by chat.Person, i int, relation record.Relation) {
		nik, err := identity.ParseNIK(fmt.Sprintf("640206%02d05859%03d", 1+i/900, 100+i%900))
		if err != nil {
			t.Fatal(err)
		}
		filing := recordtest.Filing(t, by, fmt.Sprint("r", i), nik)
		filing.Relation = relation
		perform(filing, record.ListWorker{By: "officer:1", At: recordtest.Noon, NIK: nik, Decree: decree}, record.AnswerEnrolment{
			By: "officer:1", At: recordtest.Noon, NIK: nik, Decree: decree, Accepted: true, DataDate: civil.DateOf(recordtest.Noon),
		})
	}
	for i := range remindedAlone {
		file(open(), i, record.RelationSelf)
	}
	for h := range remindedHelpers {
		by := open()
		number := perform(recordtest.AsksToHelp(t, by)).Helper
		perform(record.AnswerHelper{Officer: "officer:1", At: recordtest.Noon, Number: number, State: record.HelperAdmitted})
		for i := range remindedEach {
			file(by, remindedAlone+h*remindedEach+i, record.RelationHelper)
		}
	}
	return people
}

// checkReminded compares what is kept with what stands on the telephones.
func checkReminded(t *testing.T, store *postgres.Store, pool interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}, people map[string]*faketelegram.Person, deaths int,
) {
	t.Helper()
	counts, err := store.ReminderCounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	said, unknown := counts[record.LetterSaid][""], counts[record.LetterUnknown][record.UnknownCut]+counts[record.LetterUnknown][record.UnknownReply]
	if all := remindedAlone + remindedHelpers*remindedEach; said+unknown != all {
		t.Errorf("%d said and %d unknown of %d: %v", said, unknown, all, counts)
	}
	rows, _ := pool.Query(t.Context(), "select contact, bool_and(state = 'said'), count(*) from reminders group by contact") // ForEachRow has the error
	var contact string
	var known bool
	var n, messages, accounts int
	_, err = pgx.ForEachRow(rows, []any{&contact, &known, &n}, func() error {
		accounts++
		heard := 0
		for _, message := range people[contact].Chat().Messages() {
			if message.From.IsBot && strings.Contains(message.Text, "Kode resmi") {
				heard++
			}
		}
		messages += heard
		if heard > 1 || known && heard != 1 {
			t.Errorf("an account has %d messages about %d workers, all known to be said: %t", heard, n, known)
		}
		return nil
	})
	if err != nil || accounts != len(people) {
		t.Errorf("%d accounts of %d were told something, %v", accounts, len(people), err)
	}
	if unknown == 0 {
		t.Error("nothing was cut off: this shows nothing of it")
	}
	t.Logf("%d reminders in %d messages to %d accounts, %d deaths; unknown %d", said+unknown, messages, accounts, deaths, unknown)
}
