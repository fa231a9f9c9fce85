package reading

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"jagaetam/internal/civil"
)

// MomentReading is when something happened, as somebody tells it.
//
//	Sure    At is what was meant; where Rough is set, the earliest that it can have been.
//	Guess   At is likely; ask back. Doubt is DoubtHour, for a clock without morning or afternoon, or one of a DateReading.
//	Unread  nothing was found, or Doubt says what: DoubtOutside for a time to come, or one of a DateReading.
type MomentReading struct {
	At        time.Time
	Rough     bool
	Certainty Certainty
	Doubt     Doubt
}

// DoubtHour is a clock that may be of the morning or of the afternoon: "jam 3".
const DoubtHour Doubt = "hour"

// oldestMoment is how many days may have passed since something that is told by its hour.
const oldestMoment = 5 * 366

var (
	// agoForm is "2 jam lalu", "setengah jam yang lalu", "30 menit yg lalu", "2 hours ago".
	agoForm = regexp.MustCompile(`\b(\d{1,3}|se|setengah|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)\s*(jam|menit|mnt|hour|hours|minutes|minute)\s+(?:yang |yg )?(?:lalu|tadi|ago)\b`)
	// clockForm is "jam 3", "pukul 15.30", "jam setengah delapan", "at 3".
	clockForm = regexp.MustCompile(`\b(?:jam|jm|pukul|pkl|pk|at)\s*(setengah\s+)?(\d{1,2}|[a-z]+(?:\s+belas)?)(?:\s*[.:]\s*(\d{2}))?\b`)
	// bareClock is "15:30", which no date looks like.
	bareClock = regexp.MustCompile(`()\b(\d{1,2}):(\d{2})\b`)
	englishAM = regexp.MustCompile(`\b(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm)\b`)
	yesterday = regexp.MustCompile(`\b(semalam|tadi malam|td malam|malam tadi|last night)\b`)
	dayPart   = regexp.MustCompile(`\b(dini hari|subuh|pagi|siang|sore|petang|maghrib|magrib|malam|morning|noon|afternoon|evening|night)\b`)
	justNow   = regexp.MustCompile(`^(barusan|baru|baru saja|baru aja|baru tadi|sekarang|just now|now|barusan saja)$`)
	weekday   = regexp.MustCompile(`^(?:hari )?(senin|selasa|rabu|kamis|jumat|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: (?:lalu|kemarin|yang lalu|yg lalu|tadi|ini|last))?$`)
)

// parts are the times of the day: from which hour on, and whether its clock counts from noon.
var parts = map[string]struct {
	from      int
	afternoon bool
}{
	"dini hari": {0, false}, "subuh": {4, false}, "pagi": {5, false}, "morning": {5, false}, "siang": {10, true}, "noon": {11, true},
	"sore": {15, true}, "petang": {17, true}, "afternoon": {12, true}, "maghrib": {18, true}, "magrib": {18, true}, "malam": {18, true},
	"evening": {17, true}, "night": {18, true},
}

var weekdays = map[string]time.Weekday{
	"senin": 1, "selasa": 2, "rabu": 3, "kamis": 4, "jumat": 5, "sabtu": 6, "minggu": 0, "ahad": 0,
	"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 0,
}

// Moment reads when something happened, in now's zone: "tadi pagi", "kemarin jam 3 sore", "semalam", "2 jam lalu", "senin", "12 November
// pukul 15.30". Where only a part of the day was told, or only the day, it is the earliest that it can have been, so that a deadline that is
// counted from it is never told too late.
func Moment(text string, now time.Time) MomentReading {
	rest := " " + collapse(plain(text)) + " "
	if m := agoForm.FindStringSubmatch(rest); m != nil {
		return MomentReading{At: now.Add(-span(m[1], m[2])).Truncate(time.Minute), Certainty: Sure}
	}
	if justNow.MatchString(strings.Join(without(words(rest), courtesy), " ")) {
		return MomentReading{At: now.Truncate(time.Minute), Certainty: Sure}
	}
	var c clock
	rest = c.take(rest)
	day, found := dayOf(rest, c, now)
	if found.Certainty == Unread {
		return MomentReading{Doubt: found.Doubt}
	}
	return c.on(day, now, found)
}

// span is how long ago something was.
func span(count, unit string) time.Duration {
	each := time.Hour
	if strings.HasPrefix(unit, "m") {
		each = time.Minute
	}
	switch n, err := strconv.Atoi(count); {
	case count == "setengah":
		return each / 2
	case count == "se":
		return each
	case err == nil:
		return time.Duration(n) * each
	}
	return time.Duration(numerals[count]) * each
}

// clock is what was told of the time of the day.
type clock struct {
	minutes int // since midnight; -1 where no clock was told
	part    string
	night   bool // "semalam": the evening of the day before
}

// take reads the time of the day, and leaves what is said of the day.
func (c *clock) take(text string) string {
	c.minutes = -1
	if m := englishAM.FindStringSubmatch(text); m != nil && number(m[1]) <= 12 {
		c.minutes, c.part = number(m[1])%12*60+number(m[2]), "morning"
		if m[3] == "pm" {
			c.part = "night"
		}
		text = englishAM.ReplaceAllString(text, " ")
	}
	for _, form := range []*regexp.Regexp{clockForm, bareClock} {
		if m := form.FindStringSubmatch(text); m != nil && c.minutes < 0 {
			hour := number(m[2])
			if m[2][0] < '0' || m[2][0] > '9' {
				hour, _ = smallNumber(strings.Fields(m[2]))
			}
			if hour <= 24 && number(m[3]) < 60 && (hour > 0 || m[2][0] == '0') {
				if c.minutes = hour%24*60 + number(m[3]); strings.TrimSpace(m[1]) != "" {
					c.minutes -= 30 // "setengah delapan" is half past seven
				}
				text = strings.Replace(text, m[0], " ", 1)
			}
		}
	}
	if yesterday.MatchString(text) {
		c.night = true
		text = yesterday.ReplaceAllString(text, " ")
	}
	if m := dayPart.FindString(text); m != "" && c.part == "" {
		c.part = m
		text = strings.Replace(text, m, " ", 1)
	}
	return text
}

// dayOf is the day that the rest of the words name; today where they name none but the hour was told.
func dayOf(rest string, c clock, now time.Time) (civil.Date, DateReading) {
	today := civil.DateOf(now)
	named := strings.Join(without(words(rest), courtesy, dayTalk, hourTalk), " ")
	sure := DateReading{Certainty: Sure}
	switch m := weekday.FindStringSubmatch(strings.Join(without(words(rest), courtesy, hourTalk), " ")); {
	case m != nil:
		back := (int(now.Weekday()) - int(weekdays[m[1]]) + 7) % 7
		if back == 0 && strings.Contains(m[0], " ") && !strings.HasSuffix(m[0], " ini") {
			back = 7
		}
		return today.AddDays(-back), sure
	case c.night && named == "":
		return today.AddDays(-1), sure
	case named == "" && (c.minutes >= 0 || c.part != ""), slices.Contains([]string{"tadi", "td", "today", "hari ini", "ini", "this"}, named):
		return today, sure
	}
	found := Date(named, today, Between{First: today.AddDays(-oldestMoment), Last: today})
	return found.Date, found
}

// hourTalk is said around the time of a day.
var hourTalk = set(`sekitar sekitaran kira kiranya kira2 kurang lebih kejadian kejadiannya terjadi waktu pas sktr wita wib at in the on about around`)

// on is the moment on a day.
func (c clock) on(day civil.Date, now time.Time, found DateReading) MomentReading {
	at := func(minutes int) time.Time {
		return time.Date(day.Year, day.Month, day.Day, minutes/60, minutes%60, 0, 0, now.Location())
	}
	read := MomentReading{Certainty: found.Certainty, Doubt: found.Doubt}
	part, hasPart := parts[c.part]
	if c.night {
		part, hasPart = parts["malam"], true
	}
	switch {
	case c.minutes < 0 && hasPart:
		read.At, read.Rough = at(part.from*60), true
	case c.minutes < 0:
		read.At, read.Rough = at(0), true
	case c.night && c.minutes >= 0 && c.minutes < 4*60: // "semalam jam 2" is of the night that followed
		read.At = at(c.minutes + 24*60)
	case hasPart && part.afternoon && c.minutes < 12*60 && !(part.from == 10 && c.minutes >= 9*60):
		read.At = at(c.minutes + 12*60)
	case hasPart, c.minutes >= 7*60, c.minutes < 60:
		read.At = at(c.minutes)
	default: // of three o'clock without more, people who work mean the afternoon
		read.At = at(c.minutes + 12*60)
		if read.Certainty, read.Doubt = Guess, DoubtHour; read.At.After(now) {
			read.At, read.Certainty, read.Doubt = at(c.minutes), found.Certainty, found.Doubt
		}
	}
	if read.At.After(now) {
		return MomentReading{Doubt: DoubtOutside}
	}
	return read
}
