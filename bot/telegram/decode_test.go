package telegram

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
)

var (
	sent    = time.Unix(1795395600, 0).UTC()
	consent = chat.Press{Kind: chat.PressAnswer, Count: 1, Flow: "register", Step: "consent", Value: "agree"}
)

// decoded is what each recorded update means: its content, or why it is ignored.
var decoded = map[string]any{
	"text":                  chat.Text{Text: "Saya petani sawit di Loa Kulu 🙂"},
	"text_reply":            chat.Text{Text: "ya"},
	"text_forwarded":        chat.Text{Text: "6402069001900001"},
	"start":                 chat.Command{Name: "start"},
	"start_payload":         chat.Command{Name: "start", Payload: "desa-64_02"},
	"command_for_bot":       chat.Command{Name: "status", Payload: "sekarang"},
	"command_inside":        chat.Text{Text: "é tekan /batal ya"},
	"slash_without_command": chat.Text{Text: "/ saya"},
	"command_forged":        chat.Text{Text: "/é saya"},
	"contact_own":           chat.Contact{Phone: "6281200090001", Own: true},
	"contact_other":         chat.Contact{Phone: "+62 812-0009-0002"},
	"contact_no_user":       chat.Contact{Phone: "081200090003"},
	"photo_caption":         media(chat.MediaPhoto, "ini KTP saya", chat.File{ID: "tg:AgACAgUAAxkBAAIC", Type: "image/jpeg", Size: 98112}),
	"voice":                 media(chat.MediaVoice, "", chat.File{ID: "tg:AwAC", Type: "audio/ogg", Size: 11210}),
	"video":                 media(chat.MediaVideo, "", chat.File{ID: "tg:BAAC"}),
	"video_note":            media(chat.MediaVideo, "", chat.File{ID: "tg:DQAC"}),
	"sticker":               media(chat.MediaSticker, "", chat.File{ID: "tg:CAAC"}),
	"document":              media(chat.MediaDocument, "", chat.File{ID: "tg:BQAC", Name: "ktp.pdf", Type: "application/pdf", Size: 220111}),
	"animation":             media(chat.MediaOther, "", chat.File{ID: "tg:CgAC"}),
	"poll":                  chat.Media{Kind: chat.MediaOther},
	"unheard_of_kind":       chat.Media{Kind: chat.MediaOther},
	"location":              chat.Place{Latitude: -0.412871, Longitude: 116.981234},
	"venue":                 chat.Place{Latitude: -0.41, Longitude: 116.98},
	"pinned":                ignoreService,
	"timer":                 ignoreService,
	"edited_text":           chat.Edited{Text: "Siti Nuraini"},
	"edited_hidden":         ignoreEdit,
	"edited_live_location":  ignoreEdit,
	"tap":                   chat.Tap{Query: "3865470900000000001", Press: consent},
	"tap_forged":            chat.Tap{Query: "3865470900000000001"},
	"tap_inaccessible":      chat.Tap{Query: "3865470900000000001", Press: consent},
	"tap_without_message":   chat.Tap{Query: "3865470900000000001", Press: consent},
	"tap_in_group":          chat.Tap{Query: "3865470900000000001", Press: consent},
	"blocked":               chat.Reach{Reachable: false},
	"unblocked":             chat.Reach{Reachable: true},
	"added_to_group":        chat.Standing{Member: true},
	"group_message":         chat.Text{Text: "halo"},
	"from_bot":              ignoreBot,
	"not_asked_for":         ignoreKind,
}

func TestDecodeRecordedUpdates(t *testing.T) {
	files, err := filepath.Glob("testdata/updates/*.json")
	if err != nil || len(files) != len(decoded) {
		t.Fatalf("%d recorded updates, %d meanings: %v", len(files), len(decoded), err)
	}
	for name, want := range decoded {
		t.Run(name, func(t *testing.T) {
			got, err := decode(recorded(t, name))
			if err != nil {
				t.Fatal(err)
			}
			if why, ok := want.(string); ok {
				if diff := cmp.Diff(Update{ID: got.ID, Ignore: why}, got); diff != "" {
					t.Error(diff)
				}
				return
			}
			if diff := cmp.Diff(want, any(got.Incoming.Content)); diff != "" || got.Ignore != "" {
				t.Error(got.Ignore, diff)
			}
			where := "tg:900000101"
			if got.Incoming.Group {
				where = "tg:-1009000000777"
			}
			if got.Incoming.Chat != where || got.Incoming.From != (chat.Person{ID: "tg:900000101", Language: "id"}) {
				t.Errorf("comes from %+v in %s", got.Incoming.From, got.Incoming.Chat)
			}
		})
	}
}

func media(kind chat.MediaKind, caption string, file chat.File) chat.Media {
	return chat.Media{Kind: kind, File: file, Caption: caption}
}

func TestDecodeMindsNoNewWayToDescribeAFile(t *testing.T) {
	for fields, want := range map[string]chat.Media{
		`"photo":{"layers":[]}`:                                media(chat.MediaPhoto, "", chat.File{}),
		`"photo":[]`:                                           media(chat.MediaPhoto, "", chat.File{}),
		`"photo":[{"file_id":"only"}]`:                         media(chat.MediaPhoto, "", chat.File{ID: "tg:only", Type: "image/jpeg"}),
		`"document":"BQAC","caption":"é 🙂"`:                    media(chat.MediaDocument, "é 🙂", chat.File{}),
		`"document":{"file_name":"a.pdf"}`:                     media(chat.MediaDocument, "", chat.File{}),
		`"document":{"file_id":"b","file_size":-1}`:            media(chat.MediaDocument, "", chat.File{ID: "tg:b"}),
		`"document":{"file_id":"b","file_size":5000000000}`:    media(chat.MediaDocument, "", chat.File{ID: "tg:b", Size: 5_000_000_000}),
		`"photo":null,"voice":{"file_id":7},"video_note":null`: media(chat.MediaVoice, "", chat.File{}),
		`"photo":[{"file_id":"l","width":9,"height":9},{"file_id":"s","width":3,"height":3}]`: media(chat.MediaPhoto, "", chat.File{ID: "tg:l", Type: "image/jpeg"}),
	} {
		raw := `{"update_id":5,"message":{"message_id":1,"date":100,"chat":{"id":9,"type":"private"},"from":{"id":9},` + fields + `}}`
		u, err := decode(json.RawMessage(raw))
		if got := u.Incoming.Content; err != nil || got != want {
			t.Errorf("%s is %+v: %v", fields, got, err)
		}
	}
}

func TestDecodeSaysWhichMessageAndWhen(t *testing.T) {
	for name, want := range map[string]chat.Incoming{
		"text":                {Key: "tg:420000101:1795395600", Message: "311", At: sent},
		"edited_text":         {Key: "tg:420000126:1795395660", Message: "311", At: sent.Add(time.Minute)},
		"tap":                 {Key: "tg:420000129:3865470900000000001", Message: "310"},
		"tap_inaccessible":    {Key: "tg:420000131:3865470900000000001", Message: "12"},
		"tap_without_message": {Key: "tg:420000132:3865470900000000001"},
		"blocked":             {Key: "tg:420000134:1795395700", At: sent.Add(100 * time.Second)},
	} {
		u, err := decode(recorded(t, name))
		if err != nil {
			t.Fatal(err)
		}
		got := chat.Incoming{Key: u.Incoming.Key, Message: u.Incoming.Message, At: u.Incoming.At}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(name, diff)
		}
	}
}

func TestUpdateIDsThatBeginAnewMakeNewKeys(t *testing.T) {
	first, err := decode(json.RawMessage(`{"update_id":5,"message":{"message_id":1,"date":100,"chat":{"id":9,"type":"private"},"from":{"id":9},"text":"a"}}`))
	if err != nil {
		t.Fatal(err)
	}
	second, err := decode(json.RawMessage(`{"update_id":5,"message":{"message_id":2,"date":700000,"chat":{"id":9,"type":"private"},"from":{"id":9},"text":"a"}}`))
	if err != nil || first.Incoming.Key == second.Incoming.Key {
		t.Errorf("both are %q: %v", first.Incoming.Key, err)
	}
}

func TestUndecodableUpdateKeepsItsID(t *testing.T) {
	for raw, id := range map[string]int64{
		`{"update_id":7,"message":5}`:                   7,
		`{"message":5,"update_id":7}`:                   7,
		`{"update_id":7,"callback_query":{"data":"a"}}`: 7,
		`{"update_id":7,"my_chat_member":{"chat":{"id":9,"type":"private"},"from":{"id":9},"date":1}}`:                                                                         7,
		`{"update_id":7,"message":{"message_id":1,"date":1,"chat":{"type":"private"},"from":{},"text":"a"}}`:                                                                   7,
		`{"update_id":7,"message":{"message_id":1,"date":1,"chat":{"id":9,"type":"private"},"from":{"id":9},"text":"` + strings.Repeat("a", mostText+1) + `"}}`:                7,
		`{"update_id":7,"edited_message":{"message_id":1,"edit_date":1,"chat":{"id":9,"type":"private"},"from":{"id":9},"caption":"` + strings.Repeat("a", mostText+1) + `"}}`: 7,
		`{"message":{"message_id":1}}`: 0,
		`{"update_id":-1}`:             0,
		`[]`:                           0,
		`{`:                            0,
		``:                             0,
	} {
		if u, err := decode(json.RawMessage(raw)); err == nil || u.ID != id {
			t.Errorf("%s: id %d, error %v", raw, u.ID, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for name := range decoded {
		f.Add([]byte(recorded(f, name)))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		d := unpack(raw)
		if d.key() == "" {
			t.Error("no key")
		}
		if _, ok := d.broken.(*panicError); ok {
			t.Fatal(d.broken)
		}
		if d.broken != nil || d.update.Ignore != "" {
			return
		}
		in := d.update.Incoming
		if in.Content == nil || d.update.ID <= 0 || in.Key == "" || !strings.HasPrefix(in.Chat, "tg:") || !strings.HasPrefix(in.From.ID, "tg:") {
			t.Errorf("incomplete: %+v", d.update)
		}
		if c, ok := in.Content.(chat.Command); ok && (c.Name == "" || c.Name != strings.ToLower(c.Name) || !utf8.ValidString(c.Payload)) {
			t.Errorf("no command: %+v", c)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	raw := recorded(b, "tap")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decode(raw); err != nil {
			b.Fatal(err)
		}
	}
}

func recorded(t testing.TB, name string) json.RawMessage {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "updates", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
