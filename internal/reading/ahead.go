package reading

import (
	"regexp"
	"strings"
	"time"

	"jagaetam/internal/civil"
)

// aheadDays is how many days to come a moment may be that somebody plans.
const aheadDays = 92

var (
	// dotClock is "08.30", which after a day is a clock.
	dotClock = regexp.MustCompile(`\b(\d{1,2})\.(\d{2})\s*$`)
	dayAhead = map[string]int{
		"": 0, "hari ini": 0, "ini": 0, "nanti": 0, "today": 0, "besok": 1, "bsk": 1, "besuk": 1, "tomorrow": 1, "lusa": 2,
		"day after tomorrow": 2,
	}
)

// Ahead reads a moment to come, in now's zone: "besok jam 9", "senin 08.30", "27 November pukul 10", "nanti sore". Without an hour it is the
// beginning of the day, or of the part of the day; of "jam 3" without more people who work mean the afternoon. It is false where the text
// says no moment, or one that is past or further off than three months.
func Ahead(text string, now time.Time) (time.Time, bool) {
	rest := " " + collapse(plain(text)) + " "
	var c clock
	rest = c.take(rest)
	if m := dotClock.FindStringSubmatch(strings.TrimSpace(rest)); m != nil && c.minutes < 0 && number(m[1]) < 24 && number(m[2]) < 60 {
		c.minutes = number(m[1])*60 + number(m[2])
		rest = dotClock.ReplaceAllString(strings.TrimSpace(rest), " ")
	}
	named := strings.Join(without(words(rest), courtesy, dayTalk, hourTalk), " ")
	if named == "" && c.minutes < 0 && c.part == "" && strings.TrimSpace(rest) == "" {
		return time.Time{}, false
	}
	today := civil.DateOf(now)
	on := func(day civil.Date) time.Time {
		minutes := c.ahead()
		return time.Date(day.Year, day.Month, day.Day, minutes/60, minutes%60, 0, 0, now.Location())
	}
	day := today
	if m := weekday.FindStringSubmatch(strings.Join(without(words(rest), courtesy, hourTalk, aheadTalk), " ")); m != nil {
		day = today.AddDays((int(weekdays[m[1]]) - int(now.Weekday()) + 7) % 7)
		if !on(day).After(now) {
			day = day.AddDays(7)
		}
	} else if days, ok := dayAhead[named]; ok {
		day = today.AddDays(days)
	} else {
		read := Date(named, today, Between{First: today, Last: today.AddDays(aheadDays)})
		if read.Certainty == Unread {
			return time.Time{}, false
		}
		day = read.Date
	}
	at := on(day)
	return at, at.After(now)
}

var aheadTalk = set(`depan besok next this mendatang`)

// ahead are the minutes since midnight.
func (c clock) ahead() int {
	part, hasPart := parts[c.part]
	switch {
	case c.minutes < 0 && hasPart:
		return part.from * 60
	case c.minutes < 0:
		return 0
	case hasPart && part.afternoon && c.minutes < 12*60 && !(part.from == 10 && c.minutes >= 9*60), !hasPart && c.minutes >= 60 && c.minutes < 7*60:
		return c.minutes + 12*60
	}
	return c.minutes
}
