package outreach

import (
	"context"
	"errors"

	"jagaetam/internal/chat"
)

// deletePassed deletes messages whose time is over. What cannot be deleted now is tried again in a while; what the platform never
// deletes stays.
func (s *Sender) deletePassed(ctx context.Context) (int, error) {
	all, err := s.Records.ClaimPassed(ctx, s.Now(), passedAtOnce)
	if err != nil {
		return 0, err
	}
	for _, passed := range all {
		gone := true
		for _, message := range passed.Messages {
			err := s.Platform.Delete(ctx, passed.Chat, message)
			if err != nil && !errors.Is(err, chat.ErrRefused) && !errors.Is(err, chat.ErrUnreachable) {
				s.Log.Warn("delete a message", "letter", passed.ID, "who", passed.Chat, "cause", err)
				gone = false
			}
		}
		if !gone {
			continue
		}
		if err := s.Records.ForgetPassed(ctx, passed.ID); err != nil {
			return len(all), err
		}
	}
	return len(all), nil
}
