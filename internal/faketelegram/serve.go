package faketelegram

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// ServeHTTP answers the bot's calls and serves files.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rest, isFile := strings.CutPrefix(r.URL.Path, "/file/bot")
	if !isFile {
		rest = strings.TrimPrefix(r.URL.Path, "/bot")
	}
	token, name, _ := strings.Cut(rest, "/")
	if token != s.token {
		fail(w, errUnauthorized)
		return
	}
	if isFile {
		s.serveFile(w, name)
		return
	}
	m, ok := methods[strings.ToLower(name)]
	if !ok {
		fail(w, errNotFound)
		return
	}
	q, err := readRequest(w, r)
	if err != nil {
		fail(w, err)
		return
	}
	q.method = m.name
	s.answer(w, q, m)
}

// answer runs one call between the faults that were injected, and tells the event stream what came of it.
func (s *Server) answer(w http.ResponseWriter, q *request, m method) {
	began := time.Now()
	if s.onCall != nil {
		s.onCall(Call{Method: m.name, Params: q.params})
	}
	s.startCall(m)
	code := 0
	defer func() {
		s.endCall(m)
		s.events.emit(Event{Kind: CallMade, Call: &CallEvent{Method: m.name, Chat: q.int("chat_id"), Code: code, Took: time.Since(began)}})
		s.log.Debug("call", "method", m.name, "chat", q.int("chat_id"), "code", code)
	}()

	hit := s.faults.draw(m.name, q.int("chat_id"))
	if hit.latency > 0 {
		wait(q.ctx, hit.latency)
	}
	switch hit.kind {
	case BadGateway:
		code = badGateway(w)
		return
	case TooMany:
		code = fail(w, tooMany(hit.retryAfter))
		return
	case DropBefore:
		panic(http.ErrAbortHandler)
	}
	result, err := m.run(s, q)
	switch {
	case hit.kind == DropAfter:
		panic(http.ErrAbortHandler)
	case err != nil:
		code = fail(w, err)
	default:
		code = succeed(w, result)
	}
}

func (s *Server) startCall(m method) {
	if m.name == "getUpdates" {
		return
	}
	s.mu.Lock()
	s.answering++
	s.mu.Unlock()
}

func (s *Server) endCall(m method) {
	if m.name == "getUpdates" {
		return
	}
	s.mu.Lock()
	s.answering--
	s.noticeIdle()
	s.mu.Unlock()
}

func succeed(w http.ResponseWriter, result any) int {
	body, err := json.Marshal(map[string]any{"ok": true, "result": result})
	if err != nil {
		return fail(w, &apiError{code: http.StatusInternalServerError, text: "Internal Server Error: " + err.Error()})
	}
	return write(w, http.StatusOK, "application/json", body)
}

func fail(w http.ResponseWriter, err error) int {
	e := asAPIError(err)
	if e.retryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(e.retryAfter))
	}
	body, _ := json.Marshal(e) // numbers and strings always encode
	return write(w, e.code, "application/json", body)
}

// badGateway is what stands in front of Telegram answering in its place: no JSON.
func badGateway(w http.ResponseWriter) int {
	const page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
	return write(w, http.StatusBadGateway, "text/html", []byte(page))
}

func write(w http.ResponseWriter, code int, contentType string, body []byte) int {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(code)
	_, _ = w.Write(body) // a caller who has gone needs no answer
	return code
}
