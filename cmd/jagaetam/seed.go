package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/synthetic"
)

// The people whose telephones the demo shows besides those of two who know nothing of the service yet.
const (
	coveredPhone   = 6402003
	helperPhone    = 6402004
	officerPhone   = 6402005 // admin
	colleaguePhone = 6402006 // operator and verifier
)

// seedBatch is how many made-up workers are kept at once.
const seedBatch = 100

// seeder fills the demo's database. Every part is kept once, under a key of its own, whatever was broken off.
type seeder struct {
	records *postgres.Store
	town    synthetic.Town
	now     time.Time
}

// seed fills the database of the demo with a made-up regency of so many workers and with the people of its telephones.
func (s *stage) seed(ctx context.Context, workers int, group int64, say func(string)) error {
	url := s.child.environment["DATABASE_URL"]
	if err := postgres.Migrate(ctx, url); err != nil {
		return err
	}
	given, err := loadSettings()
	if err != nil {
		return err
	}
	region, err := openRegion(given.Programme)
	if err != nil {
		return err
	}
	vault, err := openVault(s.child.environment["KEYRING_FILE"])
	if err != nil {
		return err
	}
	pool, err := postgres.Open(ctx, url)
	if err != nil {
		return err
	}
	defer pool.Close()
	now := s.clock.now()
	records := postgres.New(pool, vault)
	records.Zone = s.zone
	sow := seeder{records: records, now: now, town: synthetic.Town{
		Region: region, Now: now, Month: civil.DateOf(now.In(s.zone)).MonthOf(), By: record.CommandLine + ": demo",
	}}
	if err := sow.decrees(ctx); err != nil {
		return err
	}
	if err := sow.people(ctx); err != nil {
		return err
	}
	if err := sow.office(ctx, group); err != nil {
		return err
	}
	return sow.workers(ctx, workers, say)
}

// decrees keeps the town's decrees, or finds them where an earlier demo kept some.
func (s *seeder) decrees(ctx context.Context) error {
	kept, err := s.records.Decrees(ctx)
	if err != nil {
		return err
	}
	for _, decree := range slices.Backward(kept) { // the newest is the first
		s.town.Decrees = append(s.town.Decrees, decree.ID)
	}
	wanted := synthetic.Decrees(s.town.Month)
	for _, decree := range wanted[min(len(kept), len(wanted)):] {
		id, err := s.records.AddDecree(ctx, decree, s.town.By, s.now)
		if err != nil {
			return err
		}
		s.town.Decrees = append(s.town.Decrees, id)
	}
	return nil
}

// people makes one of the telephones that of a worker whom the present decree covers, and one that of a helper.
func (s *seeder) people(ctx context.Context) error {
	covered := synthetic.Worker(s.town.Region, synthetic.Most-1)
	covered.Name, covered.Occupation, covered.Income = "Halimah Syahrani", "fisher", 900_000
	person := func(n int) chat.Person { return chat.Person{ID: fmt.Sprintf("tg:%d", n), Language: "id"} }
	filed := record.FileApplication{
		Run: "demo", By: person(coveredPhone), At: s.now, Worker: covered, Consent: record.Consent{Version: "demo", At: s.now},
	}
	steps := append([]record.Effect{filed}, s.town.Covered(covered.NIK, synthetic.Most-1, s.town.Present())...)
	if _, err := s.records.Apply(ctx, "demo:covered", steps); err != nil {
		return err
	}
	phone, err := identity.ParsePhone("081290009004")
	if err != nil {
		return err
	}
	asked, err := s.records.Apply(ctx, "demo:helper", []record.Effect{record.AskToHelp{
		By: person(helperPhone), At: s.now, Kind: record.HelperRT, Name: "Slamet Anshari", Phone: phone, Village: covered.Village,
	}})
	if err != nil {
		return err
	}
	_, err = s.records.Apply(ctx, "demo:admitted", []record.Effect{record.AnswerHelper{
		Officer: s.town.By, At: s.now, Number: asked.Helper, State: record.HelperAdmitted,
	}})
	return err
}

// office admits the officers, and makes their group the one in which cases have topics.
func (s *seeder) office(ctx context.Context, group int64) error {
	for phone, roles := range map[int][]record.Role{
		officerPhone: {record.RoleAdmin}, colleaguePhone: {record.RoleOperator, record.RoleVerifier},
	} {
		officer := chat.Person{ID: fmt.Sprintf("tg:%d", phone), Language: "id"}
		facts, err := s.records.Facts(ctx, record.Query{Person: officer, Officer: true})
		if err != nil {
			return err
		}
		if facts.Officer.Contact != "" {
			continue
		}
		token, err := s.records.InviteOfficer(ctx, roles, nil, s.town.By, s.now)
		if err != nil {
			return err
		}
		key := "demo:officer:" + officer.ID
		if _, err := s.records.Apply(ctx, key, []record.Effect{record.JoinOffice{By: officer, At: s.now, Token: token}}); err != nil {
			return err
		}
	}
	_, err := s.records.Apply(ctx, "demo:office", []record.Effect{
		record.SetOffice{By: s.town.By, At: s.now, Chat: fmt.Sprintf("tg:%d", group)},
	})
	return err
}

// workers keeps the made-up workers in batches, each in one transaction.
func (s *seeder) workers(ctx context.Context, workers int, say func(string)) error {
	began := time.Now()
	for from := 0; from < workers; from += seedBatch {
		var all []record.Effect
		for n := from; n < min(from+seedBatch, workers); n++ {
			all = append(all, s.town.Effects(n)...)
		}
		if _, err := s.records.Apply(ctx, fmt.Sprintf("demo:workers:%d:%d", from, min(from+seedBatch, workers)), all); err != nil {
			return err
		}
		if done := from + seedBatch; done%5000 == 0 && done < workers {
			say(fmt.Sprintf("%d of %d made-up workers", done, workers))
		}
	}
	if workers >= 5000 {
		say(fmt.Sprintf("%d made-up workers in %s", workers, time.Since(began).Round(time.Second)))
	}
	return nil
}
