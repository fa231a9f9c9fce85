package session

import (
	"encoding/json"
	"fmt"

	"jagaetam/internal/identity"
)

// A chat's state, its kept answer and its archived copy are sealed each for its own place, so that none opens as another's.
func statePlace(chat string) string  { return "session:state:" + chat }
func answerPlace(chat string) string { return "session:answer:" + chat }

// SnapshotPlace is the place that the archived copy of a chat is sealed for.
func SnapshotPlace(chat string) string { return "session:snapshot:" + chat }

// seal makes a value unreadable for everybody without the vault.
func seal(vault *identity.Vault, place string, value any) ([]byte, error) {
	plain, err := json.Marshal(value)
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
	if err := json.Unmarshal(plain, value); err != nil {
		return fmt.Errorf("open %s: %w", place, err)
	}
	return nil
}
