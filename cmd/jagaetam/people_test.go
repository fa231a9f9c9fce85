package main

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
	"jagaetam/internal/session"
	"jagaetam/internal/testservices"
)

func do(t *testing.T, store *postgres.Store, effect record.Effect) record.Outcome {
	t.Helper()
	outcome, err := store.Apply(t.Context(), fmt.Sprintf("%T %[1]v", effect), []record.Effect{effect})
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

func TestOfficerIsInvited(t *testing.T) {
	store, siti := openedRecords(t), recordtest.Account(1)
	invited := runCommand("officer", "invite", "-role", "verifier,operator", "-district", "64.02.06")
	invited.expect(t, 0, "https://t.me/BOT?start=petugas-", "until ")
	payload := regexp.MustCompile(`start=(\S+)`).FindStringSubmatch(invited.out)[1]
	if !regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`).MatchString(payload) {
		t.Errorf("Telegram takes no payload like %q", payload)
	}
	token := strings.TrimPrefix(payload, "petugas-")
	if got := do(t, store, record.JoinOffice{By: siti, At: time.Now(), Token: token}); got.Name != record.OutcomeAnswered {
		t.Fatalf("the invitation: %+v", got)
	}
	runCommand("officer", "list").expect(t, 0, "tg:1", "verifier,operator", "64.02.06")
	runCommand("officer", "remove", "tg:2").expect(t, exitFailed, record.ErrNotFound.Error())
	runCommand("officer", "remove", "tg:1").expect(t, 0, "tg:1 is no officer any more.")
	if list := runCommand("officer", "list"); strings.Contains(list.out, "tg:1") {
		t.Errorf("still listed: %s", list.out)
	}
}

func TestHelperIsAnswered(t *testing.T) {
	store := openedRecords(t)
	number := do(t, store, recordtest.AsksToHelp(t, recordtest.Account(3))).Helper.String()
	runCommand("helper", "list", "-state", "asked").expect(t, 0, number, "asked", "rt", "64.02.06.1001", "H. Rahman Karangan", "+6281299990009")
	runCommand("helper", "end", number).expect(t, exitFailed, record.ErrCannotFollow.Error())
	runCommand("helper", "admit", number).expect(t, 0, number+" is admitted now.")
	runCommand("helper", "admit", number).expect(t, exitFailed, record.ErrCannotFollow.Error())
	if list := runCommand("helper", "list", "-state", "asked"); strings.Contains(list.out, number) {
		t.Errorf("still asked: %s", list.out)
	}
	runCommand("helper", "end", number).expect(t, 0, number+" is ended now.")
	runCommand("helper", "refuse", record.HelperNumber(99).String()).expect(t, exitFailed, record.ErrNotFound.Error())
}

func TestDisputeIsDecided(t *testing.T) {
	store := openedRecords(t)
	receipt := fileApplicationOf(t, store, 1)
	number := do(t, store, record.RaiseDispute{By: recordtest.Account(2), At: recordtest.Noon, NIK: recordtest.NIK(t, 1)}).Case.String()
	runCommand("dispute", "list").expect(t, 0, number, receipt.String())
	runCommand("dispute", "decide", number, "transfer", "-reason", "KTP sudah dilihat.").expect(t, 0, number+" is decided: the registration is transferred.")
	runCommand("dispute", "decide", "-reason", "x", number, "keep").expect(t, exitFailed, postgres.ErrDone.Error())
	if list := runCommand("dispute", "list"); strings.Contains(list.out, number) {
		t.Errorf("still open: %s", list.out)
	}
	facts, err := store.Facts(t.Context(), record.Query{Person: recordtest.Account(2), Applications: true})
	if err != nil || len(facts.Applications) != 1 {
		t.Errorf("who asked has %+v, %v", facts.Applications, err)
	}
}

func TestRequestsHaveAClock(t *testing.T) {
	store := openedRecords(t)
	fileApplicationOf(t, store, 1)
	ask := func(kind record.DataRequestKind, ago time.Duration) string {
		return do(t, store, record.AskData{By: recordtest.Account(1), At: time.Now().Add(-ago), Kind: kind}).Request.String()
	}
	over, left := ask(record.RequestStop, 75*time.Hour-time.Minute), ask(record.RequestDecision, 10*time.Hour+time.Minute)
	list := runCommand("request", "list")
	list.expect(t, 0, over, "OVERDUE by 3 h", left, "61 h left", "the account")
	if strings.Index(list.out, over) > strings.Index(list.out, left) {
		t.Error("what is overdue is not the first")
	}
	runCommand("request", "done", over, "-answer", "Sudah dihentikan.").expect(t, 0, over+" is done.")
	runCommand("request", "done", "-answer", "Lagi.", over).expect(t, exitFailed, postgres.ErrDone.Error())
	runCommand("request", "done", "-answer", "x", "-apply", left).expect(t, exitFailed, "it proposes no correction")
	runCommand("request", "show", over).expect(t, 0, over+" stop", "Sudah dihentikan.")
	if list := runCommand("request", "list"); strings.Contains(list.out, over) {
		t.Errorf("still open: %s", list.out)
	}
	runCommand("request", "list", "-all").expect(t, 0, over, "done ")
	runCommand("request", "delete", left).expect(t, exitFailed)
}

// redisWorld is what openedRecords is, with dialogues in a Redis of the test's own.
func redisWorld(t *testing.T) (*postgres.Store, *session.Store, redis.UniversalClient) {
	t.Helper()
	database, rdb := testservices.PostgresURL(t), testservices.RedisURL(t)
	path, vault := makeKeyring(t)
	setEnviron(t, "DATABASE_URL="+database, "REDIS_URL="+rdb, "KEYRING_FILE="+path)
	client, err := session.Open(rdb)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	store := postgres.New(openPool(t, database), vault)
	return store, session.New(client, vault, store, session.Options{}), client
}

// keepsDialogue is a turn that keeps an answer and wakes later, so that every kind of key is there.
func keepsDialogue(t *testing.T, sessions *session.Store, id, key string) {
	t.Helper()
	claimed, err := sessions.Claim(t.Context(), id, key)
	if err != nil {
		t.Fatal(err)
	}
	answer := chat.Answer{Chat: id, Language: "id", Words: []chat.Words{{Key: "menu"}}}
	if _, err := sessions.Commit(t.Context(), claimed, session.Next{State: dialogue.State{}, Answer: answer, Wake: time.Now().Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
}

// redisContents are all keys with all that is in them.
func redisContents(t *testing.T, rdb redis.UniversalClient) string {
	t.Helper()
	ctx := t.Context()
	var all bytes.Buffer
	for keys := rdb.Scan(ctx, 0, "*", 0).Iterator(); keys.Next(ctx); {
		key := keys.Val()
		fmt.Fprintln(&all, key)
		switch kind := rdb.Type(ctx, key).Val(); kind {
		case "hash":
			fmt.Fprintln(&all, rdb.HGetAll(ctx, key).Val())
		case "zset":
			fmt.Fprintln(&all, rdb.ZRange(ctx, key, 0, -1).Val())
		case "string":
			fmt.Fprintln(&all, rdb.Get(ctx, key).Val())
		default:
			t.Errorf("%s is a %s, which nobody looks into", key, kind)
		}
	}
	return all.String()
}

func TestPersonIsDeleted(t *testing.T) {
	store, sessions, rdb := redisWorld(t)
	person := recordtest.Account(7_777_001)
	do(t, store, recordtest.Filing(t, person, "r1", recordtest.NIK(t, 1)))
	keepsDialogue(t, sessions, person.ID, "k1")
	keepsDialogue(t, sessions, "tg:2", "k2")
	running, stop := context.WithCancel(t.Context())
	stop()
	if err := sessions.Run(running); err != nil { // writes behind what waits
		t.Fatal(err)
	}
	keepsDialogue(t, sessions, person.ID, "k3") // and this waits
	number := do(t, store, record.AskData{By: person, At: time.Now(), Kind: record.RequestDelete}).Request.String()
	if all := redisContents(t, rdb); !strings.Contains(all, "7777001") || !strings.Contains(all, "tg:2") {
		t.Fatalf("Redis has %q", all)
	}
	runCommand("request", "delete", number).expect(t, 0, number+" is done: 1 workers deleted, 0 kept as a decree's entry only, the account deleted.")
	if all := redisContents(t, rdb); strings.Contains(all, "7777001") || !strings.Contains(all, "tg:2") {
		t.Errorf("Redis has %q", all)
	}
	if err := sessions.Run(running); err != nil { // what waited in a service that runs
		t.Fatal(err)
	}
	if _, found, err := store.Snapshot(t.Context(), person.ID); found || err != nil {
		t.Errorf("the dialogue was written behind after all: %v", err)
	}
	claimed, err := sessions.Claim(t.Context(), person.ID, "k4")
	if err != nil || claimed.Version != 0 || claimed.Kept != nil {
		t.Errorf("he does not start anew: %+v, %v", claimed.Version, err)
	}
	runCommand("request", "delete", number).expect(t, exitFailed, postgres.ErrDone.Error())
}

func TestKeysRetire(t *testing.T) {
	store, sessions, _ := redisWorld(t)
	receipt := fileApplicationOf(t, store, 1)
	keepsDialogue(t, sessions, "tg:1", "k1")
	path := setting(t, "KEYRING_FILE")
	older, err := identity.ReadKeyringFile(path)
	if err != nil {
		t.Fatal(err)
	}
	runCommand("keys", "retire").expect(t, 0, "Dropped 0 older keys.")
	keyring, err := identity.ReadKeyringFile(path)
	if err != nil {
		t.Fatal(err)
	}
	keyring.Rotate(recordtest.YearOf2026(0).First.First())
	if err := keyring.WriteFile(path); err != nil {
		t.Fatal(err)
	}
	before := read(t, path)
	runCommand("keys", "retire").expect(t, exitFailed, "1 rows are sealed with older keys; 'jagaetam keys reseal' seals them anew")
	runCommand("keys", "reseal").expect(t, 0, "workers: 1 rows", "Sealed 1 rows and 1 dialogues in Redis anew.")
	keepsDialogue(t, sessions, "tg:2", "k1") // by a service that was not started anew
	runCommand("keys", "retire").expect(t, exitFailed, "1 dialogues in Redis are sealed with older keys; 'jagaetam keys reseal' seals them anew")
	if !bytes.Equal(before, read(t, path)) {
		t.Error("the keys were changed")
	}
	runCommand("keys", "reseal").expect(t, 0, "Sealed 0 rows and 1 dialogues in Redis anew.")
	runCommand("keys", "retire").expect(t, 0, "Dropped 1 older keys. Destroy every copy of the keyring")
	runCommand("application", "show", receipt.String()).expect(t, 0, receipt.String())
	old, err := identity.NewVault(older)
	if err != nil {
		t.Fatal(err)
	}
	copyOfBefore := old.Seal("workers:nik:1", []byte(recordtest.NIK(t, 1).Reveal()))
	if plain, err := readVault(t, path).Open("workers:nik:1", copyOfBefore); err == nil {
		t.Errorf("an older copy of the database can be read: %d bytes", len(plain))
	}
	facts, err := postgres.New(openPool(t, setting(t, "DATABASE_URL")), readVault(t, path)).
		Facts(t.Context(), record.Query{Person: recordtest.Account(1), Applications: true})
	if err != nil || facts.Applications[0].Name != "Siti" {
		t.Errorf("after all that the records do not open: %v", err)
	}
}

func setting(t *testing.T, name string) string {
	t.Helper()
	s, err := loadSettings()
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{"KEYRING_FILE": s.KeyringFile, "DATABASE_URL": s.DatabaseURL.Reveal()}[name]
}
