package testservices

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"
)

func TestMain(m *testing.M) {
	Main(m, func(ctx context.Context, url string) error {
		conn, err := pgx.Connect(ctx, url)
		if err != nil {
			return err
		}
		defer conn.Close(ctx)
		_, err = conn.Exec(ctx, `create table workers (id int primary key)`)
		return err
	})
}

// Each of many tests at once finds the schema, and nothing of the others.
func TestEveryTestHasADatabaseOfItsOwn(t *testing.T) {
	for range 20 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			pool := Postgres(t)
			var before int
			if err := pool.QueryRow(t.Context(), `select count(*) from workers`).Scan(&before); err != nil {
				t.Fatal(err)
			}
			if before != 0 {
				t.Errorf("%d workers before the first", before)
			}
			if _, err := pool.Exec(t.Context(), `insert into workers values (1)`); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// There are more tests at once than databases, so some wait, and take over from others.
func TestEveryTestHasARedisOfItsOwn(t *testing.T) {
	for range 100 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			client := Redis(t)
			if n, err := client.DBSize(t.Context()).Result(); n != 0 || err != nil {
				t.Errorf("%d keys before the first (error %v)", n, err)
			}
			if err := client.Set(t.Context(), "worker", 1, 0).Err(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// A test's databases are gone when it has ended.
func TestDatabasesGoWithTheTest(t *testing.T) {
	var name string
	t.Run("inner", func(t *testing.T) {
		if err := Postgres(t).QueryRow(t.Context(), `select current_database()`).Scan(&name); err != nil {
			t.Fatal(err)
		}
	})
	var there bool
	err := suite.postgres.it.admin.QueryRow(t.Context(), `select exists (select from pg_database where datname = $1)`, name).Scan(&there)
	if err != nil || there {
		t.Errorf("database %s there: %v (error %v)", name, there, err)
	}
}

// On a server that outlives a killed run, the next run drops what it left and keeps what is in use.
func TestDatabasesOfKilledRunsAreDropped(t *testing.T) {
	t.Setenv("TEST_DATABASE_URL", PostgresURL(t))
	admin := suite.postgres.get(t)
	const killed = 77
	for _, database := range []string{databaseName(killed, 0), databaseName(killed, 5), "jagaetam_test_notes"} {
		if err := admin.create(t.Context(), database, "template0"); err != nil {
			t.Fatal(err)
		}
	}
	alive := startExternal(t)
	next := startExternal(t)

	got := databases(t, next)
	want := map[string]bool{
		databaseName(killed, 0): false, databaseName(killed, 5): false, "jagaetam_test_notes": true,
		alive.template(): true, next.template(): true,
	}
	for name, there := range want {
		if got[name] != there {
			t.Errorf("database %s there: %v, want %v", name, got[name], there)
		}
	}
	if err := admin.drop(t.Context(), "jagaetam_test_notes"); err != nil {
		t.Fatal(err)
	}
}

func startExternal(t *testing.T) *postgres {
	t.Helper()
	p, err := startPostgres(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return p
}

func databases(t *testing.T, p *postgres) map[string]bool {
	t.Helper()
	rows, err := p.admin.Query(t.Context(), `select datname from pg_database`)
	if err != nil {
		t.Fatal(err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	set := map[string]bool{}
	for _, name := range names {
		set[name] = true
	}
	return set
}
