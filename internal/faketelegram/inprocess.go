package faketelegram

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
)

// InProcess carries requests to a handler without a network, so that a server and a bot fit into one testing/synctest
// bubble. A handler that panics, as the server does to drop a connection, looks like a connection that broke.
func InProcess(h http.Handler) http.RoundTripper { return inProcess{h} }

type inProcess struct{ handler http.Handler }

// RoundTrip waits for the whole answer, or until the request's context ends.
func (t inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	server := r.Clone(r.Context())
	if server.Body == nil {
		server.Body = http.NoBody
	}
	answer := &recorder{header: http.Header{}, status: http.StatusOK}
	done := make(chan error, 1)
	go func() {
		defer server.Body.Close()
		defer func() {
			if p := recover(); p != nil {
				done <- fmt.Errorf("%s %s: %w", r.Method, r.URL.Path, io.ErrUnexpectedEOF)
			}
		}()
		t.handler.ServeHTTP(answer, server)
		done <- nil
	}()
	select {
	case <-r.Context().Done():
		return nil, r.Context().Err()
	case err := <-done:
		if err != nil {
			return nil, err
		}
		return answer.response(r), nil
	}
}

// recorder keeps an answer.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *recorder) Header() http.Header         { return a.header }
func (a *recorder) WriteHeader(status int)      { a.status = status }
func (a *recorder) Write(p []byte) (int, error) { return a.body.Write(p) }

func (a *recorder) response(r *http.Request) *http.Response {
	return &http.Response{
		Status: fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)), StatusCode: a.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: a.header, Request: r,
		ContentLength: int64(a.body.Len()), Body: io.NopCloser(&a.body),
	}
}
