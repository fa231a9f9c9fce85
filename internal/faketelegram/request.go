package faketelegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
)

// maxUpload is what Telegram takes from a bot in one call (https://core.telegram.org/bots/api#sending-files).
const maxUpload = 50 << 20

// request is a call with every parameter as text, as Telegram itself reads them.
type request struct {
	ctx     context.Context
	method  string
	params  map[string]string
	uploads map[string]upload
}

type upload struct {
	name, mimeType string
	data           []byte
}

// text is a parameter as it stands, empty when it was not sent.
func (q *request) text(name string) string { return q.params[name] }

// int is a parameter as a number, and 0 when it is none, as Telegram reads garbage.
func (q *request) int(name string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(q.params[name]), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// float is a coordinate or its like.
func (q *request) float(name string) (float64, bool) {
	f, err := strconv.ParseFloat(q.params[name], 64)
	return f, err == nil
}

// bool is a flag in any of the spellings that Telegram takes.
func (q *request) bool(name string) bool {
	switch strings.ToLower(q.params[name]) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// has says whether the parameter was sent at all.
func (q *request) has(name string) bool {
	_, ok := q.params[name]
	return ok
}

// json decodes a parameter that holds JSON; one that was not sent leaves v alone.
func (q *request) json(name string, v any) error {
	text := q.params[name]
	if text == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(text), v); err != nil {
		return badRequest("can't parse %s JSON object", name)
	}
	return nil
}

// readRequest takes parameters from the query and from a body in any of the forms that Telegram accepts
// (https://core.telegram.org/bots/api#making-requests).
func readRequest(w http.ResponseWriter, r *http.Request) (*request, error) {
	if r.ContentLength > maxUpload {
		return nil, errTooLarge
	}
	q := &request{ctx: r.Context(), params: map[string]string{}}
	for name, values := range r.URL.Query() {
		q.params[name] = values[0]
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
	if err := q.readBody(r); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return nil, errTooLarge
		}
		return nil, badRequest("can't read the request: %v", err)
	}
	return q, nil
}

func (q *request) readBody(r *http.Request) error {
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // an unreadable type has no parameters to read
	switch kind {
	case "application/json":
		return q.readJSON(r.Body)
	case "multipart/form-data":
		return q.readParts(multipart.NewReader(r.Body, params["boundary"]))
	case "application/x-www-form-urlencoded":
		if err := r.ParseForm(); err != nil {
			return fmt.Errorf("form: %w", err)
		}
		for name, values := range r.PostForm {
			q.params[name] = values[0]
		}
	}
	return nil
}

func (q *request) readJSON(body io.Reader) error {
	var fields map[string]json.RawMessage
	if err := json.NewDecoder(body).Decode(&fields); err != nil {
		if errors.Is(err, io.EOF) {
			return nil
		}
		return fmt.Errorf("JSON: %w", err)
	}
	for name, raw := range fields {
		if bytes.Equal(raw, []byte("null")) {
			continue
		}
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw)
		}
		q.params[name] = text
	}
	return nil
}

func (q *request) readParts(parts *multipart.Reader) error {
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("part: %w", err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return fmt.Errorf("part %s: %w", part.FormName(), err)
		}
		name := part.FormName()
		if part.FileName() == "" {
			q.params[name] = string(data)
			continue
		}
		if q.uploads == nil {
			q.uploads = map[string]upload{}
		}
		q.uploads[name] = upload{name: part.FileName(), mimeType: part.Header.Get("Content-Type"), data: data}
		if !q.has(name) {
			q.params[name] = "attach://" + name
		}
	}
}
