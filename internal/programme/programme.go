// Package programme has what differs from one regency's programme to another's: names, place, zone, hours, periods.
package programme

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
)

//go:embed kutai-kartanegara.toml
var kutaiKartanegara string

// Programme is one regency's programme. kutai-kartanegara.toml says what each setting means.
type Programme struct {
	Office          string    `toml:"office"`
	OfficeFull      string    `toml:"office_full"`
	OfficeContact   string    `toml:"office_contact"`
	Name            string    `toml:"programme"`
	RegencyCode     string    `toml:"regency_code"`
	Regency         string    `toml:"regency"`
	RegionFile      string    `toml:"region_file"`
	HolidaysFile    string    `toml:"holidays_file"`
	TimeZone        string    `toml:"time_zone"`
	ZoneName        string    `toml:"zone_name"`
	ExaminationDays int       `toml:"examination_days"`
	RetentionYears  int       `toml:"retention_years"`
	ConsentVersion  string    `toml:"consent_version"`
	OfficeHours     []Span    `toml:"office_hours"`
	OfficeBreaks    []Span    `toml:"office_breaks"`
	Desk            Desk      `toml:"desk"`
	Sending         Sending   `toml:"sending"`
	Broadcast       Broadcast `toml:"broadcast"`
	zone            *time.Location
	holidays        jamsostek.Holidays
	week            week
}

// Default is the programme of Kutai Kartanegara.
func Default() Programme {
	p, err := parse(kutaiKartanegara)
	if err != nil {
		panic(err) // the file is embedded and tested
	}
	return p
}

// Read reads a programme's file, and the holidays that it names. Everything wrong with them is in the one error.
func Read(path string) (Programme, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Programme{}, fmt.Errorf("read the programme's settings: %w", err)
	}
	p, err := parse(string(text))
	if err != nil {
		return Programme{}, fmt.Errorf("read the programme's settings in %s: %w", path, err)
	}
	return p, nil
}

func parse(text string) (Programme, error) {
	p := Programme{Desk: usualDesk, Broadcast: usualBroadcast}
	meta, err := toml.Decode(text, &p)
	if err != nil {
		return Programme{}, err
	}
	if !meta.IsDefined("office_breaks") {
		p.OfficeBreaks = usualBreaks()
	}
	var wrong []error
	for _, key := range meta.Undecoded() {
		wrong = append(wrong, fmt.Errorf("%s is no setting", key))
	}
	wrong = append(wrong, p.validate()...)
	return p, errors.Join(wrong...)
}

func (p *Programme) validate() []error {
	var wrong []error
	for name, value := range map[string]string{
		"office": p.Office, "office_full": p.OfficeFull, "programme": p.Name, "regency_code": p.RegencyCode, "regency": p.Regency,
		"zone_name": p.ZoneName, "consent_version": p.ConsentVersion,
	} {
		if strings.TrimSpace(value) == "" {
			wrong = append(wrong, fmt.Errorf("%s is missing", name))
		}
	}
	slices.SortFunc(wrong, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	zone, err := time.LoadLocation(p.TimeZone)
	if err != nil || p.TimeZone == "" {
		wrong = append(wrong, fmt.Errorf("time_zone %q is none; it looks like Asia/Makassar", p.TimeZone))
	}
	p.zone = zone
	if p.holidays, err = readHolidays(p.HolidaysFile); err != nil {
		wrong = append(wrong, fmt.Errorf("holidays_file: %w", err))
	}
	if p.ExaminationDays < 1 {
		wrong = append(wrong, errors.New("examination_days must be at least 1"))
	}
	if p.RetentionYears < 1 {
		wrong = append(wrong, errors.New("retention_years must be at least 1"))
	}
	p.week = weekOf(p.OfficeHours, p.OfficeBreaks)
	wrong = append(wrong, p.validateHours()...)
	wrong = append(wrong, p.Desk.validate()...)
	wrong = append(wrong, p.Broadcast.validate()...)
	if s := p.Sending; s.To <= s.From || s.FridayPause[1] < s.FridayPause[0] || s.FridayPause[1] >= s.To {
		wrong = append(wrong, errors.New("sending must leave a time of the day, and of Friday after the pause"))
	}
	return wrong
}

// readHolidays are the holidays of the law and those in the file, if it has a name.
func readHolidays(path string) (jamsostek.Holidays, error) {
	fixed := jamsostek.FixedHolidays()
	if path == "" {
		return fixed, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	decided, err := jamsostek.ReadHolidays(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return fixed.With(decided), nil
}

// Zone is the programme's time zone.
func (p Programme) Zone() *time.Location { return p.zone }

// Holidays are the days on which no office works: those that fall on the same date every year, and those of the programme's file.
func (p Programme) Holidays() jamsostek.Holidays { return p.holidays }

// ExaminedBy is the day by which an application sent on day will have been examined.
func (p Programme) ExaminedBy(day civil.Date) civil.Date { return day.AddDays(p.ExaminationDays) }

// Globals are what every message may name.
func (p Programme) Globals() chat.Args {
	hours := make([]chat.Arg, len(p.OfficeHours))
	for i, span := range p.OfficeHours {
		hours[i] = span.arg(p.ZoneName)
	}
	return chat.Args{
		"Office": chat.Literal(p.Office), "OfficeFull": chat.Literal(p.OfficeFull), "OfficeContact": chat.Literal(p.OfficeContact),
		"Programme": chat.Literal(p.Name), "Regency": chat.Literal(p.Regency), "OfficeHours": chat.Lines(hours...),
		"RetentionYears": chat.Literal(fmt.Sprint(p.RetentionYears)),
	}
}
