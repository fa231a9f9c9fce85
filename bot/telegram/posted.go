package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// posted is a method of the Bot API with the library's parameters for it, called as JSON. The methods of which every answer takes a few are
// called in this way: the library writes a form of many parts for each and reads the whole message that Telegram gives back, which together
// is more than a quarter of what an answer costs. Its errors are those of the library, so that explain reads both.
func posted(p *Platform, method string, params any) func(context.Context) (*models.Message, error) {
	return func(ctx context.Context) (*models.Message, error) {
		body, err := json.Marshal(params)
		if err != nil {
			return nil, fmt.Errorf("call %s: %w", method, err)
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+"/"+method, bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("call %s: the address of the Bot API is no URL", method) // err quotes it with the token
		}
		req.Header.Set("Content-Type", "application/json")
		resp, err := p.client.Do(req)
		if err != nil {
			return nil, fmt.Errorf("call %s: %w", method, err)
		}
		defer resp.Body.Close()
		text, err := readAll(resp.Body, resp.ContentLength) // to its end, or the connection is not used again
		var answer callAnswer
		if err == nil {
			err = json.Unmarshal(text, &answer)
		}
		if err != nil {
			return nil, fmt.Errorf("call %s: %w: its answer is not whole", method, ErrUncertain)
		}
		if err := answer.err(method); err != nil {
			return nil, err
		}
		return answer.Result.message, nil
	}
}

// callAnswer is what a method answers, as far as anything comes of it.
type callAnswer struct {
	OK          bool     `json:"ok"`
	Result      briefing `json:"result"`
	Code        int      `json:"error_code"`
	Description string   `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MovedTo    int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// briefing is a message of which only the names are read. It is nil where the method answers something else, or what this version does not
// know: Telegram said ok, so it is done.
type briefing struct{ message *models.Message }

// UnmarshalJSON reads the names.
func (b *briefing) UnmarshalJSON(text []byte) error {
	var names struct {
		ID          int `json:"message_id"`
		EphemeralID int `json:"ephemeral_message_id"`
	}
	if len(text) > 0 && text[0] == '{' && json.Unmarshal(text, &names) == nil {
		b.message = &models.Message{ID: names.ID, EphemeralMessageID: names.EphemeralID}
	}
	return nil
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
