package identity

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret is a password or token that prints, logs and marshals as [secret]; only Reveal gives it away.
type Secret string

const secretMask = "[secret]"

// Reveal is the secret itself.
func (s Secret) Reveal() string { return string(s) }

// String hides the secret.
func (s Secret) String() string { return secretMask }

// Format hides the secret whatever the verb, %d and %#v included.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, secretMask) }

// LogValue hides the secret.
func (s Secret) LogValue() slog.Value { return slog.StringValue(secretMask) }

// MarshalText hides the secret.
func (s Secret) MarshalText() ([]byte, error) { return []byte(secretMask), nil }
