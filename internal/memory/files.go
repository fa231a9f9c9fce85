package memory

import (
	"context"
	"fmt"
	"slices"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
)

// KeepFile keeps a file, and gives the name by which it is read again. It does not expire.
func (s *Store) KeepFile(_ context.Context, f record.KeptFile) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.Data = slices.Clone(f.Data)
	s.files = append(s.files, f)
	return fileName(len(s.files)), nil
}

func fileName(n int) string { return fmt.Sprint("file-", n) }

// ReadFile gives a file's name as the reader is to see it, its MIME type and its content, or chat.ErrGone.
func (s *Store) ReadFile(_ context.Context, id string) (name, mime string, data []byte, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.files {
		if fileName(i+1) == id {
			return f.Name, f.Type, slices.Clone(f.Data), nil
		}
	}
	return "", "", nil, fmt.Errorf("read file: %w", chat.ErrGone)
}
