package recordtest

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/record"
)

// testRoll has a worker with an account of his own and a helper's, one whom a helper registered, and one from a village's list.
func testRoll(t *testing.T, s Store) {
	siti, helper := Account(1), Account(9)
	apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1)))
	apply(t, s, "k2", record.SetLanguage{By: siti, Language: "en"}, record.SetReachable{By: siti, At: Noon})
	asked := apply(t, s, "k3", record.AskToHelp{By: helper, At: Noon, Kind: record.HelperRT, Name: "Slamet", Village: "64.02.06.1001"})
	apply(t, s, "k4", record.AnswerHelper{Officer: Officer, At: Noon, Number: asked.Helper, State: record.HelperAdmitted})
	helped := Filing(t, helper, "r2", NIK(t, 2))
	helped.Relation = record.RelationHelper
	apply(t, s, "k5", helped)
	apply(t, s, "k6", record.ProposeWorker{By: Officer, At: Noon, Worker: Filing(t, siti, "", NIK(t, 3)).Worker})

	all := roll(t, s)
	if len(all) != 3 {
		t.Fatalf("%d workers are in the roll", len(all))
	}
	first := all[0]
	if first.Receipt == 0 || first.Name != "Siti" || first.Income == 0 || first.District == "" || first.PhoneOwner == "" || first.Since.IsZero() {
		t.Errorf("the first is not whole: %+v", first)
	}
	accounts := []record.Account{{Contact: siti.ID, Relation: record.RelationSelf, Since: Noon, Language: "en", Reachable: false}}
	if diff := cmp.Diff(accounts, normal(first.Accounts)); diff != "" {
		t.Errorf("his accounts (-want +got):\n%s", diff)
	}
	if account, ok := all[1].Account(); !ok || account.Contact != helper.ID || account.Relation != record.RelationHelper || !account.Reachable {
		t.Errorf("the second is told on %+v", account)
	}
	if _, ok := all[2].Account(); ok {
		t.Errorf("the third has the accounts %+v", all[2].Accounts)
	}

	if page, err := s.Roll(t.Context(), all[0].ID, 1); err != nil || len(page) != 1 || page[0].ID != all[1].ID {
		t.Errorf("after the first comes %+v, %v", page, err)
	}
	some, err := s.RollOf(t.Context(), []int64{all[2].ID, all[0].ID, 4711})
	if err != nil || len(some) != 2 || some[0].ID != all[0].ID || some[1].ID != all[2].ID {
		t.Errorf("two of them are %+v, %v", some, err)
	}
	if none, err := s.RollOf(t.Context(), nil); err != nil || len(none) > 0 {
		t.Errorf("none of them are %+v, %v", none, err)
	}

	filed := Filing(t, siti, "", NIK(t, 1)).Worker
	want := map[int64]record.Worker{all[0].ID: {
		Name: filed.Name, Phone: filed.Phone, PhoneOwner: filed.PhoneOwner, Neighbourhood: filed.Neighbourhood, Address: filed.Address, VillageText: filed.VillageText,
	}}
	particulars, err := s.Particulars(t.Context(), []int64{all[0].ID, 4711})
	if diff := cmp.Diff(want, particulars, numbers); diff != "" || err != nil {
		t.Errorf("particulars (-want +got): %v\n%s", err, diff)
	}
}

func roll(t *testing.T, s Store) []record.Enrolled {
	t.Helper()
	all, err := s.Roll(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// normal has times in UTC, and nothing where there is nothing.
func normal(accounts []record.Account) []record.Account {
	for i := range accounts {
		accounts[i].Since = accounts[i].Since.UTC()
		if len(accounts[i].Stopped) == 0 {
			accounts[i].Stopped = nil
		}
	}
	return accounts
}

func testSubscriptions(t *testing.T, s Store) {
	siti := Account(1)
	receipt := apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1))).Receipt
	set := func(key string, kind record.Subscription, on bool) {
		t.Helper()
		wantOutcome(t, s, key, record.SetSubscription{By: siti, At: Noon, Kind: kind, On: on, Version: "2"}, record.Outcome{Name: record.OutcomeAnswered})
	}
	want := func(unreminded bool, stopped ...record.Subscription) {
		t.Helper()
		e := roll(t, s)[0]
		if got := e.Accounts[0].Stopped; e.Unreminded != unreminded || len(got)+len(stopped) > 0 && !slices.Equal(got, stopped) {
			t.Errorf("is unreminded: %t, has stopped %v, want %t and %v", e.Unreminded, got, unreminded, stopped)
		}
		if got := facts(t, s, record.Query{Person: siti, Stopped: true}).Stopped; len(got)+len(stopped) > 0 && !slices.Equal(got, stopped) {
			t.Errorf("knows that it has stopped %v, want %v", got, stopped)
		}
	}
	want(false)
	set("k2", record.News, false)
	want(false, record.News)
	set("k3", record.Contribution, false)
	want(true, record.Contribution, record.News)
	set("k4", record.News, true)
	if e := roll(t, s)[0]; e.Withdrawn || !e.WantsNews(e.Accounts[0]) {
		t.Error("who has stopped reminders is told no news")
	}
	set("k5", record.Contribution, true)
	want(false)
	apply(t, s, "k6", record.SetConsent{By: siti, At: Noon, Receipt: receipt, Purpose: record.PurposeReminders, Version: "2"})
	want(true)
	set("k7", record.Contribution, true)
	want(false)
	set("k7-off", record.Contribution, false)
	want(true, record.Contribution)
	apply(t, s, "k7-given", record.SetConsent{By: siti, At: Noon, Receipt: receipt, Purpose: record.PurposeReminders, Version: "2", Given: true})
	want(false)
	set("k7-stop", record.Contribution, false)
	second := apply(t, s, "k7-second", Filing(t, siti, "r2", NIK(t, 2))).Receipt // whose reminders are agreed to anew
	apply(t, s, "k7-again", record.SetConsent{By: siti, At: Noon, Receipt: second, Purpose: record.PurposeReminders, Version: "2", Given: true})
	want(true)
	set("k7-all", record.Contribution, true)
	want(false)
	apply(t, s, "k8", record.SetConsent{By: siti, At: Noon, Receipt: receipt, Purpose: record.PurposeProcessing, Version: "2"})
	want(true)
	if !roll(t, s)[0].Withdrawn {
		t.Error("he has not withdrawn")
	}
	wantOutcome(t, s, "k9", record.SetSubscription{By: Account(2), At: Noon, Kind: record.News}, record.Outcome{Name: record.OutcomeAnswered})
	if got := facts(t, s, record.Query{Person: Account(2), Stopped: true}).Stopped; !slices.Equal(got, []record.Subscription{record.News}) {
		t.Errorf("an account without workers has stopped %v", got)
	}
}

func testAnnouncements(t *testing.T, s Store) {
	announce := func(a record.Announcement) record.Announcement {
		t.Helper()
		kept, err := s.Announce(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		return kept
	}
	news := record.Announcement{About: "broadcast:1", Kind: record.News, Title: "Kartu", At: Noon}
	first := announce(news)
	if _, err := record.ParseCode(first.Code.String()); err != nil {
		t.Error(err)
	}
	news.Title, news.At = "Kartu baru", Noon.Add(time.Hour)
	again := announce(news)
	if again.Code != first.Code || again.Title != "Kartu baru" || !again.At.Equal(Noon) {
		t.Errorf("the same again is %+v, was %+v", again, first)
	}
	if other := announce(record.Announcement{About: "reminders:2026-12-15", Kind: record.Contribution, At: Noon}); other.Code == first.Code {
		t.Errorf("two have the code %s", first.Code)
	}
	wantFacts(t, s, record.Query{Person: Account(1), Code: first.Code}, record.Facts{Announcement: again})
	wantFacts(t, s, record.Query{Person: Account(1), Code: record.NewCode()}, record.Facts{})
}

// testVerifiedCodes asks for codes until it has to wait, which a code that is one does not end.
func testVerifiedCodes(t *testing.T, s Store) {
	kept, err := s.Announce(t.Context(), record.Announcement{About: "broadcast:1", Kind: record.News, At: Noon})
	if err != nil {
		t.Fatal(err)
	}
	none := record.Code("AAAAA3")
	if none == kept.Code {
		none = "AAAAA4"
	}
	verify := func(key string, n int, at time.Time, code record.Code, want record.Outcome) {
		t.Helper()
		wantOutcome(t, s, key, record.VerifyCode{By: Account(n), At: at, Code: code}, want)
	}
	yes, no := record.Outcome{Name: record.OutcomeAnswered}, record.Outcome{Name: record.OutcomeNoMatch}
	wait := record.Outcome{Name: record.OutcomeWait, Until: Noon.Add(15 * time.Minute)}
	verify("k1", 1, Noon, kept.Code, yes)
	verify("k2", 1, Noon, none, no)
	verify("k3", 1, Noon, none, no)
	verify("k4", 1, Noon, kept.Code, yes)
	verify("k5", 1, Noon, none, no)
	verify("k6", 1, Noon, kept.Code, wait)
	verify("k7", 1, Noon.Add(time.Minute), none, wait)
	verify("k8", 2, Noon, kept.Code, yes)
	verify("k9", 1, Noon.Add(15*time.Minute), kept.Code, yes)
}
