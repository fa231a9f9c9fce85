package session

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
)

// TestEveryFieldIsSealedAndOpened gives each field of a document a value of its own, however deep it lies, and looks for all of them in what
// is opened.
func TestEveryFieldIsSealedAndOpened(t *testing.T) {
	var whole document
	n := 0
	fill(reflect.ValueOf(&whole).Elem(), 4, &n)
	if n < 200 {
		t.Fatalf("only %d values are in a document", n)
	}
	for name, d := range map[string]document{"whole": whole, "empty": {}} {
		var opened document
		if err := open(sealedIn(t, d, &opened)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(d, opened); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestTextCutInTheMiddleOfALetterIsOpened(t *testing.T) {
	var d, opened document
	d.State.Language = "Kutai \xc3"
	if err := open(sealedIn(t, d, &opened)); err != nil || !strings.HasPrefix(opened.State.Language, "Kutai ") {
		t.Errorf("got %q, %v", opened.State.Language, err)
	}
}

func TestWhatWasSealedAsJSONIsOpened(t *testing.T) {
	var d, opened document
	n := 0
	fill(reflect.ValueOf(&d).Elem(), 4, &n)
	plain, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	vault := newVault(t)
	if err := open(vault, "place", vault.Seal("place", plain), &opened); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, opened); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNeitherIsRefused(t *testing.T) {
	vault := newVault(t)
	for _, plain := range []string{"", "{", "\xa1", "plain text", "\x7b\xff"} {
		var d document
		if err := open(vault, "place", vault.Seal("place", []byte(plain)), &d); err == nil {
			t.Errorf("%q was opened as %+v", plain, d)
		}
	}
}

// sealedIn seals a document and gives what open is to be called with.
func sealedIn(t *testing.T, d document, opened *document) (vault *identity.Vault, place string, sealed []byte, into any) {
	t.Helper()
	vault = newVault(t)
	sealed, err := seal(vault, "place", d)
	if err != nil {
		t.Fatal(err)
	}
	return vault, "place", sealed, opened
}

// fill gives v and what lies in it values that differ by the count n, as deep as types that hold themselves go.
func fill(v reflect.Value, depth int, n *int) {
	*n++
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2026, time.November, 25, 8, 0, 0, *n, time.UTC)))
		return
	case civil.Date:
		v.Set(reflect.ValueOf(civil.DateOf(time.Date(2026, time.January, *n, 0, 0, 0, 0, time.UTC))))
		return
	case civil.Month:
		v.Set(reflect.ValueOf(civil.Month{Year: 2026 + *n, Month: time.May}))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("text “" + time.Duration(*n).String() + "”")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Float64:
		v.SetFloat(float64(*n) / 3)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), depth, n)
		}
	case reflect.Pointer, reflect.Slice, reflect.Map:
		if depth == 0 {
			return
		}
		element := reflect.New(v.Type().Elem()).Elem()
		fill(element, depth-1, n)
		switch v.Kind() {
		case reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
			v.Elem().Set(element)
		case reflect.Slice:
			v.Set(reflect.Append(v, element))
		default:
			key := reflect.New(v.Type().Key()).Elem()
			fill(key, depth-1, n)
			v.Set(reflect.MakeMap(v.Type()))
			v.SetMapIndex(key, element)
		}
	default:
		panic("a document holds a " + v.Kind().String())
	}
}
