package identity

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Vault seals what must not lie about in the clear, and makes the blind index by which it is found again. It may be used by
// many goroutines at once.
type Vault struct {
	current uint16
	seals   map[uint16]cipher.AEAD
	index   []byte
}

// The ways that Open fails.
var (
	ErrUnknownKey = errors.New("sealed with a key that is not on the ring")
	ErrTampered   = errors.New("damaged, or sealed for another place")
)

// keyIDBytes is the length of the key id that every sealed value starts with.
const keyIDBytes = 2

// NewVault is the vault of the keyring as it is now; a key added later is not seen.
func NewVault(keys *Keyring) (*Vault, error) {
	v := &Vault{current: keys.current().id, seals: map[uint16]cipher.AEAD{}, index: keys.index.secret}
	opening := keys.seals
	if keys.next != nil {
		opening = append(slices.Clip(opening), *keys.next)
	}
	for _, key := range opening {
		block, err := aes.NewCipher(key.secret)
		if err != nil {
			return nil, fmt.Errorf("open vault: key %d: %w", key.id, err)
		}
		if v.seals[key.id], err = cipher.NewGCMWithRandomNonce(block); err != nil {
			return nil, fmt.Errorf("open vault: key %d: %w", key.id, err)
		}
	}
	return v, nil
}

// Seal encrypts with AES-256-GCM: key id ‖ nonce ‖ ciphertext and tag, 30 bytes more than plain. The place, as
// "table:column:row", is bound into the seal, so that a value copied to another row does not open there.
func (v *Vault) Seal(place string, plain []byte) []byte {
	seal := v.seals[v.current]
	sealed := make([]byte, 0, keyIDBytes+len(plain)+seal.Overhead())
	return seal.Seal(binary.BigEndian.AppendUint16(sealed, v.current), nil, plain, []byte(place))
}

// Open is what was sealed for that place, or ErrUnknownKey or ErrTampered.
func (v *Vault) Open(place string, sealed []byte) ([]byte, error) {
	if len(sealed) < keyIDBytes {
		return nil, fmt.Errorf("open %s: %w", place, ErrTampered)
	}
	id := binary.BigEndian.Uint16(sealed)
	seal, known := v.seals[id]
	if !known {
		return nil, fmt.Errorf("open %s: key %d: %w", place, id, ErrUnknownKey)
	}
	plain, err := seal.Open(nil, nil, sealed[keyIDBytes:], []byte(place))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", place, ErrTampered)
	}
	return plain, nil
}

// Stale says whether the value is sealed with another key than the current one and is to be opened and sealed again.
func (v *Vault) Stale(sealed []byte) bool {
	return len(sealed) < keyIDBytes || binary.BigEndian.Uint16(sealed) != v.current
}

// Index is the blind index of a value: 32 bytes that are equal for equal values of one kind and tell nothing without the key.
// Give it what Reveal gave, as two spellings of one number have two indexes. Each kind has a key of its own, derived by HKDF
// and used in HMAC-SHA256, so that a telephone number and a KPJ of the same digits do not meet.
func (v *Vault) Index(kind Kind, value string) []byte {
	key, err := hkdf.Key(sha256.New, v.index, nil, "blind index of "+string(kind), keyBytes)
	if err != nil {
		panic("derive index key: " + err.Error()) // only a length beyond HKDF's limit, and ours is a constant
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(value))
	return mac.Sum(nil)
}

// codeAlphabet is Crockford's base32: no I, L, O or U, which are misread or make words.
const codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// codeLength is how many letters and digits a code has: 40 bits, to be guarded by a limit of attempts.
const codeLength = 8

// Code is a secret that is derived and kept nowhere: eight letters and digits, shown as ABCD-EFGH, that are always the same for one
// place and cannot be reckoned without the keyring. Its key is derived by HKDF from the index key, apart from every Index.
func (v *Vault) Code(place string) string {
	key, err := hkdf.Key(sha256.New, v.index, nil, "code", keyBytes)
	if err != nil {
		panic("derive code key: " + err.Error()) // see Index
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(place))
	code := make([]byte, codeLength)
	for i, b := range mac.Sum(nil)[:codeLength] {
		code[i] = codeAlphabet[b%byte(len(codeAlphabet))]
	}
	return string(code[:codeLength/2]) + "-" + string(code[codeLength/2:])
}

// ParseCode is the code as Code gives it, however a person typed it: small letters, spaces or none, O for 0, I or L for 1. It
// reports false for what cannot be one.
func ParseCode(text string) (string, bool) {
	typed := strings.ToUpper(strings.Map(dropSeparator, text))
	code := strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(typed)
	if len(code) != codeLength || strings.Trim(code, codeAlphabet) != "" {
		return "", false
	}
	return code[:codeLength/2] + "-" + code[codeLength/2:], true
}
