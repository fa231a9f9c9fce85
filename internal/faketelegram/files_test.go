package faketelegram

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// filed is a server, a person who has started the bot, and what a call with an upload answers.
func filed(t *testing.T) (*Server, *Person, func(method, field string, data []byte, params map[string]string) string) {
	t.Helper()
	s := New(Options{})
	t.Cleanup(s.Close)
	p := s.NewUser(User{ID: 900000101, FirstName: "Siti"})
	p.Start("")
	return s, p, func(method, field string, data []byte, params map[string]string) string {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		_ = form.WriteField("chat_id", "900000101")
		for name, value := range params {
			_ = form.WriteField(name, value)
		}
		if data != nil {
			part, _ := form.CreateFormFile(field, "hasil é.xlsx")
			_, _ = part.Write(data)
		}
		_ = form.Close()
		r := httptest.NewRequest(http.MethodPost, "/bot"+s.Token()+"/"+method, &body)
		r.Header.Set("Content-Type", form.FormDataContentType())
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		var answer struct {
			Description string `json:"description"`
		}
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
			t.Fatal(err)
		}
		return strings.TrimPrefix(answer.Description, "Bad Request: ")
	}
}

func picture(width, height int) []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func TestUploadsAreTakenAsTelegramTakesThem(t *testing.T) {
	for name, c := range map[string]struct {
		method, field string
		data          []byte
		caption, want string
	}{
		"photo":            {"sendPhoto", "photo", picture(1080, 1080), "halo", ""},
		"wide":             {"sendPhoto", "photo", picture(2000, 100), "", ""},
		"too wide":         {"sendPhoto", "photo", picture(2001, 100), "", "PHOTO_INVALID_DIMENSIONS"},
		"too large":        {"sendPhoto", "photo", picture(9000, 1001), "", "PHOTO_INVALID_DIMENSIONS"},
		"no picture":       {"sendPhoto", "photo", []byte("PK"), "", "IMAGE_PROCESS_FAILED"},
		"too many bytes":   {"sendPhoto", "photo", append(picture(9, 9), make([]byte, maxPhoto)...), "", "file is too big"},
		"empty":            {"sendDocument", "document", []byte{}, "", "file must be non-empty"},
		"nothing":          {"sendDocument", "document", nil, "", "there is no document in the request"},
		"document":         {"sendDocument", "document", []byte("PK"), strings.Repeat("🙂", 512), ""},
		"too long caption": {"sendDocument", "document", []byte("PK"), strings.Repeat("🙂", 512) + "a", "message caption is too long"},
	} {
		s, p, send := filed(t)
		if got := send(c.method, c.field, c.data, map[string]string{"caption": c.caption}); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
			continue
		}
		m := p.Chat().Last()
		if c.want != "" {
			continue
		}
		if m.Caption != c.caption || (c.method == "sendPhoto") != (m.Photo != nil) || (c.method == "sendDocument") != (m.Document != nil && m.Document.FileName == "hasil é.xlsx") {
			t.Errorf("%s: %+v", name, m)
		}
		id := ""
		if m.Photo != nil {
			id = m.Photo[0].FileID
		} else {
			id = m.Document.FileID
		}
		if data, _, ok := s.File(id); !ok || !bytes.Equal(data, c.data) {
			t.Errorf("%s: its content is not what was sent", name)
		}
	}
}

func TestAFileIsSentAgainOnlyAsWhatItWas(t *testing.T) {
	s, p, send := filed(t)
	photo, document := p.Photo([]byte("x"), "").Photo[0].FileID, p.Document("a.pdf", "", []byte("x"), "").Document.FileID
	video, lost := p.Video(3, []byte("x"), "lihat").Video.FileID, p.Photo([]byte("y"), "").Photo[0].FileID
	if !s.LoseFile(lost) || s.LoseFile("none") {
		t.Error("what is there is not lost, or what is not is")
	}
	for _, c := range []struct{ method, field, id, want string }{
		{"sendPhoto", "photo", photo, ""},
		{"sendDocument", "document", document, ""},
		{"sendPhoto", "photo", document, "can't use file of type Document as Photo"},
		{"sendDocument", "document", photo, "can't use file of type Photo as Document"},
		{"sendDocument", "document", video, "can't use file of type Video as Document"},
		{"sendPhoto", "photo", lost, "wrong file identifier/HTTP URL specified"},
		{"sendPhoto", "photo", "AgAC", "wrong remote file identifier specified: Wrong string length"},
		{"getFile", "file_id", lost, "wrong file_id or the file is temporarily unavailable"},
		{"getFile", "file_id", "AgAC", "invalid file_id"},
		{"getFile", "file_id", video, ""},
	} {
		if got := send(c.method, "", nil, map[string]string{c.field: c.id}); got != c.want {
			t.Errorf("%s of %s: %q, want %q", c.method, c.id, got, c.want)
		}
	}
}

func TestWhatIsLostCannotBeDownloaded(t *testing.T) {
	s, p, _ := filed(t)
	id := p.Photo([]byte("receipt"), "").Photo[1].FileID
	path := s.fileByID(id).path
	for _, want := range []int{http.StatusOK, http.StatusNotFound} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/file/bot"+s.Token()+"/"+path, nil))
		if w.Code != want || (want == http.StatusOK) != (w.Body.String() == "receipt") {
			t.Errorf("%d %q, want %d", w.Code, w.Body, want)
		}
		s.LoseFile(id)
	}
}
