package exchange

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
)

// saidIn are the words in the outbox, by the name under which they are said once.
func saidIn(t testing.TB, pool *pgxpool.Pool, vault *identity.Vault) map[string]chat.Words {
	t.Helper()
	rows, err := pool.Query(t.Context(), `select id, once, words from outbox`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	said := map[string]chat.Words{}
	for rows.Next() {
		var id int64
		var once string
		var sealed []byte
		if err := rows.Scan(&id, &once, &sealed); err != nil {
			t.Fatal(err)
		}
		plain, err := vault.Open(fmt.Sprintf("outbox:words:%d", id), sealed)
		if err != nil {
			t.Fatal(err)
		}
		var words chat.Words
		if err := json.Unmarshal(plain, &words); err != nil {
			t.Fatal(err)
		}
		said[once] = words
	}
	return said
}
