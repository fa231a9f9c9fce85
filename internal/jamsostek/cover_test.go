package jamsostek

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/civil"
)

var coverCases = []struct{ known, day, want string }{
	// Nobody has paid: the application tells.
	{"", "2026-11-23", "never; next 2026-11 8400; register"},
	{"", "2027-01-01", "never; next 2027-01 16800; register"},
	{"stage applied", "2026-11-23", "applied; next 2026-11 8400; wait"},
	{"stage underway", "2026-11-23", "underway; next 2026-11 8400; wait"},
	{"stage waiting; as of 2026-11-20", "2026-11-23", "waiting; next 2026-11 8400; as of 2026-11-20; wait"},
	{"stage returned", "2026-11-23", "returned; next 2026-11 8400; correct"},
	{"stage refused", "2026-11-23", "refused; next 2026-11 8400; ask"},
	{"stage listed", "2026-11-23", "listed; next 2026-11 8400; confirm"},
	{"stage applied; no sector", "2026-11-23", "applied; next 2026-11 0; wait"},
	{"village 2027-01..2027-12 refused", "2026-11-23", "refused; next 2026-11 8400; ask"},
	{"stage listed; village 2026-01..2026-12 refused", "2026-11-23", "refused; next 2026-11 8400; ask"},
	{"stage applied; village 2026-01..2026-12 refused", "2026-11-23", "applied; next 2026-11 8400; wait"},

	// A decree that begins later, or that BPJS has not confirmed.
	{"stage listed; regency 2027-01..2027-12 listed", "2026-12-31",
		"listed by regency; decree regency 2027-01..2027-12 listed; promised 2027-01..2027-12; next 2028-01 16800 due 2028-01-17; confirm"},
	{"stage listed; regency 2027-01..2027-12", "2026-12-31",
		"listed by regency; 2027-01..2027-12; decree regency 2027-01..2027-12 active; next 2028-01 16800 due 2028-01-17; none"},
	{"stage listed; regency 2027-01..2027-12", "2027-01-01",
		"sponsored by regency; 2027-01..2027-12; next 2028-01 16800 due 2028-01-17; none"},
	{"stage listed; regency 2027-01..2027-12 listed", "2027-03-20",
		"listed by regency; decree regency 2027-01..2027-12 listed; promised 2027-01..2027-12; next 2028-01 16800 due 2028-01-17; confirm"},
	{"village 2026-01..2026-03 listed", "2026-04-10", "listed by village; promised 2026-01..2026-03; next 2026-04 8400; ask"},
	{"village 2026-01..2026-03 listed", "2026-04-16", "listed by village; promised 2026-01..2026-03; unpaid 2026-04; next 2026-04 8400; ask"},
	{"regency 2026-01..2026-12; village 2027-01..2027-06 listed", "2026-09-30",
		"sponsored by regency; 2026-01..2026-12; decree village 2027-01..2027-06 listed; promised 2027-01..2027-06; next 2027-07 16800 due 2027-07-15; none"},
	{"regency 2026-01..2026-12; village 2027-01..2027-06 listed", "2026-12-10",
		"sponsored by regency; 2026-01..2026-12; decree village 2027-01..2027-06 listed; promised 2027-01..2027-06; next 2027-07 16800 due 2027-07-15; confirm"},
	{"regency 2026-01..2026-12; village 2027-01..2027-06 listed", "2027-02-20",
		"listed by village; 2026-01..2026-12; decree village 2027-01..2027-06 listed; promised 2027-01..2027-06; next 2027-07 16800 due 2027-07-15; confirm"},
	{"regency 2026-01..2026-12; village 2027-01..2027-03 listed", "2027-04-15",
		"due by regency; 2026-01..2026-12; promised 2027-01..2027-03; next 2027-04 16800 due 2027-04-15; pay-next"},
	{"regency 2026-01..2026-12; village 2027-01..2027-06 refused", "2027-02-20",
		"unpaid by regency; 2026-01..2026-12; unpaid 2027-01..2027-02; next 2027-01 16800 due 2027-01-15; pay-now"},
	{"village 2026-01..2026-03 listed; regency 2026-09..2026-12", "2026-04-20",
		"listed by regency; 2026-09..2026-12; decree regency 2026-09..2026-12 active; promised 2026-01..2026-03; unpaid 2026-04; next 2026-04 8400; none"},
	{"regency 2027-01..2027-12; village 2026-12 listed", "2026-11-23",
		"listed by village; 2027-01..2027-12; decree village 2026-12..2026-12 listed; promised 2026-12; next 2028-01 16800 due 2028-01-17; confirm"},
	{"own 2026-11", "2026-10-20", "listed by self; 2026-11..2026-11; next 2026-12 8400 due 2026-12-15; none"},

	// The months around the end of a decree, day by day where the answer changes.
	{"regency 2026-01..2026-12", "2025-12-31", "listed by regency; 2026-01..2026-12; decree regency 2026-01..2026-12 active; next 2027-01 16800 due 2027-01-15; none"},
	{"regency 2026-01..2026-12", "2026-01-01", "sponsored by regency; 2026-01..2026-12; next 2027-01 16800 due 2027-01-15; none"},
	{"regency 2026-01..2026-12", "2026-10-31", "sponsored by regency; 2026-01..2026-12; next 2027-01 16800 due 2027-01-15; none"},
	{"regency 2026-01..2026-12", "2026-11-01", "sponsored by regency; 2026-01..2026-12; next 2027-01 16800 due 2027-01-15; pay-next"},
	{"regency 2026-01..2026-12", "2026-12-01", "sponsored by regency; 2026-01..2026-12; next 2027-01 16800 due 2027-01-15; pay-next"},
	{"regency 2026-01..2026-12", "2026-12-31", "sponsored by regency; 2026-01..2026-12; next 2027-01 16800 due 2027-01-15; pay-next"},
	{"regency 2026-01..2026-12", "2027-01-01", "due by regency; 2026-01..2026-12; next 2027-01 16800 due 2027-01-15; pay-next"},
	{"regency 2026-01..2026-12", "2027-01-15", "due by regency; 2026-01..2026-12; next 2027-01 16800 due 2027-01-15; pay-next"},
	{"regency 2026-01..2026-12", "2027-01-16", "unpaid by regency; 2026-01..2026-12; unpaid 2027-01; next 2027-01 16800 due 2027-01-15; pay-now"},
	{"regency 2026-01..2026-12", "2027-02-15", "unpaid by regency; 2026-01..2026-12; unpaid 2027-01; next 2027-01 16800 due 2027-01-15; pay-now"},
	{"regency 2026-01..2026-12", "2027-02-16", "unpaid by regency; 2026-01..2026-12; unpaid 2027-01..2027-02; next 2027-01 16800 due 2027-01-15; pay-now"},
	{"regency 2026-01..2026-12", "2027-03-15", "unpaid by regency; 2026-01..2026-12; unpaid 2027-01..2027-02; next 2027-01 16800 due 2027-01-15; pay-now"},
	{"regency 2026-01..2026-12", "2027-03-16", "unpaid by regency; 2026-01..2026-12; unpaid 2027-01..2027-03; next 2027-01 16800 due 2027-01-15; pay-now"},
	{"regency 2026-01..2026-12", "2027-03-31", "unpaid by regency; 2026-01..2026-12; unpaid 2027-01..2027-03; next 2027-01 16800 due 2027-01-15; pay-now"},
	{"regency 2026-01..2026-12", "2027-04-01", "lapsed by regency; 2026-01..2026-12; unpaid 2027-01..2027-03; next 2027-04 16800; pay-again"},
	{"regency 2026-01..2026-12", "2027-04-16", "lapsed by regency; 2026-01..2026-12; unpaid 2027-01..2027-04; next 2027-04 16800; pay-again"},
	{"regency 2026-01..2026-12", "2028-02-29", "lapsed by regency; 2026-01..2026-12; unpaid 2027-01..2028-02; next 2028-02 16800; pay-again"},
	{"regency 2026-01..2026-12; stage returned", "2027-04-01", "lapsed by regency; 2026-01..2026-12; unpaid 2027-01..2027-03; next 2027-04 16800; correct"},
	{"regency 2026-01..2026-12; stage applied", "2027-04-01", "lapsed by regency; 2026-01..2026-12; unpaid 2027-01..2027-03; next 2027-04 16800; pay-again"},

	// A due date that a weekend or a holiday moves: 15 August 2026 is a Saturday, the Monday after it is the 17th.
	{"own 2026-07", "2026-08-18", "due by self; 2026-07..2026-07; next 2026-08 8400 due 2026-08-18; pay-next"},
	{"own 2026-07", "2026-08-19", "unpaid by self; 2026-07..2026-07; unpaid 2026-08; next 2026-08 8400 due 2026-08-18; pay-now"},
	{"own 2026-10", "2026-11-16", "due by self; 2026-10..2026-10; next 2026-11 8400 due 2026-11-16; pay-next"},
	{"own 2026-10", "2026-11-17", "unpaid by self; 2026-10..2026-10; unpaid 2026-11; next 2026-11 8400 due 2026-11-16; pay-now"},

	// Leap years.
	{"village 2028-01..2028-02", "2028-02-28", "sponsored by village; 2028-01..2028-02; next 2028-03 16800 due 2028-03-15; pay-next"},
	{"village 2028-01..2028-02", "2028-02-29", "sponsored by village; 2028-01..2028-02; next 2028-03 16800 due 2028-03-15; pay-next"},
	{"village 2028-01..2028-02", "2028-03-01", "due by village; 2028-01..2028-02; next 2028-03 16800 due 2028-03-15; pay-next"},
	{"own 2027-11", "2028-02-29", "unpaid by self; 2027-11..2027-11; unpaid 2027-12..2028-02; next 2027-12 16800 due 2027-12-15; pay-now"},
	{"own 2027-11", "2028-03-01", "lapsed by self; 2027-11..2027-11; unpaid 2027-12..2028-02; next 2028-03 16800; pay-again"},
	{"own 2027-02", "2027-02-28", "self by self; 2027-02..2027-02; next 2027-03 16800 due 2027-03-15; pay-next"},
	{"own 2027-02", "2027-03-01", "due by self; 2027-02..2027-02; next 2027-03 16800 due 2027-03-15; pay-next"},

	// Every change of the tariff, in the price of the next month.
	{"own 2025-11", "2025-11-30", "self by self; 2025-11..2025-11; next 2025-12 16800 due 2025-12-15; pay-next"},
	{"own 2025-11; transport", "2025-11-30", "self by self; 2025-11..2025-11; next 2025-12 16800 due 2025-12-15; pay-next"},
	{"own 2025-12; transport", "2025-12-31", "self by self; 2025-12..2025-12; next 2026-01 8400 due 2026-01-15; pay-next"},
	{"own 2025-12", "2025-12-31", "self by self; 2025-12..2025-12; next 2026-01 16800 due 2026-01-15; pay-next"},
	{"own 2026-02", "2026-02-28", "self by self; 2026-02..2026-02; next 2026-03 16800 due 2026-03-16; pay-next"},
	{"own 2026-03", "2026-03-31", "self by self; 2026-03..2026-03; next 2026-04 8400 due 2026-04-15; pay-next"},
	{"own 2026-11", "2026-11-30", "self by self; 2026-11..2026-11; next 2026-12 8400 due 2026-12-15; pay-next"},
	{"own 2026-11; jht", "2026-11-30", "self by self; 2026-11..2026-11; next 2026-12 28400 due 2026-12-15; pay-next"},
	{"own 2026-12", "2026-12-31", "self by self; 2026-12..2026-12; next 2027-01 16800 due 2027-01-15; pay-next"},
	{"own 2026-12; jht", "2026-12-31", "self by self; 2026-12..2026-12; next 2027-01 36800 due 2027-01-15; pay-next"},
	{"own 2026-12; transport", "2026-12-31", "self by self; 2026-12..2026-12; next 2027-01 8400 due 2027-01-15; pay-next"},
	{"own 2027-02; transport", "2027-02-28", "self by self; 2027-02..2027-02; next 2027-03 8400 due 2027-03-15; pay-next"},
	{"own 2027-03; transport", "2027-03-31", "self by self; 2027-03..2027-03; next 2027-04 16800 due 2027-04-15; pay-next"},
	{"own 2026-11", "2027-01-10", "unpaid by self; 2026-11..2026-11; unpaid 2026-12; next 2026-12 8400 due 2026-12-15; pay-now"}, // arrears at the price of their month
	{"regency 2026-01..2026-12; transport; income 2750000", "2026-12-01", "sponsored by regency; 2026-01..2026-12; next 2027-01 18150 due 2027-01-15; pay-next"},

	// Paid ahead by himself for 1, 3, 6 and 12 months.
	{"own 2026-11", "2026-11-23", "self by self; 2026-11..2026-11; next 2026-12 8400 due 2026-12-15; pay-next"},
	{"own 2026-11..2027-01", "2026-11-23", "self by self; 2026-11..2027-01; next 2027-02 16800 due 2027-02-15; none"},
	{"own 2026-11..2027-01", "2026-12-01", "self by self; 2026-11..2027-01; next 2027-02 16800 due 2027-02-15; pay-next"},
	{"own 2026-11..2027-04", "2027-02-28", "self by self; 2026-11..2027-04; next 2027-05 16800 due 2027-05-17; none"},
	{"own 2026-11..2027-04", "2027-05-18", "unpaid by self; 2026-11..2027-04; unpaid 2027-05; next 2027-05 16800 due 2027-05-17; pay-now"},
	{"own 2026-11..2027-10", "2027-08-31", "self by self; 2026-11..2027-10; next 2027-11 16800 due 2027-11-15; none"},
	{"own 2026-11..2027-10", "2027-11-15", "due by self; 2026-11..2027-10; next 2027-11 16800 due 2027-11-15; pay-next"},
	{"regency 2026-01..2026-12; own 2027-01..2027-03", "2026-12-20", "sponsored by regency; 2026-01..2027-03; next 2027-04 16800 due 2027-04-15; none"},
	{"regency 2026-01..2026-12; own 2027-01..2027-03", "2027-01-01", "self by self; 2026-01..2027-03; next 2027-04 16800 due 2027-04-15; none"},

	// Months that he only says he has paid.
	{"regency 2026-01..2026-12; said 2027-01", "2027-01-20", "self by self; 2026-01..2027-01; reported 2027-01; next 2027-02 16800 due 2027-02-15; pay-next"},
	{"said 2027-01..2027-06", "2027-01-20", "self by self; 2027-01..2027-06; reported 2027-01..2027-06; next 2027-07 16800 due 2027-07-15; confirm"},
	{"own 2027-01..2027-02; said 2027-03..2027-06", "2027-02-20", "self by self; 2027-01..2027-06; reported 2027-03..2027-06; next 2027-07 16800 due 2027-07-15; none"},
	{"said 2027-01; own 2027-01", "2027-01-20", "self by self; 2027-01..2027-01; next 2027-02 16800 due 2027-02-15; pay-next"},
	{"own 2027-01; said 2027-01", "2027-01-20", "self by self; 2027-01..2027-01; next 2027-02 16800 due 2027-02-15; pay-next"},
	{"village 2027-01..2027-12 listed; said 2027-01", "2027-01-20",
		"self by self; 2027-01..2027-01; decree village 2027-01..2027-12 listed; promised 2027-02..2027-12; reported 2027-01; double 2027-01; next 2028-01 16800 due 2028-01-17; confirm"},

	// Several pay for one month.
	{"regency 2026-01..2026-12; province 2026-10..2027-03", "2026-11-23",
		"sponsored by province; 2026-01..2027-03; double 2026-10..2026-12; next 2027-04 16800 due 2027-04-15; none"},
	{"province 2026-10..2027-03; regency 2026-01..2026-12", "2026-11-23",
		"sponsored by province; 2026-01..2027-03; double 2026-10..2026-12; next 2027-04 16800 due 2027-04-15; none"},
	{"village 2026-01..2026-12 listed; company 2026-11..2026-12", "2026-11-23",
		"sponsored by company; 2026-11..2026-12; decree village 2026-01..2026-12 listed; promised 2026-01..2026-10; double 2026-11..2026-12; next 2027-01 16800 due 2027-01-15; pay-next"},
	{"regency 2026-01..2026-12; own 2026-12", "2026-12-20", "sponsored by regency; 2026-01..2026-12; double 2026-12; next 2027-01 16800 due 2027-01-15; pay-next"},
	{"regency 2026-01..2026-12; said 2026-12", "2026-12-20", "sponsored by regency; 2026-01..2026-12; double 2026-12; next 2027-01 16800 due 2027-01-15; pay-next"},
	{"regency 2026-01..2026-12; village 2026-01..2026-12 refused", "2026-12-20", "sponsored by regency; 2026-01..2026-12; next 2027-01 16800 due 2027-01-15; pay-next"},
	{"village 2026-01..2026-06; regency 2026-07..2026-12", "2026-06-30",
		"sponsored by village; 2026-01..2026-12; decree regency 2026-07..2026-12 active; next 2027-01 16800 due 2027-01-15; none"},

	// Holes.
	{"village 2027-01..2027-03; regency 2027-06..2027-12", "2027-01-31",
		"sponsored by village; 2027-01..2027-03; decree regency 2027-06..2027-12 active; next 2027-04 16800 due 2027-04-15; none"},
	{"village 2027-01..2027-03; regency 2027-06..2027-12", "2027-02-01",
		"sponsored by village; 2027-01..2027-03; decree regency 2027-06..2027-12 active; next 2027-04 16800 due 2027-04-15; pay-next"},
	{"village 2027-01..2027-03; regency 2027-06..2027-12", "2027-04-15",
		"due by village; 2027-01..2027-03; decree regency 2027-06..2027-12 active; next 2027-04 16800 due 2027-04-15; pay-next"},
	{"village 2027-01..2027-03; regency 2027-06..2027-12", "2027-05-18",
		"unpaid by village; 2027-01..2027-03; decree regency 2027-06..2027-12 active; unpaid 2027-04..2027-05; next 2027-04 16800 due 2027-04-15; pay-now"},
	{"village 2027-01..2027-03; regency 2027-06..2027-12", "2027-06-01",
		"sponsored by regency; 2027-06..2027-12; holes 2027-04..2027-05; next 2028-01 16800 due 2028-01-17; none"},
	{"village 2027-01..2027-03; own 2027-04..2027-05; regency 2027-06..2027-12", "2027-06-01",
		"sponsored by regency; 2027-01..2027-12; next 2028-01 16800 due 2028-01-17; none"},
	{"village 2027-01..2027-03; regency 2027-12..2028-12", "2027-09-01",
		"listed by regency; 2027-01..2027-03; decree regency 2027-12..2028-12 active; unpaid 2027-04..2027-08; next 2027-09 16800; none"},
	{"own 2027-01; own 2027-03; own 2027-05", "2027-06-16",
		"unpaid by self; 2027-05..2027-05; holes 2027-02,2027-04; unpaid 2027-06; next 2027-06 16800 due 2027-06-15; pay-now"},
	{"own 2027-01; regency 2027-03..2027-12 listed", "2027-03-20",
		"listed by regency; 2027-01..2027-01; decree regency 2027-03..2027-12 listed; promised 2027-03..2027-12; holes 2027-02; next 2028-01 16800 due 2028-01-17; confirm"},

	// Back again after months unpaid, and after a lapse.
	{"regency 2026-01..2026-12; own 2027-03", "2027-03-20", "self by self; 2027-03..2027-03; holes 2027-01..2027-02; next 2027-04 16800 due 2027-04-15; pay-next"},
	{"regency 2026-01..2026-12; own 2027-01..2027-03", "2027-03-20", "self by self; 2026-01..2027-03; next 2027-04 16800 due 2027-04-15; pay-next"},
	{"regency 2026-01..2026-12; own 2027-06", "2027-06-20", "self by self; 2027-06..2027-06; holes 2027-01..2027-05; next 2027-07 16800 due 2027-07-15; pay-next"},
	{"regency 2026-01..2026-12; own 2027-06", "2027-09-30",
		"unpaid by self; 2027-06..2027-06; holes 2027-01..2027-05; unpaid 2027-07..2027-09; next 2027-07 16800 due 2027-07-15; pay-now"},
	{"regency 2026-01..2026-12; own 2027-06", "2027-10-01",
		"lapsed by self; 2027-06..2027-06; holes 2027-01..2027-05; unpaid 2027-07..2027-09; next 2027-10 16800; pay-again"},

	// Who has left.
	{"regency 2026-01..2026-12; left died 2026-11-10", "2026-11-09", "sponsored by regency; 2026-01..2026-11; none"},
	{"regency 2026-01..2026-12; left died 2026-11-10", "2026-11-10", "ended by regency; 2026-01..2026-11; none"},
	{"regency 2026-01..2026-12; left died 2026-11-10", "2027-06-10", "ended by regency; 2026-01..2026-11; none"},
	{"own 2026-01..2026-12; left died 2026-11-10", "2026-11-20", "ended by self; 2026-01..2026-11; none"},
	{"regency 2026-01..2026-12; left moved 2026-11-10", "2026-11-20", "ended by regency; 2026-01..2026-11; next 2026-12 8400 due 2026-12-15; pay-next"},
	{"regency 2026-01..2026-12; left moved 2026-11-10", "2026-12-01", "ended by regency; 2026-01..2026-11; next 2026-12 8400; pay-again"},
	{"regency 2026-01..2026-12; left moved 2026-11-30; own 2026-12", "2026-12-01", "self by self; 2026-01..2026-12; next 2027-01 16800 due 2027-01-15; pay-next"},
	{"regency 2026-01..2026-12; left moved 2026-11-30; own 2026-12", "2027-01-16",
		"unpaid by self; 2026-01..2026-12; unpaid 2027-01; next 2027-01 16800 due 2027-01-15; pay-now"},
	{"regency 2026-01..2026-12; left withdrawn 2026-11-10", "2026-11-10", "ended by regency; 2026-01..2026-11; next 2026-12 8400 due 2026-12-15; pay-next"},
	{"stage applied; left withdrawn 2026-11-10", "2026-11-10", "ended; next 2026-11 8400; none"},
	{"regency 2026-01..2026-12; left employed 2026-11-10", "2026-11-10", "ended by regency; 2026-01..2026-11; none"},
	{"regency 2026-01..2026-12; left employed 2026-11-10; own 2026-12", "2026-12-10", "ended by self; 2026-01..2026-12; none"},
	{"own 2026-09; left employed 2026-11-10", "2026-11-09", "unpaid by self; 2026-09..2026-09; unpaid 2026-10; next 2026-10 8400 due 2026-10-15; pay-now"},
	{"own 2026-09; left employed 2026-11-10", "2026-11-20", "ended by self; 2026-09..2026-09; none"},
	{"own 2026-09..2026-11; left moved 2026-11-10", "2026-11-20", "ended by self; 2026-09..2026-11; next 2026-12 8400 due 2026-12-15; pay-next"},
	{"regency 2026-01..2026-12; left state 2026-11-10", "2027-01-10", "ended by regency; 2026-01..2026-11; none"},
	{"regency 2026-01..2026-12; left aged 2026-11-10", "2026-11-09", "sponsored by regency; 2026-01..2026-11; none"},
	{"regency 2026-01..2026-12; left aged 2026-11-10", "2026-11-10", "ended by regency; 2026-01..2026-11; ask"},
	{"village 2026-01..2026-03; regency 2026-06..2026-12; left moved 2026-08-20", "2026-09-20",
		"ended by regency; 2026-06..2026-08; holes 2026-04..2026-05; next 2026-09 8400; pay-again"},
	{"regency 2027-01..2027-12 listed; left moved 2026-12-20", "2027-01-20", "ended; next 2027-01 16800; none"},
}

func TestCover(t *testing.T) {
	if len(coverCases) < 80 {
		t.Errorf("there are %d cases", len(coverCases))
	}
	for _, c := range coverCases {
		got, err := Law().Cover(read(t, c.known), date(t, c.day), FixedHolidays())
		if err != nil {
			t.Errorf("%s on %s: %v", c.known, c.day, err)
			continue
		}
		if diff := cmp.Diff(strings.Split(c.want, "; "), strings.Split(say(got), "; ")); diff != "" {
			t.Errorf("%s on %s: %s", c.known, c.day, diff)
		}
	}
}

// At both sides of every edge of the table of incomes, and in the holes that it is printed with, a decree's end names the right price.
func TestCoverAtEveryTier(t *testing.T) {
	tiers := published(t)
	for i, tier := range tiers {
		edges := map[int64]int64{tier["income_min"]: tier["jkk_jkm"]}
		if i > 0 {
			below := tiers[i-1]["jkk_jkm"]
			edges[tier["income_min"]-1] = below
			edges[tiers[i-1]["income_max"]+500] = below // such as 1,099,500
		}
		for income, full := range edges {
			for known, want := range map[string]int64{
				"regency 2026-01..2026-11": full / 2, "regency 2026-01..2026-12": full,
				"transport; regency 2026-01..2027-02": full / 2, "transport; regency 2026-01..2027-03": full,
			} {
				k := read(t, fmt.Sprintf("%s; income %d", known, income))
				got, err := Law().Cover(k, k.Spans[0].Last.Last(), FixedHolidays())
				if err != nil || got.Next.Month != k.Spans[0].Last.Add(1) || got.Next.Total() != want {
					t.Errorf("tier %d, income %d, %s: %s (%v), want %d", i+1, income, known, say(got), err, want)
				}
			}
		}
	}
}

// The day is that of the programme's zone, eight hours ahead of Greenwich: an instant of one month there is of the next one here.
func TestCoverAroundMidnight(t *testing.T) {
	makassar, err := time.LoadLocation("Asia/Makassar")
	if err != nil {
		t.Fatal(err)
	}
	for instant, want := range map[string]struct {
		known string
		state CoverState
	}{
		"2026-12-31T15:59:59Z":      {"regency 2026-01..2026-12", CoverSponsored},
		"2026-12-31T16:00:00Z":      {"regency 2026-01..2026-12", CoverDue},
		"2026-12-31T23:59:59+07:00": {"regency 2026-01..2026-12", CoverDue}, // a new year here an hour before Jakarta's
		"2027-01-15T15:59:59Z":      {"regency 2026-01..2026-12", CoverDue},
		"2027-01-15T16:00:00Z":      {"regency 2026-01..2026-12", CoverUnpaid},
		"2027-03-31T15:59:59Z":      {"regency 2026-01..2026-12", CoverUnpaid},
		"2027-03-31T16:00:00Z":      {"regency 2026-01..2026-12", CoverLapsed},
		"2028-02-29T15:59:59Z":      {"own 2028-02", CoverSelf},
		"2028-02-29T16:00:00Z":      {"own 2028-02", CoverDue},
		"2028-02-28T16:00:00Z":      {"own 2028-02", CoverSelf},
		"2026-12-31T16:30:00Z":      {"village 2027-01..2027-12", CoverSponsored},
		"2026-12-31T15:30:00Z":      {"village 2027-01..2027-12", CoverListed},
	} {
		at, err := time.Parse(time.RFC3339, instant)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Law().Cover(read(t, want.known), civil.DateOf(at.In(makassar)), FixedHolidays())
		if err != nil || got.State != want.state {
			t.Errorf("%s at %s: %s (%v), want %s", want.known, instant, say(got), err, want.state)
		}
	}
}

func TestCoverOfWrongThings(t *testing.T) {
	for _, c := range []struct{ known, day, want string }{
		{"stage dreaming", "2026-11-23", `tell the cover: stage "dreaming" is none of ["" "applied" "underway" "waiting" "listed" "returned" "refused"]`},
		{"left early 2026-11-23", "2026-11-23", `tell the cover: reason to leave "early" is none of [died moved employed state aged withdrawn]`},
		{"uncle 2026-01..2026-02", "2026-11-23", `tell the cover: sponsor "uncle" is none of [village regency province company]`},
		{"village 2026-01..2026-02 lost", "2026-11-23", `tell the cover: a decree's row is "lost", which is none of listed, active and refused`},
		{"village 2026-02..2026-01", "2026-11-23", "tell the cover: a decree from 2026-02 to 2026-01 has no months"},
		{"own 2026-01; income -1", "2026-01-23", "tell the cover: income -1 is below zero"},
		{"", "2015-06-30", "tell the cover: there is no tariff for 2015-06"},
	} {
		if got, err := Law().Cover(read(t, c.known), date(t, c.day), nil); err == nil || err.Error() != c.want {
			t.Errorf("%s: %s, %v; want %s", c.known, say(got), err, c.want)
		}
	}
	for want, k := range map[string]Known{
		"left (died), but on no day":         {Left: LeftDied},
		"left on 2026-11-23 for no reason":   {LeftOn: date(t, "2026-11-23")},
		"something is paid for no month":     {Paid: []Paid{{}}},
		"a decree from 0000-00 to 0000-00":   {Spans: []Span{{Sponsor: Village, State: SpanActive}}},
		`sector "sea" is neither transport `: {Terms: Terms{Sector: "sea"}},
	} {
		if _, err := Law().Cover(k, date(t, "2026-11-23"), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %s", k, err, want)
		}
	}
	if _, err := Law().Cover(Known{}, civil.Date{Year: 2027, Month: 2, Day: 29}, nil); err == nil {
		t.Error("there is cover on a day that is in no calendar")
	}
}
