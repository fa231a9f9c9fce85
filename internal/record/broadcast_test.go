package record_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

func month(y int, m time.Month) civil.Month { return civil.Month{Year: y, Month: m} }

func TestAudienceFits(t *testing.T) {
	e := record.Enrolled{
		Standing: record.Standing{Receipt: 17, State: record.StateDecreed, Occupation: "ojek"}, Village: "64.02.06.1001", District: "64.02.06",
		Accounts: []record.Account{
			{Contact: "tg:1", Relation: record.RelationSelf, Language: "en", Reachable: true},
			{Contact: "tg:2", Relation: record.RelationHelper, Reachable: true},
		},
	}
	cover := jamsostek.Cover{State: jamsostek.CoverSponsored, Until: month(2026, 12)}
	for name, c := range map[string]struct {
		audience record.Audience
		want     bool
	}{
		"everybody":          {record.Audience{}, true},
		"state":              {record.Audience{States: []record.ApplicationState{record.StateReceived, record.StateDecreed}}, true},
		"another state":      {record.Audience{States: []record.ApplicationState{record.StateReceived}}, false},
		"cover":              {record.Audience{Covers: []jamsostek.CoverState{jamsostek.CoverSponsored}}, true},
		"another cover":      {record.Audience{Covers: []jamsostek.CoverState{jamsostek.CoverSelf}}, false},
		"ends in its months": {record.Audience{EndsFrom: month(2026, 12), EndsTo: month(2026, 12)}, true},
		"ends before":        {record.Audience{EndsFrom: month(2027, 1)}, false},
		"ends after":         {record.Audience{EndsTo: month(2026, 11)}, false},
		"district":           {record.Audience{Districts: []string{"64.02.06"}}, true},
		"another district":   {record.Audience{Districts: []string{"64.02.07"}}, false},
		"village":            {record.Audience{Villages: []string{"64.02.06.1001"}}, true},
		"another village":    {record.Audience{Districts: []string{"64.02.06"}, Villages: []string{"64.02.06.1002"}}, false},
		"occupation":         {record.Audience{Occupations: []string{"ojek"}}, true},
		"another occupation": {record.Audience{Occupations: []string{"farmer"}}, false},
		"sector":             {record.Audience{Sectors: []jamsostek.Sector{jamsostek.Transport}}, true},
		"another sector":     {record.Audience{Sectors: []jamsostek.Sector{jamsostek.Others}}, false},
		"language":           {record.Audience{Languages: []string{"en"}}, true},
		"another language":   {record.Audience{Languages: []string{"id"}}, false},
		"helpers' language":  {record.Audience{Languages: []string{"id"}, Relations: []record.Relation{record.RelationHelper}}, true},
		"receipts":           {record.Audience{Receipts: []record.Receipt{16, 17}}, true},
		"other receipts":     {record.Audience{Receipts: []record.Receipt{18}}, false},
	} {
		if got := c.audience.Fits(e, cover); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
	if (record.Audience{EndsTo: month(2026, 11)}).Fits(e, jamsostek.Cover{}) {
		t.Error("who never was covered is among those whose cover ends")
	}
	if account, _ := (record.Audience{Relations: []record.Relation{record.RelationHelper}}).Account(e); account.Contact != "tg:2" {
		t.Errorf("of the helpers %s is told", account.Contact)
	}
	own := e
	own.Accounts = own.Accounts[:1]
	if (record.Audience{Relations: []record.Relation{record.RelationHelper}}).Fits(own, cover) {
		t.Error("a worker without a helper is among those of helpers")
	}
	e.Left = jamsostek.LeftDied
	if (record.Audience{}).Fits(e, cover) {
		t.Error("the dead are told news")
	}
}

func TestCheckBroadcastText(t *testing.T) {
	hosts := []string{"kukarkab.go.id"}
	for text, want := range map[string][]string{
		"Halo {nama}, {nomor} sampai {sampai}: {jumlah} di {desa}. { NAMA }": nil,
		"  ":                    {"broadcast.wrong.empty"},
		"Halo {name} dan {nik}": {"broadcast.wrong.variable {name}", "broadcast.wrong.variable {nik}"},
		"Lihat https://distransnaker.kukarkab.go.id/a":       nil,
		"Lihat kukarkab.go.id":                               nil,
		"Buka https://bit.ly/3xyz":                           {"broadcast.wrong.link https://bit.ly"},
		"Buka kukarkab.go.id.penipu.com":                     {"broadcast.wrong.link kukarkab.go.id.penipu.com"},
		"Buka https://kukarkab.go.id@penipu.com/x":           {"broadcast.wrong.link https://kukarkab.go.id@penipu.com"},
		"Buka https://kukarkab.go.id:443@penipu.com":         {"broadcast.wrong.link https://kukarkab.go.id:443@penipu.com"},
		"Buka https://palsukukarkab.go.id":                   {"broadcast.wrong.link https://palsukukarkab.go.id"},
		"tg://resolve?domain=x":                              {"broadcast.wrong.link tg://resolve"},
		"Hubungi @petugas_palsu":                             {"broadcast.wrong.link @petugas_palsu"},
		"Buka t.me/petugas":                                  {"broadcast.wrong.link t.me"},
		"http://103.1.2.3/bayar":                             {"broadcast.wrong.link http://103.1.2.3"},
		"Iuran Rp16.800, pukul 08.00 s.d. 15.00. Datang ya.": nil,
		strings.Repeat("a", 3897):                            {"broadcast.wrong.long"},
		strings.Repeat("a", 3896):                            nil,
		strings.Repeat("😀", 1949):                            {"broadcast.wrong.long"}, // two units each
		strings.Repeat("a", 3867) + "{nama}":                 {"broadcast.wrong.long"}, // with the longest name
		strings.Repeat("a", 3866) + "{nama}":                 nil,
	} {
		var got []string
		for _, wrong := range record.CheckBroadcastText(text, false, hosts) {
			what := wrong.Key
			for _, name := range []string{"Name", "Link"} {
				if arg, ok := wrong.Args[name]; ok {
					what += " " + arg.Text
				}
			}
			got = append(got, what)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%.50q (-want +got):\n%s", text, diff)
		}
	}
	if wrong := record.CheckBroadcastText(strings.Repeat("a", 825), true, nil); len(wrong) != 1 || *wrong[0].Args["Over"].Number != 1 {
		t.Errorf("under a picture: %+v", wrong)
	}
}

func TestBroadcastWords(t *testing.T) {
	b := record.Broadcast{
		Texts: map[string]string{"id": "Halo {nama}! <b>{jumlah}</b>", "en": "Hello {nama}"}, Code: "K7M3QP", Opens: []string{"status"}, Photo: "photo",
	}
	e := record.Enrolled{Standing: record.Standing{Receipt: 17, Name: "Siti"}}
	cover := jamsostek.Cover{Until: month(2026, 12), Next: jamsostek.Contribution{JKK: 10_000, JKM: 6_800}}
	words, filled := b.Words("", record.ValuesOf(e, cover, "Rekaan"))
	want := chat.Words{
		Key: "broadcast.said", Photo: "photo", Args: chat.Args{
			"Code": chat.Literal("K7M-3QP"),
			"Text": chat.Joined(chat.Literal("Halo "), chat.Literal("Siti"), chat.Literal("! <b>"), chat.Rupiah(16_800), chat.Literal("</b>")),
		},
		Options: []chat.Option{
			{Label: chat.Message("open.status"), Press: chat.Press{Kind: chat.PressOpen, Flow: "status"}},
			{Label: chat.Message("broadcast.stop"), Press: chat.Press{Kind: chat.PressOpen, Flow: "pengingat", Value: "news"}},
		},
	}
	if diff := cmp.Diff(want, words); diff != "" || !filled {
		t.Errorf("filled: %t, (-want +got):\n%s", filled, diff)
	}
	if _, filled := b.Words("id", record.ValuesOf(e, jamsostek.Cover{}, "")); filled {
		t.Error("an amount that is not known is filled")
	}
	if words, filled := b.Words("en", record.ValuesOf(e, jamsostek.Cover{}, "")); !filled || words.Args["Text"].Parts[0].Text != "Hello " {
		t.Errorf("in English it is %+v, %t", words, filled)
	}
	if all := b.Preview(); len(all) != 2 || all[0].Photo != "photo" {
		t.Errorf("the preview is %+v", all)
	}
	press := b.BroadcastPress("start")
	if read, ok := chat.ParsePress(press.String()); !ok || read.Value != "start.0.0" || read.Flow != "siaran-act" {
		t.Errorf("a button carries %q", press)
	}
}
