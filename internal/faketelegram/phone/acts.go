package phone

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"jagaetam/internal/faketelegram"
)

// maxBody is that of a file a little larger than the 20 MB that a bot can fetch, so that one can be sent that it cannot.
const maxBody = 25 << 20

// act is something a person does with the phone in a chat; the fields of the form stand beside each.
type act func(*page, *faketelegram.Speaker, *http.Request) (done, error)

// done is the message that came of an act, or the callback query.
type done struct {
	Message *faketelegram.Message `json:"message,omitempty"`
	Query   string                `json:"query,omitempty"`
}

var acts = map[string]act{
	"text":     sendText,     // text
	"tap":      tap,          // message, data
	"photo":    sendPhoto,    // photo, caption
	"document": sendDocument, // document, caption
	"voice":    says(func(_ *page, sp *faketelegram.Speaker) faketelegram.Message { return sp.Voice(7) }),
	"sticker":  says(func(_ *page, sp *faketelegram.Speaker) faketelegram.Message { return sp.Sticker("👍") }),
	"location": says(func(_ *page, sp *faketelegram.Speaker) faketelegram.Message { return sp.Location(-0.4133, 116.9883) }), // Tenggarong
	"contact":  says(func(_ *page, sp *faketelegram.Speaker) faketelegram.Message { return sp.ShareContact() }),
	"card": says(func(p *page, sp *faketelegram.Speaker) faketelegram.Message {
		return sp.ShareCard(p.otherCard(sp.Chat().ID()))
	}),
}

// serveAct does one act on one phone, in the private chat with the bot or in the group that "chat" names.
func (p *page) serveAct(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	id, _ := strconv.ParseInt(r.PathValue("phone"), 10, 64)
	person := p.server.Person(id)
	if person == nil || !slices.Contains(p.options.Users, id) {
		http.Error(w, "there is no such phone", http.StatusNotFound)
		return
	}
	result, err := p.do(person, r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	writeJSON(w, result)
}

func (p *page) do(person *faketelegram.Person, r *http.Request) (done, error) {
	switch name := r.PathValue("act"); name {
	case "start":
		return said(person.Start(""))
	case "block":
		person.Block()
	case "unblock":
		person.Unblock()
	default:
		a, ok := acts[name]
		if !ok {
			return done{}, fmt.Errorf("a phone cannot %q", name)
		}
		speaker, err := p.speaker(person, r)
		if err != nil {
			return done{}, err
		}
		return a(p, speaker, r)
	}
	return done{}, nil
}

// speaker is the person in the chat and the topic of the request, under the message that it answers.
func (p *page) speaker(person *faketelegram.Person, r *http.Request) (*faketelegram.Speaker, error) {
	speaker := person.Speaker
	if id, _ := strconv.ParseInt(r.FormValue("chat"), 10, 64); id != 0 && id != speaker.Chat().ID() {
		group := p.groupOf(person, id)
		if group == nil {
			return nil, fmt.Errorf("chat %d is not on this phone", id)
		}
		speaker = person.In(group)
		if thread, _ := strconv.Atoi(r.FormValue("thread")); thread != 0 {
			speaker = speaker.Topic(thread)
		}
	}
	if answered, _ := strconv.Atoi(r.FormValue("reply_to")); answered != 0 {
		speaker = speaker.ReplyTo(answered)
	}
	return speaker, nil
}

// said is what came of saying something: nothing where the person cannot write.
func said(m faketelegram.Message) (done, error) {
	if m.ID == 0 {
		return done{}, fmt.Errorf("nothing was sent: the bot is blocked, or the chat is closed to this person")
	}
	return done{Message: &m}, nil
}

func says(say func(*page, *faketelegram.Speaker) faketelegram.Message) act {
	return func(p *page, sp *faketelegram.Speaker, _ *http.Request) (done, error) { return said(say(p, sp)) }
}

func sendText(_ *page, sp *faketelegram.Speaker, r *http.Request) (done, error) {
	text := strings.TrimSpace(strings.ReplaceAll(r.FormValue("text"), "\r\n", "\n")) // as forms write line ends
	return said(sp.Text(text))
}

// tap sends the button's data even when the message has changed meanwhile: the phone may not know it yet.
func tap(_ *page, sp *faketelegram.Speaker, r *http.Request) (done, error) {
	message, err := strconv.Atoi(r.FormValue("message"))
	if err != nil {
		return done{}, fmt.Errorf("read the number of the message: %w", err)
	}
	query, err := sp.TapData(message, r.FormValue("data"))
	return done{Query: query}, err
}

// sendPhoto sends the file "photo", or a picture of our own when there is none.
func sendPhoto(_ *page, sp *faketelegram.Speaker, r *http.Request) (done, error) {
	_, data, err := chosen(r, "photo")
	switch {
	case err != nil:
		return done{}, err
	case data == nil:
		data = samplePhoto()
	case !strings.HasPrefix(http.DetectContentType(data), "image/"):
		return done{}, fmt.Errorf("the file is not a picture")
	}
	return said(sp.Photo(data, r.FormValue("caption")))
}

// sendDocument sends the file "document", or one of our own when there is none.
func sendDocument(_ *page, sp *faketelegram.Speaker, r *http.Request) (done, error) {
	header, data, err := chosen(r, "document")
	switch {
	case err != nil:
		return done{}, err
	case data == nil:
		return said(sp.Document(sampleName, "text/plain", sampleDocument, r.FormValue("caption")))
	}
	return said(sp.Document(header.Filename, header.Header.Get("Content-Type"), data, r.FormValue("caption")))
}

// chosen is a file of the form; its data are nil when there is none.
func chosen(r *http.Request, field string) (*multipart.FileHeader, []byte, error) {
	file, header, err := r.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read the %s: %w", field, err)
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return nil, nil, fmt.Errorf("read the %s: %w", field, err)
	}
	if len(data) == 0 {
		return nil, nil, fmt.Errorf("the %s is empty", field)
	}
	return header, data, nil
}

// otherCard is the card of another person with a phone here, or of somebody who is not on Telegram.
func (p *page) otherCard(own int64) faketelegram.Contact {
	for _, id := range p.options.Users {
		if person := p.server.Person(id); person != nil && id != own {
			u := person.User()
			return faketelegram.Contact{Phone: u.Phone, FirstName: u.FirstName, LastName: u.LastName, UserID: u.ID}
		}
	}
	return faketelegram.Contact{Phone: "+6281200009999", FirstName: "Tetangga"}
}
