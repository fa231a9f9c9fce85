package faketelegram

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"image"
	_ "image/jpeg" // so that uploaded photos have their real size
	_ "image/png"
	"math/rand/v2"
	"net/http"
	"path"
	"strings"
	"sync"
	"sync/atomic"
)

// What Telegram allows (https://core.telegram.org/bots/api#sending-files, https://core.telegram.org/bots/api#getfile).
const (
	maxPhoto    = 10 << 20
	maxDownload = 20 << 20
	maxSides    = 10_000 // width and height of a photo together (https://core.telegram.org/bots/api#sendphoto)
	maxRatio    = 20     // of its sides
)

// file is something a message carries; its id is good for ever, as Telegram's are for one bot.
type file struct {
	id, unique     string
	kind           string // as Telegram's errors call it
	path           string
	name, mimeType string
	data           []byte
	width, height  int
	emoji          string // of a sticker
	lost           atomic.Bool
}

// files finds them by id and by path.
type files struct {
	mu     sync.Mutex
	prefix uint64
	next   uint64
	byID   map[string]*file
	byPath map[string]*file
}

func newFiles(chance *rand.Rand) *files {
	return &files{prefix: chance.Uint64(), byID: map[string]*file{}, byPath: map[string]*file{}}
}

// keepFile stores a file in one of Telegram's folders, such as "photos".
func (s *Server) keepFile(folder, name, mimeType string, data []byte) *file {
	f := &file{kind: kinds[folder], name: name, mimeType: mimeType, data: data}
	fs := s.files
	fs.mu.Lock()
	defer fs.mu.Unlock()
	fs.next++
	id := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, fs.prefix), fs.next)
	f.unique = base64.RawURLEncoding.EncodeToString(id)
	f.id = "Fake" + base64.RawURLEncoding.EncodeToString(append([]byte(folder), id...))
	f.path = fmt.Sprintf("%s/file_%d%s", folder, fs.next, extension(folder, name))
	fs.byID[f.id], fs.byPath[f.path] = f, f
	return f
}

var kinds = map[string]string{"photos": "Photo", "documents": "Document", "voice": "VoiceNote", "videos": "Video", "stickers": "Sticker"}

func extension(folder, name string) string {
	if ext := path.Ext(name); ext != "" {
		return ext
	}
	return map[string]string{"photos": ".jpg", "voice": ".oga", "videos": ".mp4", "stickers": ".webp"}[folder]
}

// keepPhoto stores a picture in the sizes that Telegram makes of it, the largest last; the data of each is the original.
func (s *Server) keepPhoto(data []byte) []PhotoSize {
	f := s.keepFile("photos", "", "image/jpeg", data)
	f.measure()
	return f.photo()
}

func (f *file) measure() {
	f.width, f.height = 1280, 960
	if c, _, err := image.DecodeConfig(bytes.NewReader(f.data)); err == nil {
		f.width, f.height = c.Width, c.Height
	}
}

func (f *file) photo() []PhotoSize {
	full := PhotoSize{FileID: f.id, FileUniqueID: f.unique, Width: f.width, Height: f.height, FileSize: len(f.data)}
	longer := max(f.width, f.height)
	if longer <= 90 {
		return []PhotoSize{full}
	}
	small := full
	small.FileID, small.FileUniqueID = f.id+thumbSuffix, f.unique+thumbSuffix
	small.Width, small.Height = max(f.width*90/longer, 1), max(f.height*90/longer, 1)
	return []PhotoSize{small, full}
}

// thumbSuffix marks the id of a photo's small size.
const thumbSuffix = "-s"

func (f *file) document() *Document {
	return &Document{FileID: f.id, FileUniqueID: f.unique, FileName: f.name, MimeType: f.mimeType, FileSize: len(f.data)}
}

func (f *file) voice(seconds int) *Voice {
	return &Voice{FileID: f.id, FileUniqueID: f.unique, Duration: seconds, MimeType: f.mimeType, FileSize: len(f.data)}
}

func (f *file) video(seconds int) *Video {
	return &Video{FileID: f.id, FileUniqueID: f.unique, Width: 640, Height: 360, Duration: seconds, MimeType: f.mimeType, FileSize: len(f.data)}
}

func (f *file) sticker() *Sticker {
	return &Sticker{FileID: f.id, FileUniqueID: f.unique, Type: "regular", Width: 512, Height: 512, Emoji: f.emoji, FileSize: len(f.data)}
}

func (s *Server) fileByID(id string) *file {
	s.files.mu.Lock()
	defer s.files.mu.Unlock()
	return s.files.byID[strings.TrimSuffix(id, thumbSuffix)]
}

// fileOf is the file that a call sends: uploaded with it, or known by its id. This server fetches nothing from the web.
func (s *Server) fileOf(q *request, param string) (*file, error) {
	value := q.text(param)
	if part, ok := strings.CutPrefix(value, "attach://"); ok {
		u, ok := q.uploads[part]
		if !ok {
			return nil, badRequest("there is no %s in the request", param)
		}
		return s.keepUpload(param, u)
	}
	switch f := s.fileByID(value); {
	case value == "":
		return nil, badRequest("there is no %s in the request", param)
	case f != nil:
		return f, f.usable(param)
	case strings.HasPrefix(value, "http"):
		return nil, badRequest("failed to get HTTP URL content")
	}
	return nil, badRequest("wrong remote file identifier specified: Wrong string length")
}

// usable says whether the file can be sent again, which Telegram allows only as what it was.
func (f *file) usable(param string) error {
	as := map[string]string{"photo": "Photo", "document": "Document", "voice": "VoiceNote", "video": "Video", "sticker": "Sticker"}[param]
	switch {
	case f.lost.Load():
		return badRequest("wrong file identifier/HTTP URL specified")
	case f.kind != as:
		return badRequest("can't use file of type %s as %s", f.kind, as)
	}
	return nil
}

func (s *Server) keepUpload(param string, u upload) (*file, error) {
	switch {
	case len(u.data) == 0:
		return nil, badRequest("file must be non-empty")
	case param != "photo":
		folder := map[string]string{"document": "documents", "voice": "voice", "video": "videos", "sticker": "stickers"}[param]
		return s.keepFile(folder, u.name, u.mimeType, u.data), nil
	case len(u.data) > maxPhoto:
		return nil, badRequest("file is too big")
	case !strings.HasPrefix(http.DetectContentType(u.data), "image/"):
		return nil, badRequest("IMAGE_PROCESS_FAILED")
	}
	f := s.keepFile("photos", "", "image/jpeg", u.data)
	f.measure()
	if long, short := max(f.width, f.height), min(f.width, f.height); long+short > maxSides || long > maxRatio*short {
		return nil, badRequest("PHOTO_INVALID_DIMENSIONS")
	}
	return f, nil
}

// getFile says where to download a file (https://core.telegram.org/bots/api#getfile).
func (s *Server) getFile(q *request) (any, error) {
	if q.text("file_id") == "" {
		return nil, badRequest("file_id not specified")
	}
	f := s.fileByID(q.text("file_id"))
	switch {
	case f == nil:
		return nil, badRequest("invalid file_id")
	case f.lost.Load():
		return nil, badRequest("wrong file_id or the file is temporarily unavailable")
	case len(f.data) > maxDownload:
		return nil, badRequest("file is too big")
	}
	return struct {
		FileID       string `json:"file_id"`
		FileUniqueID string `json:"file_unique_id"`
		FileSize     int    `json:"file_size"`
		FilePath     string `json:"file_path"`
	}{q.text("file_id"), f.unique, len(f.data), f.path}, nil
}

// File is the content of a file that somebody sent, by its file_id; false when there is none.
func (s *Server) File(fileID string) (data []byte, mimeType string, ok bool) {
	f := s.fileByID(fileID)
	if f == nil {
		return nil, "", false
	}
	return f.data, f.mimeType, true
}

// LoseFile makes Telegram lose the content of a file: it can be neither downloaded nor sent again. False when there is none.
func (s *Server) LoseFile(fileID string) bool {
	f := s.fileByID(fileID)
	if f == nil {
		return false
	}
	f.lost.Store(true)
	return true
}

func (s *Server) serveFile(w http.ResponseWriter, filePath string) {
	s.files.mu.Lock()
	f := s.files.byPath[filePath]
	s.files.mu.Unlock()
	if f == nil || f.lost.Load() {
		fail(w, errNotFound)
		return
	}
	write(w, http.StatusOK, "application/octet-stream", f.data)
}
