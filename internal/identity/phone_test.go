package identity

import "testing"

func TestParsePhone(t *testing.T) {
	for text, want := range map[string]string{
		"081234567890":                  "+6281234567890",
		"0812-3456-7890":                "+6281234567890",
		"0812 3456.7890":                "+6281234567890",
		"+62 812-3456-7890":             "+6281234567890",
		"6281234567890":                 "+6281234567890",
		"006281234567890":               "+6281234567890",
		"+62 (0)812 3456 7890":          "+6281234567890",
		"(0812) 34567890":               "+6281234567890",
		"81234567890":                   "+6281234567890",
		"O812345678l0":                  "+6281234567810",
		"no hp: 081234567890":           "+6281234567890",
		"WA 0812\u20113456\u20117890":   "+6281234567890",
		"\u202a+62 812‑3456‑7890\u202c": "+6281234567890",
		"0811234567":                    "+62811234567",    // ten digits, the fewest
		"0896123456789":                 "+62896123456789", // thirteen, the most
	} {
		phone, err := ParsePhone(text)
		if err != nil || phone.Reveal() != want {
			t.Errorf("%q reads as %q (%v), want %q", text, phone.Reveal(), err, want)
		}
	}
	for text, want := range map[string]Error{
		"":                          {KindPhone, Length, 0},
		"0":                         {KindPhone, Length, 1},
		"175":                       {KindPhone, Length, 3},
		"081123456":                 {KindPhone, Length, 9},
		"08961234567890":            {KindPhone, Length, 14},
		"081234567890/081234567891": {KindPhone, Letters, 24},
		"081234567890 081234567891": {KindPhone, Length, 24},
		"6402051204859001":          {KindPhone, Length, 16},
		"6202051204859001":          {KindPhone, Length, 16},
		"0541 661234":               {KindPhone, FixedLine, 10},
		"+62 21 5207797":            {KindPhone, FixedLine, 11},
		"0800 1234 567":             {KindPhone, FixedLine, 11},
		"+60123456789":              {KindPhone, Foreign, 11},
		"++6281234567890":           {KindPhone, Letters, 13},
		"tidak punya":               {KindPhone, Letters, 0},
		"📞":                         {KindPhone, Letters, 0},
	} {
		_, err := ParsePhone(text)
		wantError(t, err, want)
	}
}

func TestPhoneForms(t *testing.T) {
	for text, want := range map[string][2]string{
		"0811234567":    {"0811-2345-67", "0811•••567"},
		"081234567890":  {"0812-3456-7890", "0812••••7890"},
		"0896123456789": {"0896-1234-56789", "0896•••••6789"},
	} {
		phone, err := ParsePhone(text)
		if err != nil || phone.Display() != want[0] || phone.Mask() != want[1] {
			t.Errorf("%q shows as %q and %q (%v), want %q", text, phone.Display(), phone.Mask(), err, want)
		}
	}
	if none := (Phone{}); none.Reveal() != "" || none.Display() != "" || none.Mask() != "" {
		t.Error("no telephone number shows something")
	}
}

func FuzzParsePhone(f *testing.F) {
	for _, text := range []string{"0812-3456-7890", "+62 (0) 812", "00628", "hp 8O", "\u202a+62", "🙏"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		phone, err := ParsePhone(text)
		if err != nil {
			return
		}
		checkMask(t, phone.text, phone.Mask())
		for _, form := range []string{phone.Reveal(), phone.Display()} {
			if again, err := ParsePhone(form); err != nil || again != phone {
				t.Errorf("%q reads as %q, which does not read as itself (%v)", text, form, err)
			}
		}
	})
}
