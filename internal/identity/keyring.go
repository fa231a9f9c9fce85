package identity

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"jagaetam/internal/civil"
)

// Keyring has the keys of a vault: the sealing keys, of which the last seals and all open, the key that is to seal next and opens
// already, where there is one, and the key of the blind index, which can never change. As text it is one line a key,
//
//	index 2026-11-23 <32 bytes in base64>
//	seal 1 2026-11-23 <32 bytes in base64>
//	next 2 2027-11-23 <32 bytes in base64>
//
// with empty lines and lines starting with # for people.
type Keyring struct {
	index indexKey
	seals []sealKey
	next  *sealKey
}

type indexKey struct {
	created civil.Date
	secret  []byte
}

type sealKey struct {
	id      uint16
	created civil.Date
	secret  []byte
}

// keyBytes is the length of every key: that of AES-256.
const keyBytes = 32

// ErrNoKeyring says that a text is no keyring, or an incomplete one. The error around it names the line, never its content.
var ErrNoKeyring = errors.New("not a keyring")

// NewKeyring is a keyring of fresh random keys, one that seals and one for the index.
func NewKeyring(created civil.Date) *Keyring {
	k := &Keyring{index: indexKey{created, newSecret()}}
	k.Rotate(created)
	return k
}

// Add adds a fresh key that opens and does not seal yet, so that every process can be given it before any seals with it. It is false, and
// nothing is added, where there is such a key already.
func (k *Keyring) Add(created civil.Date) bool {
	if k.next != nil {
		return false
	}
	k.next = &sealKey{k.newest() + 1, created, newSecret()}
	return true
}

// Rotate has the key seal from now on that was added, or else a fresh one. The older ones stay to open what they sealed.
func (k *Keyring) Rotate(created civil.Date) {
	k.Add(created)
	k.seals, k.next = append(k.seals, *k.next), nil
}

// Retire drops all sealing keys before the current one, and says how many those were. What they sealed can then be read by nobody: not
// in the database, and not in any older copy of it.
func (k *Keyring) Retire() int {
	older := len(k.seals) - 1
	k.seals = []sealKey{k.current()}
	return older
}

// ParseKeyring reads a keyring as text. Sealing keys must be in the order of their ids.
func ParseKeyring(text string) (*Keyring, error) {
	k := &Keyring{}
	for i, line := range strings.Split(text, "\n") {
		if err := k.addLine(strings.Fields(line)); err != nil {
			return nil, fmt.Errorf("keyring line %d: %s: %w", i+1, err, ErrNoKeyring)
		}
	}
	if k.index.secret == nil || len(k.seals) == 0 {
		return nil, fmt.Errorf("keyring: needs an index key and a sealing key: %w", ErrNoKeyring)
	}
	return k, nil
}

// Write writes the keyring as text, keys in the clear.
func (k *Keyring) Write(w io.Writer) error {
	var text strings.Builder
	text.WriteString(heading)
	fmt.Fprintf(&text, "index %s %s\n", k.index.created, base64.StdEncoding.EncodeToString(k.index.secret))
	for _, s := range k.seals {
		fmt.Fprintf(&text, "seal %d %s %s\n", s.id, s.created, base64.StdEncoding.EncodeToString(s.secret))
	}
	if k.next != nil {
		fmt.Fprintf(&text, "next %d %s %s\n", k.next.id, k.next.created, base64.StdEncoding.EncodeToString(k.next.secret))
	}
	if _, err := io.WriteString(w, text.String()); err != nil {
		return fmt.Errorf("write keyring: %w", err)
	}
	return nil
}

// Format prints how many keys there are, so that no verb prints one.
func (k *Keyring) Format(f fmt.State, _ rune) {
	_, _ = fmt.Fprintf(f, "keyring of %d sealing keys", len(k.seals))
}

const heading = `# The keys of the vault. Who has this file and the database can read every identity number:
# never keep the two in one backup. Who loses this file loses what was sealed.
# The last sealing key seals, all of them open. The index key must never change.
`

func (k *Keyring) current() sealKey { return k.seals[len(k.seals)-1] }

// newest is the highest id that a key has, 0 where there is none.
func (k *Keyring) newest() uint16 {
	switch {
	case k.next != nil:
		return k.next.id
	case len(k.seals) > 0:
		return k.current().id
	}
	return 0
}

func (k *Keyring) addLine(fields []string) error {
	switch {
	case len(fields) == 0 || strings.HasPrefix(fields[0], "#"):
		return nil
	case fields[0] == "index" && len(fields) == 3:
		return k.addIndex(fields[1], fields[2])
	case (fields[0] == "seal" || fields[0] == "next") && len(fields) == 4:
		return k.addSeal(fields[0] == "next", fields[1], fields[2], fields[3])
	default:
		return errors.New(`want "index DATE KEY", "seal ID DATE KEY" or "next ID DATE KEY"`)
	}
}

func (k *Keyring) addIndex(date, key string) error {
	if k.index.secret != nil {
		return errors.New("a second index key")
	}
	created, secret, err := parseKey(date, key)
	k.index = indexKey{created, secret}
	return err
}

func (k *Keyring) addSeal(next bool, number, date, key string) error {
	id, err := strconv.ParseUint(number, 10, 16)
	if err != nil || id == 0 {
		return errors.New("the id is not a number from 1 to 65535")
	}
	switch {
	case uint16(id) <= k.newest():
		return errors.New("the id is not above the one before")
	case k.next != nil:
		return errors.New("a key after the next one")
	}
	created, secret, err := parseKey(date, key)
	if err != nil {
		return err
	}
	if next {
		k.next = &sealKey{uint16(id), created, secret}
	} else {
		k.seals = append(k.seals, sealKey{uint16(id), created, secret})
	}
	return nil
}

func parseKey(date, key string) (civil.Date, []byte, error) {
	created, err := civil.ParseDate(date)
	if err != nil {
		return civil.Date{}, nil, errors.New("the date is not of the form 2006-01-02")
	}
	secret, err := base64.StdEncoding.DecodeString(key)
	if err != nil || len(secret) != keyBytes {
		return civil.Date{}, nil, errors.New("the key is not 32 bytes in base64")
	}
	return created, secret, nil
}

func newSecret() []byte {
	secret := make([]byte, keyBytes)
	rand.Read(secret) // never fails: crypto/rand ends the program rather than return weak keys
	return secret
}
