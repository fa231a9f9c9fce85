package telegram

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
)

// answerLimit is the most bytes of an answer that are read: a hundred updates of four thousand letters with all they quote.
const answerLimit = 64 << 20

// client carries calls and tells the troubles of the way apart, which the library does not: whether a request had left when
// the connection broke, and answers that are not the Bot API's. Its errors hold neither token nor contents.
type client struct{ http *http.Client }

// Do makes it a bot.HttpClient.
func (c *client) Do(req *http.Request) (*http.Response, error) {
	var left atomic.Bool
	ctx := httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
		WroteRequest: func(info httptrace.WroteRequestInfo) { left.Store(info.Err == nil) },
	})
	resp, err := c.http.Transport.RoundTrip(req.WithContext(ctx)) // no call is redirected
	if err != nil {
		return nil, way(err, left.Load())
	}
	if resp.StatusCode == http.StatusOK {
		resp.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(resp.Body, answerLimit), resp.Body}
		return resp, nil
	}
	return refusal(resp)
}

// way is the error of a connection, without the address, which holds the token.
func way(err error, left bool) error {
	if addressed, ok := errors.AsType[*url.Error](err); ok {
		err = addressed.Err
	}
	if left {
		return fmt.Errorf("%w: %w", ErrUncertain, err)
	}
	return err
}

// refusal passes on an answer of the Bot API. Anything else, such as a gateway's page, is an error that holds the status only.
func refusal(resp *http.Response) (*http.Response, error) {
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil || resp.StatusCode >= http.StatusInternalServerError || !json.Valid(body) {
		return nil, &StatusError{Code: resp.StatusCode}
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}
