package broadcast_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/broadcast"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
)

func kukar(t testing.TB) *region.Region {
	t.Helper()
	r, err := region.Load(programme.Default().RegencyCode)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// known is a worker of a village with these accounts.
func known(id int64, accounts ...record.Account) record.Enrolled {
	return record.Enrolled{
		ID: id, Village: "64.02.06.1001", District: "64.02.06", Accounts: accounts,
		Standing: record.Standing{
			Receipt: record.Receipt(id), Name: "Siti", State: record.StateReceived, Occupation: "ojek", Since: civil.Date{Year: 2026, Month: 11, Day: 1},
		},
	}
}

func own(contact string) record.Account {
	return record.Account{Contact: contact, Relation: record.RelationSelf, Reachable: true}
}

func helps(contact string) record.Account {
	return record.Account{Contact: contact, Relation: record.RelationHelper, Reachable: true}
}

func TestMuster(t *testing.T) {
	p := programme.Default()
	m := &broadcast.Muster{
		Broadcast: record.Broadcast{Texts: map[string]string{"id": "Halo {nama} di {desa}"}}, PerWeek: 2, Had: map[string]int{"tg:had": 2, "tg:one": 1},
		Lookup: broadcast.Lookup{Tariff: jamsostek.Law(), Holidays: p.Holidays(), Region: kukar(t), Day: civil.Date{Year: 2026, Month: 11, Day: 23}},
	}
	blocked, stopped, withdrawn, reminders := own("tg:blocked"), own("tg:stopped"), known(6, own("tg:withdrawn")), known(7, own("tg:reminders"))
	blocked.Reachable = false
	stopped.Stopped = []record.Subscription{record.News}
	withdrawn.Unreminded, withdrawn.Withdrawn = true, true
	reminders.Unreminded, reminders.Accounts[0].Stopped = true, []record.Subscription{record.Contribution}
	nowhere, dead := known(8, own("tg:nowhere")), known(9, own("tg:dead"))
	nowhere.Village = ""
	dead.Left, dead.LeftOn = jamsostek.LeftDied, civil.Date{Year: 2026, Month: 11, Day: 20}
	for _, e := range []record.Enrolled{
		known(1, own("tg:1")), known(2), known(3, blocked), known(4, stopped), known(5, own("tg:had")), withdrawn, reminders, nowhere, dead,
		known(10, helps("tg:helper")), known(11, helps("tg:helper")), known(12, own("tg:helper")), known(13, own("tg:one")),
		known(14, blocked, helps("tg:nobody-helps")),
	} {
		m.Add(e)
	}
	const village = "64.02.06.1001"
	want := []record.Recipient{
		{Contact: "tg:1", Worker: 1, Village: village}, {Contact: "tg:reminders", Worker: 7, Village: village},
		{Contact: "tg:helper", Worker: 12, Village: village}, // for himself rather than for one he helps
		{Contact: "tg:one", Worker: 13, Village: village}, {Contact: "tg:nobody-helps", Worker: 14, Village: village},
	}
	if diff := cmp.Diff(want, m.Recipients); diff != "" {
		t.Errorf("recipients (-want +got):\n%s", diff)
	}
	reach := record.Reach{Planned: 5, Left: map[string]int{
		record.SkipNoAccount: 1, record.SkipUnreachable: 1, record.SkipStopped: 2, record.SkipCapped: 1, record.SkipUnfilled: 1,
		record.SkipDuplicate: 2,
	}}
	if diff := cmp.Diff(reach, m.Reach); diff != "" {
		t.Errorf("reach (-want +got):\n%s", diff)
	}
}
