package region

import (
	"bytes"
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

//go:generate ./derive.sh 64.02 4.0.1
//go:embed data/*.csv
var lists embed.FS

// Load is the regency with the code as it is built in; which ones are, the folder data says.
func Load(code string) (*Region, error) {
	list, err := lists.ReadFile("data/" + code + ".csv")
	if err != nil {
		return nil, fmt.Errorf("load region %s: no list of it is built in", code)
	}
	return Read(bytes.NewReader(list))
}

// Read reads the list of one regency: comma-separated text with the heading "code,name" and below it, each before its parts,
// the regency (64.02), its districts (64.02.01) and their villages (64.02.01.2001). The error names the line.
func Read(list io.Reader) (*Region, error) {
	rows := csv.NewReader(list)
	rows.FieldsPerRecord = 2
	heading, err := rows.Read()
	if err != nil {
		return nil, fmt.Errorf("read region: %w", err)
	}
	if strings.TrimPrefix(heading[0], "\ufeff") != "code" || heading[1] != "name" {
		return nil, errors.New("read region: the heading is not code,name")
	}
	return readRows(rows)
}

func readRows(rows *csv.Reader) (*Region, error) {
	r := &Region{}
	seen := map[string]bool{}
	for {
		row, err := rows.Read()
		if err == io.EOF {
			return r.complete()
		}
		if err != nil {
			return nil, fmt.Errorf("read region: %w", err)
		}
		code, name := strings.TrimSpace(row[0]), strings.TrimSpace(row[1])
		line, _ := rows.FieldPos(0)
		switch {
		case seen[code]:
			return nil, fmt.Errorf("read region: line %d: code %s comes twice", line, code)
		case !codes.MatchString(code) || spell(name).plain == "":
			return nil, fmt.Errorf("read region: line %d: want code and name, got %q and %q", line, code, name)
		case !r.add(code, name):
			return nil, fmt.Errorf("read region: line %d: %s is not below what comes before it", line, code)
		}
		seen[code] = true
	}
}

// codes are those of regencies, districts and villages.
var codes = regexp.MustCompile(`^\d\d\.\d\d(\.\d\d(\.[12]\d\d\d)?)?$`)

// add puts the row in its place, and says false where it has none.
func (r *Region) add(code, name string) bool {
	switch len(code) {
	case len("64.02"):
		if r.Code != "" {
			return false
		}
		r.Code, r.Name = code, name
		return true
	case len("64.02.01"):
		r.Districts = append(r.Districts, District{Code: code, Name: name})
		return code[:len("64.02")] == r.Code
	default:
		return r.addVillage(Village{Code: code, Name: name, Kind: kindOf(code), District: code[:len("64.02.01")]})
	}
}

func (r *Region) addVillage(v Village) bool {
	for i := range r.Districts {
		if r.Districts[i].Code == v.District {
			r.Districts[i].Villages = append(r.Districts[i].Villages, v)
			return true
		}
	}
	return false
}

func kindOf(code string) Kind {
	if code[len("64.02.01.")] == '1' {
		return Kelurahan
	}
	return Desa
}

// complete is the region if every district has a village: without one its people could not answer.
func (r *Region) complete() (*Region, error) {
	if len(r.Districts) == 0 {
		return nil, errors.New("read region: the list has no district")
	}
	for _, d := range r.Districts {
		if len(d.Villages) == 0 {
			return nil, fmt.Errorf("read region: district %s has no village", d.Code)
		}
	}
	return r, nil
}
