package locales

import (
	"fmt"
	"strconv"
	"strings"

	"jagaetam/internal/civil"
)

var monthNames = map[string][12]string{
	Indonesian: {"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"},
	English:    {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// Rupiah writes whole rupiah as the Indonesian spelling rules want it, in every language: Rp16.800, no space, dots between the
// thousands.
func Rupiah(amount int64) string {
	digits := strconv.FormatInt(amount, 10)
	sign := ""
	if amount < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	return sign + "Rp" + digits
}

// Date writes a day with its month's name: 31 Desember 2026.
func Date(lang string, d civil.Date) string {
	return fmt.Sprintf("%d %s", d.Day, Month(lang, d.MonthOf()))
}

// Month writes a month by its name: Desember 2026.
func Month(lang string, m civil.Month) string {
	return fmt.Sprintf("%s %d", monthNames[lang][m.Month-1], m.Year)
}

// Escape makes a text one that HTML shows as it is. It is the only place where that is done. Plain gives it back as it was.
func Escape(text string) string { return escaper.Replace(text) }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

var plain = strings.NewReplacer("<b>", "", "</b>", "", "<i>", "", "</i>", "", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&")

// Plain is a text without its marks, for a terminal, or where the platform refuses them.
func Plain(html string) string { return plain.Replace(html) }
