package session

import (
	"encoding/json"
	"fmt"

	"github.com/fxamacker/cbor/v2"

	"jagaetam/internal/identity"
)

// A chat's state, its kept answer and its archived copy are sealed each for its own place, so that none opens as another's.
func statePlace(chat string) string  { return "session:state:" + chat }
func answerPlace(chat string) string { return "session:answer:" + chat }

// SnapshotPlace is the place that the archived copy of a chat is sealed for.
func SnapshotPlace(chat string) string { return "session:snapshot:" + chat }

// CBOR takes half of JSON's time and three quarters of its room. It goes by the fields' JSON tags.
var (
	encoding = mode(cbor.EncOptions{Time: cbor.TimeRFC3339Nano, TextMarshaler: cbor.TextMarshalerTextString}.EncMode())
	// A dialogue is opened even where a text in it was cut in the middle of a letter.
	decoding = mode(cbor.DecOptions{TextUnmarshaler: cbor.TextUnmarshalerTextString, UTF8: cbor.UTF8DecodeInvalid}.DecMode())
)

func mode[M any](m M, err error) M {
	if err != nil {
		panic(err) // the options contradict each other
	}
	return m
}

// seal makes a value unreadable for everybody without the vault.
func seal(vault *identity.Vault, place string, value any) ([]byte, error) {
	plain, err := encoding.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("seal %s: %w", place, err)
	}
	return vault.Seal(place, plain), nil
}

// open reads into value what seal wrote.
func open(vault *identity.Vault, place string, sealed []byte, value any) error {
	plain, err := vault.Open(place, sealed)
	if err != nil {
		return err
	}
	read := decoding.Unmarshal
	if len(plain) > 0 && plain[0] == '{' { // no map of CBOR begins so: an earlier version wrote JSON
		read = json.Unmarshal
	}
	if err := read(plain, value); err != nil {
		return fmt.Errorf("open %s: %w", place, err)
	}
	return nil
}
