package identity

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func text(t *testing.T, keys *Keyring) string {
	t.Helper()
	var out strings.Builder
	if err := keys.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestKeyringSurvivesItsText(t *testing.T) {
	keys := NewKeyring(date("2026-11-23"))
	keys.Rotate(date("2027-11-23"))
	keys.Add(date("2028-11-23"))
	written := text(t, keys)
	again, err := ParseKeyring(written)
	if err != nil || text(t, again) != written {
		t.Fatalf("the keyring does not come back (%v)", err)
	}
	sealed := newVault(t, keys).Seal(place, []byte("secret"))
	if opened, err := newVault(t, again).Open(place, sealed); err != nil || string(opened) != "secret" {
		t.Errorf("opens as %q (%v)", opened, err)
	}
	if !strings.Contains(written, "\nseal 1 2026-11-23 ") || !strings.Contains(written, "\nseal 2 2027-11-23 ") ||
		!strings.Contains(written, "\nnext 3 2028-11-23 ") {
		t.Error("the sealing keys are not told apart")
	}
}

func TestKeysAreNotPrinted(t *testing.T) {
	keys := NewKeyring(today)
	if out := fmt.Sprintf("%v %+v %#v %s %d", keys, keys, keys, keys, keys); strings.ContainsAny(out, "[{") {
		t.Error(out)
	}
}

var aKey = base64.StdEncoding.EncodeToString(make([]byte, keyBytes))

func TestParseKeyringTakesCommentsAndAnyOrder(t *testing.T) {
	if _, err := ParseKeyring("# ours\r\n\r\n  seal 7 2026-11-23 " + aKey + "\r\nindex 2026-11-23 " + aKey + "\r\n"); err != nil {
		t.Error(err)
	}
}

func TestParseKeyringRefuses(t *testing.T) {
	index, seal := "index 2026-11-23 "+aKey+"\n", "seal 1 2026-11-23 "+aKey+"\n"
	for ring, want := range map[string]string{
		"":                                  "needs an index key",
		index:                               "a sealing key",
		seal:                                "needs an index key",
		index + index + seal:                "line 2: a second index key",
		index + seal + seal:                 "line 3: the id is not above",
		index + "next 1 2026-11-23 " + aKey: "a sealing key",
		index + seal + "next 1 2026-11-23 " + aKey:                                 "line 3: the id is not above",
		index + seal + "next 2 2026-11-23 " + aKey + "\nseal 3 2026-11-23 " + aKey: "line 4: a key after the next one",
		index + "seal 0 2026-11-23 " + aKey:                                        "line 2: the id is not a number",
		index + "seal 65536 2026-11-23 " + aKey:                                    "line 2: the id is not a number",
		index + "seal 1 23-11-2026 " + aKey:                                        "line 2: the date",
		index + "seal 1 2026-11-23 " + aKey[4:]:                                    "line 2: the key",
		index + "seal 1 2026-11-23 ~~~~":                                           "line 2: the key",
		"index 2026-11-23 " + aKey[4:] + "\n" + seal:                               "line 1: the key",
		index + "seal 1 " + aKey:                                                   "line 2: want",
		index + aKey:                                                               "line 2: want",
	} {
		_, err := ParseKeyring(ring)
		if !errors.Is(err, ErrNoKeyring) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), aKey[4:20]) {
			t.Errorf("%q gives %v, want %q", ring, err, want)
		}
	}
}

func TestKeyringFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keyring")
	keys := NewKeyring(today)
	for range 2 { // the second write replaces the first
		keys.Rotate(today)
		if err := keys.WriteFile(path); err != nil {
			t.Fatal(err)
		}
	}
	again, err := ReadKeyringFile(path)
	if err != nil || text(t, again) != text(t, keys) {
		t.Fatalf("the keyring does not come back (%v)", err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestKeyringFileIsForItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keyring")
	if err := NewKeyring(today).WriteFile(path); err != nil {
		t.Fatal(err)
	}
	for mode, want := range map[fs.FileMode]error{0o600: nil, 0o400: nil, 0o640: ErrExposed, 0o604: ErrExposed, 0o620: ErrExposed} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadKeyringFile(path); !errors.Is(err, want) {
			t.Errorf("mode %o: %v, want %v", mode, err, want)
		}
	}
	if _, err := ReadKeyringFile(path + ".no"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestAWriteThatFailsLeavesNoKeysBehind(t *testing.T) {
	folder := t.TempDir()
	if err := NewKeyring(today).WriteFile(folder + "/."); err == nil {
		t.Error("a keyring took the place of a folder")
	}
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestKeyringFileNeedsItsFolder(t *testing.T) {
	if err := NewKeyring(today).WriteFile(filepath.Join(t.TempDir(), "no", "keyring")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestSecretMounts(t *testing.T) {
	for path, want := range map[string]bool{
		"/run/secrets/keyring": true, "/var/run/secrets/keyring": true, "/run/credentials/jagaetam.service/keyring": true,
		"/run/secrets/../../etc/keyring": false, "/etc/keyring": false, "run/secrets/keyring": false, "/run/secretsX/keyring": false,
	} {
		if exposed(path, 0o444) == want || exposed(path, 0o400) {
			t.Errorf("%s: exposed when all may read it %t, when its owner may %t", path, want, exposed(path, 0o400))
		}
	}
}

func FuzzParseKeyring(f *testing.F) {
	f.Add("index 2026-11-23 " + aKey + "\nseal 1 2026-11-23 " + aKey)
	f.Add("index 2026-11-23 " + aKey + "\nseal 1 2026-11-23 " + aKey + "\nnext 2 2026-11-23 " + aKey)
	f.Add("# nothing")
	f.Fuzz(func(t *testing.T, ring string) {
		keys, err := ParseKeyring(ring)
		if err != nil {
			return
		}
		if again, err := ParseKeyring(text(t, keys)); err != nil || text(t, again) != text(t, keys) {
			t.Errorf("%q does not come back (%v)", ring, err)
		}
	})
}
