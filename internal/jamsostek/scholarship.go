package jamsostek

// The limits of the scholarship (PP 82/2019). A child has to be unmarried and without work as well.
const (
	ScholarshipChildren = 2  // how many children of a member get one
	ScholarshipAge      = 23 // the birthday it ends on
)

// Schooling is what a child gets in one kind of school.
type Schooling struct {
	School string // in the short forms of the regulation
	Yearly int64  // rupiah
	Years  int64  // at most
}

// Scholarship is what a child gets from kindergarten to university (PP 82/2019).
var Scholarship = []Schooling{
	{"TK", 1_500_000, 2},
	{"SD", 1_500_000, 6},
	{"SMP", 2_000_000, 3},
	{"SMA", 3_000_000, 3},
	{"PT", 12_000_000, 5},
}

// MaxScholarship is the most that the children of a member get together, in rupiah.
func MaxScholarship() int64 {
	var child int64
	for _, s := range Scholarship {
		child += s.Yearly * s.Years
	}
	return ScholarshipChildren * child
}
