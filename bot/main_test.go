package bot_test

import (
	"testing"

	"jagaetam/flows"
	"jagaetam/internal/civil"
	"jagaetam/internal/desk"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/postgres"
	"jagaetam/internal/programme"
	"jagaetam/internal/region"
	"jagaetam/internal/testservices"
	"jagaetam/locales"
)

func TestMain(m *testing.M) { testservices.Main(m, postgres.Migrate) }

// openBook is the service's book as it is served, and its texts.
func openBook(t testing.TB) (*dialogue.Book, *locales.Catalogue) {
	t.Helper()
	return openBookOf(t, programme.Default())
}

func openBookOf(t testing.TB, p programme.Programme) (*dialogue.Book, *locales.Catalogue) {
	t.Helper()
	texts, err := locales.Load(p.Globals())
	if err != nil {
		t.Fatal(err)
	}
	return flows.Book(flows.Setting{Programme: p, Region: regionOf(t, p), Texts: texts}), texts
}

func regionOf(t testing.TB, p programme.Programme) *region.Region {
	t.Helper()
	r, err := region.Load(p.RegencyCode)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// openDesk is the desk that belongs to the book.
func openDesk(t testing.TB, texts *locales.Catalogue) *desk.Desk {
	t.Helper()
	p := programme.Default()
	return desk.New(p, regionOf(t, p), texts)
}

// officeOf is what the store knows of the office; nil where it knows nothing of cases.
func officeOf(kept any) desk.Office {
	office, _ := kept.(desk.Office)
	return office
}

func newVault(t testing.TB) *identity.Vault {
	t.Helper()
	vault, err := identity.NewVault(identity.NewKeyring(civil.Date{Year: 2026, Month: 11, Day: 23}))
	if err != nil {
		t.Fatal(err)
	}
	return vault
}
