package identity

import "testing"

func TestParseKK(t *testing.T) {
	for text, want := range map[string]string{
		"6402051204069001":           "6402051204069001",
		"No. KK: 6402 0512 04069OO1": "6402051204069001",
		"6402059904060000":           "6402059904060000", // the office's date and serial are its own
	} {
		kk, err := ParseKK(text)
		if err != nil || kk.Reveal() != want {
			t.Errorf("%q reads as %q (%v), want %q", text, kk.Reveal(), err, want)
		}
	}
	for text, want := range map[string]Error{
		"":                  {KindKK, Length, 0},
		"64020512040690011": {KindKK, Length, 17},
		"640205120406900x":  {KindKK, Letters, 15},
		"9999999999999999":  {KindKK, SameDigits, 16},
	} {
		_, err := ParseKK(text)
		wantError(t, err, want)
	}
}

func TestParseKPJ(t *testing.T) {
	for text, want := range map[string]string{
		"12345678901": "12345678901", " 08a1-2345 678": "08A12345678", "08A.1234.5678": "08A12345678",
	} {
		kpj, err := ParseKPJ(text)
		if err != nil || kpj.Reveal() != want {
			t.Errorf("%q reads as %q (%v), want %q", text, kpj.Reveal(), err, want)
		}
	}
	for text, want := range map[string]Error{
		"":             {KindKPJ, Letters, 0},
		"tidakadapak":  {KindKPJ, Letters, 11},
		"1234567890":   {KindKPJ, Length, 10},
		"123456789012": {KindKPJ, Length, 12},
		"1234567890é":  {KindKPJ, Letters, 11},
		"1234567890🙏":  {KindKPJ, Letters, 11},
	} {
		_, err := ParseKPJ(text)
		wantError(t, err, want)
	}
}

func FuzzParseKK(f *testing.F) {
	f.Add("6402051204069001")
	f.Add("no kk : 6402.0512-0406 9OO1")
	f.Fuzz(func(t *testing.T, text string) {
		kk, err := ParseKK(text)
		if err != nil {
			return
		}
		checkMask(t, kk.Reveal(), kk.Mask())
		if again, err := ParseKK(kk.Reveal()); err != nil || again != kk {
			t.Errorf("%q reads as %q, which does not read as itself (%v)", text, kk.Reveal(), err)
		}
	})
}

func FuzzParseKPJ(f *testing.F) {
	f.Add("12345678901")
	f.Add("08a1 2345-678")
	f.Add("ſ2345678901") // its capital is an ordinary S
	f.Fuzz(func(t *testing.T, text string) {
		kpj, err := ParseKPJ(text)
		if err != nil {
			return
		}
		checkMask(t, kpj.Reveal(), kpj.Mask())
		if again, err := ParseKPJ(kpj.Reveal()); err != nil || again != kpj {
			t.Errorf("%q reads as %q, which does not read as itself (%v)", text, kpj.Reveal(), err)
		}
	})
}
