package sheet_test

import (
	"testing"

	"jagaetam/internal/sheet"
)

func number(raw string) sheet.Cell { return sheet.Cell{Kind: sheet.Number, Raw: raw} }

func date(iso string) sheet.Cell { return sheet.DateCell(day(iso)) }

func TestDigits(t *testing.T) {
	for _, c := range []struct {
		cell   sheet.Cell
		want   string
		reason sheet.Reason
	}{
		{sheet.TextCell(nik), nik, ""},
		{sheet.TextCell("'" + nik), nik, ""},
		{sheet.TextCell(" 6402 0652 0585 9001 "), nik, ""},
		{sheet.TextCell("640206.520585.9001"), nik, ""},
		{sheet.TextCell("6402-0652–0585\u00a09001\u200b"), nik, ""},
		{sheet.TextCell("+6281299990000000"), "6281299990000000", ""},
		{sheet.TextCell("6402065205859O01"), "", sheet.NotDigits},
		{sheet.TextCell("6402065205859001 (baru)"), "", sheet.NotDigits},
		{sheet.TextCell("６４０２０６５２０５８５９００１"), "", sheet.NotDigits},
		{sheet.TextCell("640206520585900"), "", sheet.Length},
		{sheet.TextCell("64020652058590011"), "", sheet.Length},
		{sheet.TextCell("6.40207E+15"), "", sheet.NumberForm},
		{sheet.TextCell("6,40207e15"), "", sheet.NumberForm},
		{number("6402065205859000"), "", sheet.NumberForm},
		{number("6402065205859001"), "", sheet.NumberForm},
		{number("6.402065205859E+15"), "", sheet.NumberForm},
		{number("-640206520585900"), "", sheet.NotDigits},
		{number("64020652058590"), "", sheet.Length},
		{date("1985-05-12"), "", sheet.DateForm},
		{sheet.TextCell(" - "), "", sheet.Empty},
		{sheet.Cell{}, "", sheet.Empty},
		{sheet.Cell{Kind: sheet.Bool, Raw: "TRUE"}, "", sheet.NotDigits},
	} {
		got, err := c.cell.Digits(16, 16)
		if wantReason(t, c.cell.Raw, err, c.reason); got != c.want {
			t.Errorf("%q reads %q, want %q", c.cell.Raw, got, c.want)
		}
	}
	if got, err := number("81299990000").Digits(9, 13); got != "81299990000" || err != nil {
		t.Errorf("a telephone number that Excel keeps whole reads %q (%v)", got, err)
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		cell   sheet.Cell
		want   string
		reason sheet.Reason
	}{
		{sheet.TextCell(" Siti\n Aminah "), "Siti Aminah", ""},
		{sheet.TextCell("=1+1"), "=1+1", ""},
		{number("5"), "5", ""},
		{number("2.5"), "2.5", ""},
		{number("6402065205859000"), "", sheet.NumberForm},
		{number("1E+20"), "", sheet.NumberForm},
		{date("2026-06-05"), "", sheet.DateForm},
		{sheet.Cell{Kind: sheet.Bool, Raw: "TRUE"}, "", sheet.NotText},
		{sheet.TextCell("Siti Aminah binti"), "", sheet.TooLong},
		{sheet.TextCell("–"), "", sheet.Empty},
	} {
		got, err := c.cell.Text(11)
		if wantReason(t, c.cell.Raw, err, c.reason); got != c.want {
			t.Errorf("%q reads %q, want %q", c.cell.Raw, got, c.want)
		}
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct {
		cell   sheet.Cell
		want   string
		reason sheet.Reason
	}{
		{date("1985-05-12"), "1985-05-12", ""},
		{date("2020-05-12"), "", sheet.NotDate},
		{sheet.TextCell("31-12-1985"), "1985-12-31", ""},
		{sheet.TextCell("31/12/85"), "1985-12-31", ""},
		{sheet.TextCell("12 Mei 1985"), "1985-05-12", ""},
		{sheet.TextCell("Tenggarong, 12 Mei 1985"), "1985-05-12", ""},
		{sheet.TextCell("1985-12-31"), "1985-12-31", ""},
		{sheet.TextCell("12/31/1985"), "", sheet.Unclear},
		{sheet.TextCell("31-02-1985"), "", sheet.NotDate},
		{sheet.TextCell("31179"), "", sheet.NotDate},
		{sheet.TextCell("kemarin"), "", sheet.NotDate},
		{sheet.TextCell("hari ini"), "", sheet.NotDate},
		{sheet.TextCell("Mei 1985"), "", sheet.NotDate},
		{sheet.TextCell("41 tahun"), "", sheet.NotDate},
		{sheet.TextCell("3.1179E+04"), "", sheet.NumberForm},
		{number("29000"), "1979-05-25", ""},
		{number("31179"), "", sheet.Unclear}, // 12 May 1985, or 3-11-79
		{number("31399"), "1985-12-18", ""},  // the 13th month is none
		{number("120585"), "", sheet.NotDate},
		{number("60001"), "", sheet.NotDate},
		{number("29000.5"), "", sheet.NotDate},
		{number("0"), "", sheet.NotDate},
		{sheet.Cell{}, "", sheet.Empty},
		{sheet.Cell{Kind: sheet.Bool, Raw: "TRUE"}, "", sheet.NotDate},
	} {
		got, err := c.cell.Date(births)
		wantReason(t, c.cell.Raw, err, c.reason)
		if err == nil && got.String() != c.want {
			t.Errorf("%q reads %s, want %s", c.cell.Raw, got, c.want)
		}
	}
}

func TestMonth(t *testing.T) {
	for _, c := range []struct {
		cell   sheet.Cell
		want   string
		reason sheet.Reason
	}{
		{sheet.TextCell("2026-01"), "2026-01", ""},
		{sheet.TextCell("2026/1"), "2026-01", ""},
		{sheet.TextCell("01/2026"), "2026-01", ""},
		{sheet.TextCell("Januari 2026"), "2026-01", ""},
		{sheet.TextCell("bulan Januari 2026"), "2026-01", ""},
		{sheet.TextCell("Jan-26"), "2026-01", ""},
		{sheet.TextCell("Agt '26"), "2026-08", ""},
		{sheet.TextCell("01-01-2026"), "2026-01", ""},
		{date("2026-01-01"), "2026-01", ""},
		{date("2026-01-25"), "", sheet.Unclear}, // Jan-25, typed in 2026
		{sheet.TextCell("31-01-2026"), "", sheet.Unclear},
		{sheet.TextCell("13/2026"), "", sheet.NotMonth},
		{sheet.TextCell("Januari"), "", sheet.NotMonth},
		{sheet.TextCell("2019-01"), "", sheet.NotMonth},
		{sheet.TextCell("01-26"), "", sheet.NotMonth},
		{sheet.TextCell("Januari dan Februari 2026"), "", sheet.NotMonth},
		{number("46023"), "", sheet.NotMonth},
		{number("202601"), "", sheet.NotMonth},
		{sheet.Cell{}, "", sheet.Empty},
	} {
		got, err := c.cell.Month(months)
		wantReason(t, c.cell.Raw, err, c.reason)
		if err == nil && got.String() != c.want {
			t.Errorf("%q reads %s, want %s", c.cell.Raw, got, c.want)
		}
	}
}

func TestRupiah(t *testing.T) {
	for _, c := range []struct {
		cell   sheet.Cell
		want   int64
		reason sheet.Reason
	}{
		{number("16800"), 16_800, ""},
		{number("0"), 0, ""},
		{number("16.8"), 0, sheet.Unclear},
		{number("16"), 0, sheet.Unclear},
		{number("-16800"), 0, sheet.NotAmount},
		{number("1.68E+4"), 0, sheet.NumberForm},
		{sheet.TextCell("16.800"), 16_800, ""},
		{sheet.TextCell("16,800"), 16_800, ""},
		{sheet.TextCell("16800"), 16_800, ""},
		{sheet.TextCell("Rp16.800,-"), 16_800, ""},
		{sheet.TextCell("Rp. 16.800"), 16_800, ""},
		{sheet.TextCell("IDR 16,800.00"), 16_800, ""},
		{sheet.TextCell("1.234.567,00"), 1_234_567, ""},
		{sheet.TextCell("16800.00"), 16_800, ""},
		{sheet.TextCell("10.000"), 10_000, ""},
		{sheet.TextCell("100,00"), 0, sheet.Unclear},
		{sheet.TextCell("16"), 0, sheet.Unclear},
		{sheet.TextCell("16,8"), 0, sheet.NotAmount},
		{sheet.TextCell("16.800,50"), 0, sheet.NotAmount},
		{sheet.TextCell("16.80"), 0, sheet.NotAmount},
		{sheet.TextCell("1.234,567"), 0, sheet.NotAmount},
		{sheet.TextCell("16.800-"), 0, sheet.NotAmount}, // a debt, where accountants write
		{sheet.TextCell("(16.800)"), 0, sheet.NotAmount},
		{sheet.TextCell("-16.800"), 0, sheet.NotAmount},
		{sheet.TextCell("16.800 x 3"), 0, sheet.NotAmount},
		{sheet.TextCell("1,68E+04"), 0, sheet.NumberForm},
		{sheet.TextCell("9999999999999"), 0, sheet.NotAmount},
		{sheet.TextCell("-"), 0, sheet.Empty},
		{date("2026-01-01"), 0, sheet.DateForm},
	} {
		got, err := c.cell.Rupiah()
		if wantReason(t, c.cell.Raw, err, c.reason); got != c.want {
			t.Errorf("%q reads %d, want %d", c.cell.Raw, got, c.want)
		}
	}
}
