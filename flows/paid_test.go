package flows_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

var receiptPhoto = chat.File{ID: "tg:AgAC", Type: "image/jpeg", Size: 4711}

// reporting is somebody who reports a payment, with the facts that are known of him at every message.
func reporting(t *testing.T, known record.Facts, contents ...chat.Content) dialogue.Turn {
	t.Helper()
	b, _ := book(t)
	var turn dialogue.Turn
	now := date("2026-11-23").In(time.UTC)
	for _, content := range contents {
		now = now.Add(time.Minute)
		turn = b.Advance(turn.State, dialogue.Event{
			In: chat.Incoming{Key: "k", Chat: "tg:1", From: chat.Person{ID: "tg:1"}, At: now, Content: content}, Now: now, Facts: &known,
		})
	}
	return turn
}

func typing(text string) chat.Content { return chat.Text{Text: text} }

func asked(turn dialogue.Turn) string {
	if turn.State.Talk == nil {
		return ""
	}
	return turn.State.Talk.Asked
}

// Only what is not known is asked: whose it is where the account is several workers, whether it is a receipt where a photo came unasked.
func TestPaidAsksOnlyWhatIsNotKnown(t *testing.T) {
	one := regencyUntil2026(farmer)
	two := regencyUntil2026(farmer)
	two.Insured = append(two.Insured,
		record.Insured{Receipt: 18, Name: "Udin", Known: jamsostek.Known{Terms: rider}},
		record.Insured{Receipt: 19, Name: "Warga", Relation: record.RelationHelper, Known: jamsostek.Known{Terms: rider}},
	)
	photo := chat.Media{Kind: chat.MediaPhoto, File: receiptPhoto}
	named := chat.Tap{Query: "q", Press: chat.Press{Kind: chat.PressOpen, Flow: "paid", Value: "JE-000018-2"}}
	for name, test := range map[string]struct {
		known    record.Facts
		contents []chat.Content
		asks     string
	}{
		"by words":                     {one, []chat.Content{typing("sudah bayar")}, "proof"},
		"one worker":                   {one, []chat.Content{typing("sudah bayar"), photo}, "month"},
		"two workers":                  {two, []chat.Content{typing("sudah bayar"), photo}, "worker"},
		"two workers, named":           {two, []chat.Content{named, typing("tidak ada")}, "month"},
		"a photo":                      {one, []chat.Content{photo}, "photo"},
		"a photo, the receipt":         {one, []chat.Content{photo, typing("ya")}, "month"},
		"a photo, the receipt, of two": {two, []chat.Content{photo, typing("iya")}, "worker"},
		"a photo, not the receipt":     {one, []chat.Content{photo, typing("bukan")}, ""},
		"a photo of nobody":            {record.Facts{}, []chat.Content{photo}, ""},
		"sudah alone":                  {one, []chat.Content{typing("sudah")}, ""},
		"belum":                        {one, []chat.Content{typing("blm bayar")}, ""},
	} {
		if got := asked(reporting(t, test.known, test.contents...)); got != test.asks {
			t.Errorf("%s: it asks %q, not %q", name, got, test.asks)
		}
	}
}

func TestPaidReportsTheMonths(t *testing.T) {
	photo := chat.Media{Kind: chat.MediaPhoto, File: receiptPhoto}
	two := regencyUntil2026(farmer)
	two.Insured = append(two.Insured, record.Insured{Receipt: 18, Name: "Udin", Known: jamsostek.Known{Terms: rider}})
	for name, test := range map[string]struct {
		contents []chat.Content
		want     record.ReportPayment
	}{
		"one month, with the photo": {
			[]chat.Content{photo, typing("ya"), typing("siti"), typing("januari")},
			record.ReportPayment{Receipt: 17, First: month("2027-01"), Months: 1, Evidence: receiptPhoto},
		},
		"several, without": {
			[]chat.Content{typing("udh byr"), typing("ga ada"), typing("udin"), typing("beberapa bulan"), typing("6"), typing("Desember 2026")},
			record.ReportPayment{Receipt: 18, First: month("2026-12"), Months: 6},
		},
	} {
		turn := reporting(t, two, test.contents...)
		test.want.By, test.want.At = chat.Person{ID: "tg:1"}, date("2026-11-23").In(time.UTC).Add(time.Duration(len(test.contents))*time.Minute)
		if len(turn.Effects) != 1 {
			t.Errorf("%s: %d effects at %q", name, len(turn.Effects), asked(turn))
			continue
		}
		got := turn.Effects[0].(record.ReportPayment)
		got.At = got.At.UTC()
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// What people answer to "are you a member already?" reports no payment.
func TestSudahBayarAnswersTheQuestionOnTheScreen(t *testing.T) {
	b, _ := book(t)
	state := registered(t, b, len(register)-2)
	if state.Talk.Asked != "member" {
		t.Fatalf("it asks %s", state.Talk.Asked)
	}
	for text, answer := range map[string]string{"sudah bayar": "yes", "blm bayar": "no"} {
		now := time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)
		turn := b.Advance(state, dialogue.Event{In: chat.Incoming{Key: "k", At: now, Content: typing(text)}, Now: now, Facts: &record.Facts{}})
		if got := turn.State.Talk.Answers["member"].Value; turn.State.Talk.Flow != "register" || got != answer {
			t.Errorf("%q: %s, %q", text, turn.State.Talk.Flow, got)
		}
	}
}
