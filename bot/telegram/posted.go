package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// posted is a method of the Bot API with the library's parameters for it, called as JSON. The methods of which every answer takes a few are
// called in this way: the library writes a form of many parts for each and reads the whole message that Telegram gives back, which together
// is more than a quarter of what an answer costs. Its errors are those of the library, so that explain reads both.
func posted(p *Platform, method string, params any) func(context.Context) (taken, error) {
	return func(ctx context.Context) (taken, error) {
		body, err := json.Marshal(params)
		if err != nil {
			return taken{}, fmt.Errorf("call %s: %w", method, err)
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+"/"+method, bytes.NewReader(body))
		if err != nil {
			return taken{}, fmt.Errorf("call %s: the address of the Bot API is no URL", method) // err quotes it with the token
		}
		req.Header.Set("Content-Type", "application/json")
		resp, err := p.client.Do(req)
		if err != nil {
			return taken{}, fmt.Errorf("call %s: %w", method, err)
		}
		defer resp.Body.Close()
		text, err := readAll(resp.Body, resp.ContentLength) // to its end, or the connection is not used again
		var answer callAnswer
		if err == nil {
			err = json.Unmarshal(text, &answer)
		}
		if _, other := errors.AsType[*json.UnmarshalTypeError](err); other {
			err = nil // a result that is no message, or what this version does not know: all else has been read
		}
		if err != nil {
			return taken{}, fmt.Errorf("call %s: %w: its answer is not whole", method, ErrUncertain)
		}
		if err := answer.err(method); err != nil {
			return taken{}, err
		}
		return answer.Result, nil
	}
}

// callAnswer is what a method answers, as far as anything comes of it.
type callAnswer struct {
	OK          bool   `json:"ok"`
	Result      taken  `json:"result"`
	Code        int    `json:"error_code"`
	Description string `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MovedTo    int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// taken is a message that Telegram took, by the names it gave; the zero taken is one that it did not name.
type taken struct {
	ID        int `json:"message_id"`
	Ephemeral int `json:"ephemeral_message_id"`
}

func takenAs(m *models.Message) taken {
	if m == nil {
		return taken{}
	}
	return taken{m.ID, m.EphemeralMessageID}
}

func (a *callAnswer) err(method string) error {
	if a.OK {
		return nil
	}
	known := map[int]error{
		http.StatusBadRequest: bot.ErrorBadRequest, http.StatusUnauthorized: bot.ErrorUnauthorized, http.StatusForbidden: bot.ErrorForbidden,
		http.StatusNotFound: bot.ErrorNotFound, http.StatusConflict: bot.ErrorConflict,
	}[a.Code]
	switch {
	case a.Code == http.StatusTooManyRequests:
		return &bot.TooManyRequestsError{Message: a.Description, RetryAfter: a.Parameters.RetryAfter}
	case a.Code == http.StatusBadRequest && a.Parameters.MovedTo != 0:
		return &bot.MigrateError{Message: a.Description, MigrateToChatID: int(a.Parameters.MovedTo)}
	case known != nil:
		return fmt.Errorf("%w, %s", known, a.Description)
	}
	return fmt.Errorf("call %s, %d %s", method, a.Code, a.Description)
}
