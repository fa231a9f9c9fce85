package reading

import (
	"testing"
	"time"
)

// atNoon is a Wednesday.
var atNoon = time.Date(2026, time.November, 25, 12, 0, 0, 0, time.FixedZone("WITA", 8*60*60))

func TestMoment(t *testing.T) {
	for text, want := range map[string]string{
		"tadi pagi": "2026-11-25T05:00 rough", "barusan": "2026-11-25T12:00", "baru saja pak": "2026-11-25T12:00",
		"2 jam lalu": "2026-11-25T10:00", "dua jam yang lalu": "2026-11-25T10:00", "setengah jam yg lalu": "2026-11-25T11:30",
		"30 menit yang lalu": "2026-11-25T11:30", "sejam yang lalu": "2026-11-25T11:00", "2 hours ago": "2026-11-25T10:00",
		"semalam": "2026-11-24T18:00 rough", "tadi malam jam 9": "2026-11-24T21:00", "tadi malam": "2026-11-24T18:00 rough",
		"kemarin": "2026-11-24T00:00 rough", "kemarin jam 3 sore": "2026-11-24T15:00", "kemarin sore": "2026-11-24T15:00 rough",
		"kemarin jam 3": "2026-11-24T15:00 hour", "jam 3": "2026-11-25T03:00", "tadi jam 8": "2026-11-25T08:00", "pukul 07.30": "2026-11-25T07:30",
		"tadi pagi sekitar jam setengah delapan": "2026-11-25T07:30", "jam delapan pagi": "2026-11-25T08:00", "kemarin jam 10 malam": "2026-11-24T22:00",
		"senin": "2026-11-23T00:00 rough", "hari senin jam 9 pagi": "2026-11-23T09:00", "hari rabu lalu": "2026-11-18T00:00 rough",
		"24 November 2026 pukul 15.30": "2026-11-24T15:30", "24/11/2026 15:30": "2026-11-24T15:30", "kemarin lusa": "2026-11-23T00:00 rough",
		"3 hari lalu": "2026-11-22T00:00 rough", "yesterday at 3 pm": "2026-11-24T15:00", "this morning": "2026-11-25T05:00 rough",
		"last night": "2026-11-24T18:00 rough", "kemarin siang jam 11": "2026-11-24T11:00", "kemarin jam 1 siang": "2026-11-24T13:00",
		"20 november": "2026-11-20T00:00 rough no_year", "semalam jam 2": "2026-11-25T02:00",
		"": "", "tidak tahu": "", "jam 5 sore": "outside", "di kebun": "", "31-02-2026": "no_such_day", "besok": "",
	} {
		read := Moment(text, atNoon)
		got := string(read.Doubt)
		if read.Certainty != Unread {
			got = read.At.Format("2006-01-02T15:04")
			if read.Rough {
				got += " rough"
			}
			if read.Certainty == Guess {
				got += " " + string(read.Doubt)
			}
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func FuzzMoment(f *testing.F) {
	f.Add("tadi malam jam 9")
	f.Add("24/11/2026 15:30")
	f.Fuzz(func(t *testing.T, text string) {
		if read := Moment(text, atNoon); read.Certainty != Unread && read.At.After(atNoon) {
			t.Errorf("%q is to come: %s", text, read.At)
		}
	})
}
