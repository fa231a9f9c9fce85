package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-telegram/bot"

	"jagaetam/internal/chat"
)

const (
	fetchLimit  = 20 << 20 // bytes of a file that a bot can fetch (Bot API, getFile)
	fetchWithin = 60 * time.Second
	fetchTries  = 3
)

// Fetch writes a file that somebody sent, by its File.ID, to w: all of it, or nothing but what w itself refuses. The error is
// chat.ErrGone where Telegram has it no longer, or it is larger than limit or than 20 MB. Passing troubles are tried three times.
func (p *Platform) Fetch(ctx context.Context, name string, w io.Writer, limit int64) error {
	id, err := fileID(name)
	if err != nil {
		return fmt.Errorf("fetch file: %w", err)
	}
	var data []byte
	for n := 1; ; n++ {
		if data, err = p.download(ctx, id, min(limit, fetchLimit)); err == nil {
			break
		}
		if n == fetchTries || !passing(err) || !timeFor(ctx, pause(n)) || p.wait(ctx, pause(n)) != nil {
			return fmt.Errorf("fetch file: %w", err)
		}
	}
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("fetch file: %w", err)
	}
	return nil
}

// passing says whether the trouble may be over in a moment. A long wish to wait is for the caller to heed.
func passing(err error) bool {
	if _, later := errors.AsType[*chat.WaitError](err); later || errors.Is(err, ErrToken) {
		return false
	}
	return !errors.Is(err, chat.ErrGone) || says(err, "temporarily unavailable")
}

// download asks where the file is and gets it. A path is good for an hour, so it is asked for every time.
func (p *Platform) download(ctx context.Context, id string, limit int64) ([]byte, error) {
	file, err := call(ctx, p, with(p.api.GetFile, &bot.GetFileParams{FileID: id}))
	switch {
	case errors.Is(err, chat.ErrRefused):
		return nil, fmt.Errorf("%w: %w", chat.ErrGone, err)
	case err != nil:
		return nil, err
	case file.FilePath == "", file.FileSize > limit:
		return nil, fmt.Errorf("%w: it has %d bytes", chat.ErrGone, file.FileSize)
	}
	return callFor(ctx, p, patience{fetchWithin, shortPenance}, func(ctx context.Context) ([]byte, error) { return p.get(ctx, file.FilePath, limit) })
}

// get gets what is at a path. The address holds the token, so it goes into no error.
func (p *Platform) get(ctx context.Context, path string, limit int64) ([]byte, error) {
	address := p.options.APIURL + "/file/bot" + p.options.Token.Reveal() + "/" + (&url.URL{Path: strings.TrimPrefix(path, "/")}).EscapedPath()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: its path makes no address", chat.ErrGone)
	}
	resp, err := p.client.http.Do(req)
	if err != nil {
		return nil, way(err, false)
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound, http.StatusGone:
		return nil, fmt.Errorf("%w: Telegram answers %d", chat.ErrGone, resp.StatusCode)
	default:
		return nil, &StatusError{Code: resp.StatusCode}
	}
	var data bytes.Buffer
	n, err := io.Copy(&data, io.LimitReader(resp.Body, limit+1))
	switch {
	case err != nil:
		return nil, way(err, false)
	case n > limit:
		return nil, fmt.Errorf("%w: it has more than %d bytes", chat.ErrGone, limit)
	}
	return data.Bytes(), nil
}
