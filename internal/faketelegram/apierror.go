package faketelegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// apiError is an answer that is not ok, with Telegram's own code and words.
type apiError struct {
	code       int
	text       string
	retryAfter int   // seconds
	migrateTo  int64 // chat id
}

func (e *apiError) Error() string { return e.text }

// MarshalJSON writes the body that Telegram answers with (https://core.telegram.org/bots/api#making-requests).
func (e *apiError) MarshalJSON() ([]byte, error) {
	body := map[string]any{"ok": false, "error_code": e.code, "description": e.text}
	switch {
	case e.retryAfter > 0:
		body["parameters"] = map[string]int{"retry_after": e.retryAfter}
	case e.migrateTo != 0:
		body["parameters"] = map[string]int64{"migrate_to_chat_id": e.migrateTo}
	}
	return json.Marshal(body)
}

var (
	errUnauthorized = &apiError{code: http.StatusUnauthorized, text: "Unauthorized"}
	errNotFound     = &apiError{code: http.StatusNotFound, text: "Not Found"}
	errTooLarge     = &apiError{code: http.StatusRequestEntityTooLarge, text: "Request Entity Too Large"}
	errRestart      = &apiError{code: http.StatusInternalServerError, text: "Internal Server Error: restart"}
)

func badRequest(format string, args ...any) error {
	return &apiError{code: http.StatusBadRequest, text: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(text string) error {
	return &apiError{code: http.StatusForbidden, text: "Forbidden: " + text}
}

func conflict(text string) error {
	return &apiError{code: http.StatusConflict, text: "Conflict: " + text}
}

func tooMany(seconds int) error {
	return &apiError{code: http.StatusTooManyRequests, text: fmt.Sprintf("Too Many Requests: retry after %d", seconds), retryAfter: seconds}
}

func asAPIError(err error) *apiError {
	var e *apiError
	if errors.As(err, &e) {
		return e
	}
	return &apiError{code: http.StatusBadRequest, text: "Bad Request: " + err.Error()}
}
