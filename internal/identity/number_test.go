package identity

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// shown is every way in which a number may come out by accident.
func shown(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(map[string]any{"value": value})
	if err != nil {
		t.Fatal(err)
	}
	out := string(text)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%T"} {
		out += "\n" + fmt.Sprintf(verb, value) + "\n" + fmt.Sprintf(verb, struct{ Value any }{value})
	}
	return out
}

func TestNumbersComeOutMasked(t *testing.T) {
	nik, _ := ParseNIK("6402051204859001")
	kk, _ := ParseKK("6402051204069001")
	kpj, _ := ParseKPJ("08A12345678")
	phone, _ := ParsePhone("081234567890")
	for _, c := range []struct {
		value        any
		mask, hidden string
	}{
		{nik, "6402••••••••9001", "0512"},
		{kk, "6402••••••••9001", "0512"},
		{kpj, "08A1••••678", "2345"},
		{phone, "0812••••7890", "3456"},
	} {
		out := shown(t, c.value)
		if !strings.Contains(out, `{"value":"`+c.mask+`"}`) || strings.Contains(out, c.hidden) {
			t.Errorf("%T comes out as\n%s", c.value, out)
		}
	}
	if out := shown(t, NIK{}); strings.Contains(out, "•") {
		t.Errorf("no NIK comes out as\n%s", out)
	}
}

func TestAMaskedNumberIsNotReadBack(t *testing.T) {
	var nik NIK
	if err := json.Unmarshal([]byte(`"6402••••••••9001"`), &nik); err == nil {
		t.Errorf("read %v", nik)
	}
}

// wantError checks that err is an *Error of the kind for the reason, and that it does not hold the text.
func wantError(t *testing.T, err error, want Error) {
	t.Helper()
	got, ok := errors.AsType[*Error](err)
	if !ok || *got != want {
		t.Errorf("got %v, want %+v", err, want)
	}
}

// checkMask is what must hold of the mask of everything that parses.
func checkMask(t *testing.T, whole, mask string) {
	t.Helper()
	head, tail, _ := strings.Cut(mask, "•")
	tail = strings.TrimLeft(tail, "•")
	hidden := strings.Count(mask, "•")
	if len(head) > 4 || len(tail) > 4 || hidden < 3 || len(head)+hidden+len(tail) != len(whole) {
		t.Errorf("%q has the mask %q", whole, mask)
	}
	if !strings.HasPrefix(whole, head) || !strings.HasSuffix(whole, tail) {
		t.Errorf("%q has the mask %q of another", whole, mask)
	}
}
