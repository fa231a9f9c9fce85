package transcript

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"jagaetam/internal/chat"
)

// sentPrefix is what the File.ID of everything begins with that is sent to a Screen.
const sentPrefix = "transcript:"

// media is what a doing sends, where there is no platform to keep it.
func (d Doing) media() (chat.Media, error) {
	m := chat.Media{Kind: d.Media, File: samples[d.Media], Caption: d.Caption}
	m.File.ID = sentPrefix + string(d.Media)
	if d.File == "" {
		return m, nil
	}
	name, mime, data, err := d.ReadFile()
	m.File = chat.File{ID: sentPrefix + base64.RawURLEncoding.EncodeToString([]byte(d.File)), Name: name, Type: mime, Size: int64(len(data))}
	return m, err
}

// samples are what is sent where no file is named, so that nobody's real papers are.
var samples = map[chat.MediaKind]chat.File{
	chat.MediaPhoto:    {Type: "image/jpeg", Size: int64(len(Sample))},
	chat.MediaVoice:    {Type: "audio/ogg", Size: int64(len(Sample))},
	chat.MediaVideo:    {Type: "video/mp4", Size: int64(len(Sample))},
	chat.MediaDocument: {Name: SampleName, Type: "application/pdf", Size: int64(len(Sample))},
}

// Sample is the content of what is sent where no file is named, and SampleName what it is called where it has a name.
const (
	Sample     = "not a real picture, and no real document"
	SampleName = "berkas.pdf"
)

// ReadFile reads the file that is sent.
func (d Doing) ReadFile() (name, mime string, data []byte, err error) {
	if data, err = os.ReadFile(d.File); err != nil {
		return "", "", nil, fmt.Errorf("read the file that is sent: %w", err)
	}
	name = filepath.Base(d.File)
	return name, types[strings.ToLower(filepath.Ext(name))], data, nil
}

// types are the MIME types that telephones and computers give their files.
var types = map[string]string{
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".csv": "text/csv", ".txt": "text/plain",
	".pdf": "application/pdf", ".jpg": "image/jpeg", ".png": "image/png",
}

// Fetch writes what a Screen's Content named by its File.ID, as a platform does. The error is chat.ErrGone where there is nothing of
// that name, or more than limit bytes.
func Fetch(_ context.Context, id string, w io.Writer, limit int64) error {
	rest, ok := strings.CutPrefix(id, sentPrefix)
	content := []byte(Sample)
	if sent, isFile := sentFile(id); isFile {
		content = sent.content
	} else if _, isSample := samples[chat.MediaKind(rest)]; !isSample {
		ok = false
	}
	if !ok || int64(len(content)) > limit {
		return fmt.Errorf("fetch file: %w", chat.ErrGone)
	}
	_, err := io.Copy(w, bytes.NewReader(content))
	return err
}

// sentFile is a file that was sent, by its File.ID; false where it was none with a name.
func sentFile(id string) (sent struct {
	File    chat.File
	content []byte
}, ok bool) {
	rest, ok := strings.CutPrefix(id, sentPrefix)
	if rest == string(chat.MediaDocument) {
		sent.File, sent.content = samples[chat.MediaDocument], []byte(Sample)
		return sent, ok
	}
	path, err := base64.RawURLEncoding.DecodeString(rest)
	if !ok || err != nil {
		return sent, false
	}
	name, mime, data, err := Doing{File: string(path)}.ReadFile()
	sent.File, sent.content = chat.File{ID: id, Name: name, Type: mime, Size: int64(len(data))}, data
	return sent, err == nil
}
